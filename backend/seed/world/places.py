"""Where things are: the municipalities of the seed, and a draw that does not forget the small ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from backend.seed.world.chance import Chance
from backend.territories.service import DATA
from backend.territories.tables import read_table

CITY, TOWN, RURAL = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Town:
    """One municipality."""

    code: str
    name: str
    nuts3: str
    nuts3_name: str
    lat: float
    lon: float
    population: int
    urbanisation: int
    is_low_density: bool

    @property
    def is_small(self) -> bool:
        """Neither a city nor a suburb."""
        return self.urbanisation == RURAL


@cache
def towns() -> tuple[Town, ...]:
    """All 86, by code."""
    rows = [
        Town(
            code=line.code,
            name=line.name,
            nuts3=line.nuts3,
            nuts3_name=line.nuts3_name,
            lat=line.lat,
            lon=line.lon,
            population=line.population,
            urbanisation=line.urbanisation,
            is_low_density=line.low_density,
        )
        for line in read_table(DATA / "norte.csv")
    ]
    return tuple(sorted(rows, key=lambda town: town.code))


def town_of(code: str) -> Town:
    """The municipality with that code."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, Town]:
    return {town.code: town for town in towns()}


@cache
def _pool(place: str) -> tuple[Sequence[Town], Sequence[float]]:
    wanted = {"small": (RURAL,), "town": (TOWN, RURAL), "city": (CITY,), "any": (CITY, TOWN, RURAL)}[place]
    pool = [town for town in towns() if town.urbanisation in wanted]
    return pool, [town.population**0.7 + 500 for town in pool]


def draw_town(chance: Chance, place: str = "any") -> Town:
    """A municipality: the bigger the likelier, but less than in proportion, so that villages are heard of too."""
    return chance.weighted(*_pool(place))


def near(town: Town, chance: Chance, degrees: float = 0.02) -> tuple[float, float]:
    """A point around the seat of a municipality, rounded to some ten metres."""
    return (
        round(town.lat + (chance.between(-100, 100) / 100) * degrees, 4),
        round(town.lon + (chance.between(-100, 100) / 100) * degrees, 4),
    )
