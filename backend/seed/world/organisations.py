"""The organisations of the region: nine kinds, in towns big and small."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from backend.seed.world import days, grammar, places
from backend.seed.world.chance import Chance
from backend.seed.world.known import is_known
from backend.seed.world.names import named
from backend.seed.world.phrases import fill, table, tell, words
from backend.seed.world.places import Town
from backend.seed.world.things import Organisation
from backend.seed.world.trades import Trade, trades, trades_of

KINDS = (
    "startup",
    "creative_business",
    "incubator",
    "university",
    "research_centre",
    "science_park",
    "art_space",
    "municipality",
    "media",
)
HEADS = {"1": (1, 1), "2-9": (2, 9), "10-49": (10, 49), "50-249": (50, 240), "250+": (260, 5200)}
STREETS = ("Rua", "Rua", "Rua", "Largo", "Travessa", "Avenida", "Praça")
CORNERS = ("do Cruzeiro", "da Fonte", "dos Moinhos", "da Estação", "do Souto", "das Oficinas", "da Calçada", "do Adro")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A name as part of an address: `Atelier Urze & Filhas` becomes `atelier-urze-filhas`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-")


def make_organisations(seed: int, today: date, count: int) -> list[Organisation]:
    """`count` organisations, kinds in their usual shares; no two have one name, none has a well-known one."""
    made: list[Organisation] = []
    taken: set[str] = set()
    for kind, number in _in_shares(count):
        key = f"organisation/{kind}-{number}"
        made.append(_organisation(key, kind, number, today, Chance(seed, key), taken))
    return made


def _in_shares(count: int) -> Iterator[tuple[str, int]]:
    """Which kind, and the how-manieth of it; every kind comes at least once."""
    asked = {kind: max(1, round(table("organisations")[kind]["share"] * count / 100)) for kind in KINDS}
    asked["creative_business"] += count - sum(asked.values())
    for kind, number in asked.items():
        yield from ((kind, i) for i in range(number))


def _organisation(key: str, kind: str, number: int, today: date, chance: Chance, taken: set[str]) -> Organisation:
    told = table("organisations")[kind]
    sectors = chance.some(told["sectors"], chance.between(1, 3))
    skilled = _trades(sectors, told["sectors"], chance)
    employed = [trades()[key] for key in chance.some(told.get("employs", ()), chance.between(2, 5))] or skilled
    town = _town(kind, chance)
    headcount = chance.one(told["headcount"])
    youngest, oldest = told["age"]
    founded = today.year - chance.between(youngest, oldest)
    name = _name(kind, number, sectors[0], chance, taken)
    lang = "en" if chance.yes(told["english"]) else "pt"
    slots = _slots(skilled, town, lang, founded, chance.between(*HEADS[headcount]), chance)
    lat, lon = places.near(town, chance)
    return Organisation(
        key=key,
        name=name,
        kind=kind,
        summary=tell(told["summary"], lang, slots, chance),
        description="\n\n".join(tell(told[part], lang, slots, chance) for part in ("about", "work", "house")),
        lang=lang,
        town=town.code,
        address=f"{chance.one(STREETS)} {chance.one(CORNERS)}, {chance.between(2, 240)}",
        lat=lat,
        lon=lon,
        website=f"https://{slug(name)}.example",
        email=f"ola@{slug(name)}.example",
        sectors=tuple(f"sector/{sector}" for sector in sectors),
        trades=tuple(trade.key for trade in employed),
        founded=founded,
        headcount=headcount,
        legal_form="sole_trader" if headcount == "1" and kind != "startup" else chance.one(told["legal"]),
        status=chance.weighted(("verified", "claimed", "draft"), (87, 9, 4)) if number else "verified",
        created_at=days.before(today, chance, 90, 400),
    )


def _town(kind: str, chance: Chance) -> Town:
    """Universities and parks are not in the smallest places; nearly everything else may be."""
    while True:
        town = places.draw_town(chance)
        too_small = kind in {"university", "science_park"} and town.population < 14_000
        too_big = kind == "municipality" and town.urbanisation == places.CITY  # parishes there have no hillsides
        if not too_small and not too_big:
            return town


@cache
def _pool(sector: str) -> tuple[Trade, ...]:
    also = table("organisations")["trades"].get(sector, ())
    return trades_of(f"sector/{sector}") or tuple(trades()[key] for key in also)


def _trades(sectors: list[str], usual: list[str], chance: Chance) -> list[Trade]:
    """Two to five trades that such a house employs, those of its first sector before others."""
    near = chance.some(_pool(sectors[0]), 3)
    others = [trade for sector in [*sectors[1:], chance.one(usual)] for trade in chance.some(_pool(sector), 1)]
    return list({trade.key: trade for trade in near + others}.values())[: chance.between(2, 5)]


def _slots(skilled: list[Trade], town: Town, lang: str, founded: int, people: int, chance: Chance) -> dict[str, str]:
    areas = [trade.area.in_(lang) for trade in skilled[:3]]
    things = chance.some([thing for trade in skilled for thing in trade.things], 2)
    thing, other = (grammar.numbered(thing.in_(lang), chance) for thing in things)
    return {
        "town": town.name,
        "in_town": grammar.in_town(town.name),
        "of_town": grammar.of_town(town.name),
        "area": areas[0],
        "areas": grammar.listed(areas, lang),
        "thing": thing,
        "other": other,
        "year": str(founded),
        "inhabitants": str(chance.round(700, 6500, 50)),
        "students": str(people * 18),
        "companies": str(chance.between(7, 42)),
        **({"n": str(people)} if people > 1 else {}),
    }


def _name(kind: str, number: int, sector: str, chance: Chance, taken: set[str]) -> str:
    while True:
        name = _university(number) if kind == "university" else _draw_name(kind, sector, chance)
        if name not in taken and not is_known(name, "organisations"):
            taken.add(name)
            return name
        number += 1


def _university(number: int) -> str:
    """The schools that also stand in people's CVs."""
    schools = [f"Universidade {by}" for by in named("universities")]
    schools += [f"Instituto Politécnico {by}" for by in named("polytechnics")]
    schools += [f"{academy} {by}" for by in named("by") for academy in named("academies")]
    return schools[number]


def _draw_name(kind: str, sector: str, chance: Chance) -> str:
    all_words: dict[str, Any] = table("organisations")
    told = all_words[kind]
    article, other = chance.one("oa"), chance.one("oa")
    word, second = draw_word(chance, article), draw_word(chance, other)
    village, village2 = draw_village(chance), draw_village(chance)
    if second == word or village2 == village:
        return _draw_name(kind, sector, chance)
    return fill(
        chance.one(told["names"]),
        {
            "w": word,
            "v": second,
            "lab": "lab",
            "of_w": f"d{article} {word}",
            "suffix": chance.one(words(all_words["suffix"].get(sector, "Studio|Coletivo"))),
            "trade_place": all_words["workshop"].get(sector, "Ateliê"),
            "surname": chance.one(named("surnames")),
            "theme": chance.one(told.get("themes", [""])),
            "by": chance.one(named("by")),
            "village": village,
            "village2": village2,
        },
    )


def draw_word(chance: Chance, article: str = "") -> str:
    """A word that houses are named after; all words of one article, or any."""
    return chance.one(words(table("organisations")["words"][article or chance.one("oa")]))


def draw_village(chance: Chance) -> str:
    """An invented parish."""
    parts = table("organisations")["villages"]
    return f"{chance.one(words(parts['first']))} {chance.one(words(parts['second']))}"
