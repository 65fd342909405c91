"""Tables: region, municipality. Their ids follow from official codes, so they are the same on every machine."""

from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Record

REGIONS = UUID("5f0d8a53-6a0c-5b0e-9a5e-2f6f3c1b7d10")
MUNICIPALITIES = UUID("8c1f5f0e-3b7a-5d54-8e0b-71c9a2d4e6f2")


def region_id(code: str) -> UUID:
    """The id of a region, from its NUTS code."""
    return uuid5(REGIONS, code)


def municipality_id(code: str) -> UUID:
    """The id of a municipality, from its official code."""
    return uuid5(MUNICIPALITIES, code)


class SizeClass(StrEnum):
    """Municipalities by number of people: where one counts how small towns fare."""

    TINY = "tiny"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    CITY = "city"


BELOW = {
    SizeClass.TINY: 10_000,
    SizeClass.SMALL: 20_000,
    SizeClass.MEDIUM: 50_000,
    SizeClass.LARGE: 100_000,
}


def size_of(population: int) -> SizeClass:
    """The class whose upper bound is the first above the number of people."""
    return next((size for size, bound in BELOW.items() if population < bound), SizeClass.CITY)


class Region(Record):
    """A region (NUTS level 2) or one of its parts (NUTS level 3).

    `article` is the one that its own language puts before the name in a sentence: o Norte, a Madeira, os Açores.
    """

    __tablename__ = "region"
    __table_args__ = (
        CheckConstraint("level IN (2, 3)", name="nuts_level"),
        CheckConstraint("(level = 2) = (parent_code IS NULL)", name="parts_have_a_whole"),
    )

    code: Mapped[str] = mapped_column(String(5), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    article: Mapped[str] = mapped_column(String(2), default="")
    level: Mapped[int]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)


class Municipality(Record):
    """The smallest place we reckon with. Its coordinates are those of its seat."""

    __tablename__ = "municipality"
    __table_args__ = (
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_earth"),
        CheckConstraint("population >= 0 AND area_km2 > 0", name="sizes"),
        CheckConstraint("urbanisation IN (1, 2, 3)", name="degurba"),
        Index(None, "lat", "lon"),
    )

    code: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(120), index=True)
    nuts3: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    lat: Mapped[float]
    lon: Mapped[float]
    population: Mapped[int]
    area_km2: Mapped[float]
    size_class: Mapped[SizeClass]
    urbanisation: Mapped[int]
    is_low_density: Mapped[bool]

    region: Mapped[Region] = relationship(lazy="raise")
