"""Places and spaces: desks, studios, stages and empty buildings, with what one must know before coming."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from backend.seed.world import days, places
from backend.seed.world.chance import Chance
from backend.seed.world.organisations import CORNERS, STREETS, draw_village, draw_word
from backend.seed.world.phrases import fill, said, table, tell
from backend.seed.world.places import town_of
from backend.seed.world.things import Organisation, Place, Space
from backend.seed.world.trades import Said

ACCESS = {"lift": 0.35, "accessible_wc": 0.6, "hearing_loop": 0.15, "parking": 0.65, "accessible_parking": 0.4}
UNKNOWN = 0.12  # so often nobody has looked yet
STRONG = ("stage", "outdoor", "workshop")  # kinds that need strong current


def make_spaces(
    seed: int, today: date, count: int, organisations: Sequence[Organisation]
) -> tuple[list[Place], list[Space]]:
    """`count` spaces, two or three to a place; no two spaces of a place bear one name."""
    told = table("spaces")["space"]
    hosts: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in organisations:
        if organisation.status == "verified":
            hosts[organisation.kind].append(organisation)
    found: dict[str, Place] = {}
    spaces: list[Space] = []
    taken: set[tuple[str, str]] = set()
    for i in range(count):
        chance = Chance(seed, f"space/{i}")
        sort = told[i] if i < len(told) else chance.weighted(told, [kind["weight"] for kind in told])
        while True:
            host = chance.one([host for kind in sort["hosts"] for host in hosts[kind]])
            place = _place(seed, host, chance.below(2), today)
            space = _space(f"space/{i}", sort, place, today, chance)
            if (place.key, space.name) not in taken:
                break
        taken.add((place.key, space.name))
        found[place.key] = place
        spaces.append(space)
    return list(found.values()), spaces


def _place(seed: int, host: Organisation, number: int, today: date) -> Place:
    """The first or second building of an organisation."""
    key = f"place/{host.key.partition('/')[2]}-{number}"
    chance = Chance(seed, key)
    kind, name = chance.one(table("spaces")["places"][host.kind])
    town = town_of(host.town)
    slots = {"word": draw_word(chance), "village": draw_village(chance), "corner": chance.one(CORNERS)}
    lat, lon = places.near(town, chance)
    return Place(
        key=key,
        organisation=host.key,
        kind=kind,
        name=fill(said(name)[0].in_(host.lang), slots),
        lang=host.lang,
        town=host.town,
        address=f"{chance.one(STREETS)} {chance.one(CORNERS)}, {chance.between(2, 240)}",
        lat=lat,
        lon=lon,
        created_at=days.before(today, chance, 61, 89),
    )


def _space(key: str, sort: dict[str, Any], place: Place, today: date, chance: Chance) -> Space:
    lang, kind = place.lang, sort["kind"]
    area = chance.between(*sort["area"])
    seats = _seats(sort, area, chance)
    ceiling = chance.round(*((450, 1100, 50) if kind == "stage" else (240, 420, 10)))
    mbps = chance.one((100, 200, 500, 1000))
    door = sort["door"] + chance.round(-10, 30, 5)
    slots = {"m2": str(area), "n": str(seats or 0), "ceiling": str(ceiling), "mbps": str(mbps), "door": str(door)}
    slots["others"] = str(chance.between(6, 24))
    storey = chance.weighted((0, 1, 2), (7, 3, 1)) if kind not in {"outdoor", "vacant_building", "workshop"} else 0
    is_inside, is_strong = kind != "outdoor", kind in STRONG or chance.yes(0.2)
    low, high = sort["price"]
    price = chance.between(low, high) if high < 50 else chance.round(low, high, 10)
    return Space(
        key=key,
        place=place.key,
        kind=kind,
        name=chance.one([_said(name) for name in sort["names"].split("; ")]).in_(lang),
        summary=fill(_said(sort["summary"]).in_(lang), slots),
        description=fill(_said(sort["text"]).in_(lang), slots),
        lang=lang,
        area_m2=area,
        seats=seats,
        price=price * 100,
        period=sort["period"],
        deposit=price * 100 if sort["period"] == "month" and price and chance.yes(0.5) else None,
        opening_hours=tell(table("spaces")["hours"]["lines"], lang, {}, chance) if is_inside else "",
        available_from=today + timedelta(days=chance.weighted((0, chance.between(10, 150)), (3, 2))),
        access=_access(sort, storey, chance),
        door_width_cm=door if is_inside and not chance.yes(UNKNOWN) else None,
        power_amps=chance.one((32, 63, 125)) if is_strong else chance.one((16, 20, 32)),
        power_phases=3 if is_strong else 1,
        ceiling_cm=ceiling if is_inside else None,
        internet_mbps=mbps if kind not in {"vacant_building", "outdoor"} else None,
        blackout=chance.yes(0.7) if kind in {"stage", "studio", "rehearsal", "gallery"} else None,
        storey=storey,
        flooring=tell(table("spaces")["notes"]["floor"], lang, {}, chance).lower() if is_inside else "",
        load_in=tell(table("spaces")["notes"]["load_in"], lang, slots, chance) if is_strong else "",
        equipment=tuple(chance.some(sort["equipment"], chance.between(1, 4))),
        activities=tuple(chance.some(sort["activities"], chance.between(2, 4))),
        status=chance.weighted(("open", "closed"), (94, 6)),
        created_at=days.before(today, chance, 5, 60),
    )


def _said(line: str) -> Said:
    return said(line)[0]


def _seats(sort: dict[str, Any], area: int, chance: Chance) -> int | None:
    """More room, more seats, within what is usual for the kind."""
    low, high = (int(bound) for bound in sort["seats"])
    if not high:
        return None
    smallest, biggest = (int(bound) for bound in sort["area"])
    share = (area - smallest) / max(1, biggest - smallest)
    seats = round(low + (high - low) * min(1.0, max(0.0, share + chance.between(-10, 10) / 100)))
    return max(low, seats - seats % 5 if seats > 20 else seats)


def _access(sort: dict[str, Any], storey: int, chance: Chance) -> tuple[tuple[str, bool | None], ...]:
    """Each fact is yes, no, or not known."""
    facts = {"step_free": sort["step_free"], "quiet": sort["quiet"], **ACCESS}
    known: dict[str, bool | None] = {
        name: None if chance.yes(UNKNOWN) else chance.yes(share) for name, share in facts.items()
    }
    if storey == 0:
        known["lift"] = None
    elif not known["lift"]:
        known["step_free"] = False  # stairs are stairs
    return tuple(known.items())
