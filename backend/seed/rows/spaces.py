"""Places and spaces."""

from collections.abc import Iterator
from dataclasses import asdict

from backend.core.model import Model
from backend.core.text import fold
from backend.seed.rows.row import Row, born, concept, municipality, row_id
from backend.seed.world import things
from backend.seed.world.days import ZONE
from backend.seed.world.places import town_of
from backend.seed.world.world import World
from backend.spaces.models import Place, Space, SpaceActivity, SpaceEquipment

SAME = (  # columns that bear the names of the world's own facts
    *("kind", "name", "summary", "description", "lang", "area_m2", "seats", "price", "deposit", "opening_hours"),
    *("available_from", "door_width_cm", "power_amps", "power_phases", "ceiling_cm", "internet_mbps", "blackout"),
    *("storey", "flooring", "load_in", "status"),
)


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Places, spaces, and what is there for what."""
    yield Place, [_place(place) for place in world.places]
    yield Space, [_space(space) for space in world.spaces]
    for table, name in ((SpaceEquipment, "equipment"), (SpaceActivity, "activities")):
        yield (
            table,
            [
                {"space_id": row_id(space.key), "concept_id": concept(key)}
                for space in world.spaces
                for key in getattr(space, name)
            ],
        )


def _place(place: things.Place) -> Row:
    return born(place.key, place.created_at) | {
        "organisation_id": row_id(place.organisation),
        "kind": place.kind,
        "name": place.name,
        "description": "",
        "lang": place.lang,
        "municipality_id": municipality(place.town),
        "address": place.address,
        "lat": place.lat,
        "lon": place.lon,
        "zone": ZONE,
        "url": None,
        "folded": fold(place.name, place.address, town_of(place.town).name),
    }


def _space(space: things.Space) -> Row:
    facts = asdict(space)
    return (
        born(space.key, space.created_at)
        | {name: facts[name] for name in SAME}
        | dict(space.access)
        | {
            "place_id": row_id(space.place),
            "price_period": space.period,
            "currency": "EUR",
            "price_note": "",
            "available_until": None,
            "access_note": "",
            "sound": "",
            "light": "",
            "status_at": space.created_at,
            "opened_at": space.created_at,
            "closed_for": "let" if space.status == "closed" else None,
            "folded": fold(space.name, space.summary),
        }
    )
