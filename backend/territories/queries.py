"""Reading territories. They are public, so everything is visible to everybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from math import degrees
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.site import get_site
from backend.core.text import fold, has_words
from backend.territories.distance import EARTH_KM, great_circle_km, haversine_of_km, travel_minutes
from backend.territories.models import Municipality, Region
from backend.territories.schemas import (
    Bounds,
    MunicipalityRead,
    MunicipalitySearch,
    RegionDetail,
    SubregionRead,
    TravelRead,
)

Coordinate: TypeAlias = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Near:
    """A municipality and its distance from where one asked."""

    municipality: Municipality
    km: float


def list_municipalities(db: Session, search: MunicipalitySearch) -> Slice[MunicipalityRead]:
    """A page of municipalities; a misspelt name finds its nearest neighbours in spelling."""
    centre = db.get(Municipality, search.near) if search.near else None
    found = paginate(db, _matching(db, search, centre, has_words(search.q, Municipality.folded)), search)
    if found.total == 0 and search.q and (names := _spelled_like(db, search.q)):
        alike = _matching(db, search, centre, Municipality.folded.in_(names)).order_by(None)
        closest_first = case({name: place for place, name in enumerate(names)}, value=Municipality.folded)
        found = paginate(db, alike.order_by(closest_first, Municipality.id), search)
    return found.map(lambda row: _read(row, centre))


def _read(row: Municipality, centre: Municipality | None) -> MunicipalityRead:
    if centre is None:
        return MunicipalityRead.of(row)
    km = great_circle_km(centre.lat, centre.lon, row.lat, row.lon)
    travel = travel_minutes(km, centre.urbanisation, row.urbanisation)
    return MunicipalityRead.of(row, km=round(km, 1), travel=TravelRead.model_validate(travel))


def _matching(
    db: Session, search: MunicipalitySearch, centre: Municipality | None, named: ColumnElement[bool]
) -> Select[Municipality]:
    wanted = select(Municipality).where(named, *_filters(db, search))
    if centre is not None:
        wanted = wanted.order_by(haversine_from(centre.lat, centre.lon, Municipality.lat, Municipality.lon))
    begins = Municipality.folded.startswith(fold(search.q), autoescape=True)
    return wanted.order_by(case((begins, 0), else_=1), Municipality.folded, Municipality.id)


def _filters(db: Session, search: MunicipalitySearch) -> Iterator[ColumnElement[bool]]:
    for asked, column in (
        (search.id, Municipality.id),
        (search.nuts3, Municipality.nuts3),
        (search.size_class, Municipality.size_class),
        (search.urbanisation, Municipality.urbanisation),
    ):
        if asked:
            yield column.in_(asked)
    if search.low_density is not None:
        yield Municipality.is_low_density.is_(search.low_density)
    if search.near is not None and search.km is not None:
        yield Municipality.id.in_(within_km(db, search.near, search.km))


def _spelled_like(db: Session, asked: str) -> list[str]:
    names = db.scalars(select(Municipality.folded)).all()
    return get_close_matches(fold(asked), names, n=5, cutoff=0.75)


def get_municipality(db: Session, municipality_id: UUID) -> Municipality:
    """One municipality; raises `NotFound`."""
    municipality = db.get(Municipality, municipality_id)
    if municipality is None:
        raise NotFound
    return municipality


def named(db: Session, names: Iterable[str]) -> dict[str, list[Municipality]]:
    """Municipalities by their folded names, exactly as folded; several may share one. One query."""
    found: dict[str, list[Municipality]] = {}
    folded = {fold(name) for name in names}
    wanted = select(Municipality).where(Municipality.folded.in_(folded))
    for row in db.scalars(wanted.order_by(Municipality.code)) if folded else ():
        found.setdefault(row.folded, []).append(row)
    return found


def near(db: Session, lat: float, lon: float, km: float) -> list[Near]:
    """The municipalities whose seats lie within `km` kilometres of a point, nearest first."""
    rows = db.scalars(select(Municipality).where(is_near(lat, lon, km, Municipality.lat, Municipality.lon)))
    found = [Near(row, great_circle_km(lat, lon, row.lat, row.lon)) for row in rows]
    return sorted(found, key=lambda n: (n.km, n.municipality.code))


def within_km(db: Session, municipality_id: UUID, km: float) -> list[UUID]:
    """The municipalities whose seats lie within `km` kilometres of this one's; none around a place unknown to us."""
    centre = db.get(Municipality, municipality_id)
    if centre is None:
        return []
    return [found.municipality.id for found in near(db, centre.lat, centre.lon, km)]


def is_near(lat: float, lon: float, km: float, lat_column: Coordinate, lon_column: Coordinate) -> ColumnElement[bool]:
    """The condition that a row's coordinates lie within `km` kilometres of a point, exact on the sphere.

    The span of latitudes comes first because an index can answer it.
    """
    span = degrees(km / EARTH_KM)
    return and_(
        lat_column.between(lat - span, lat + span),
        haversine_from(lat, lon, lat_column, lon_column) <= haversine_of_km(km),
    )


def haversine_from(lat: float, lon: float, lat_column: Coordinate, lon_column: Coordinate) -> ColumnElement[float]:
    """What to order by so that the nearest comes first; see `distance.haversine`."""
    up, across = func.sin(func.radians(lat_column - lat) / 2), func.sin(func.radians(lon_column - lon) / 2)
    shrink = func.cos(func.radians(lat)) * func.cos(func.radians(lat_column))
    return up * up + shrink * across * across


def get_region(db: Session) -> RegionDetail:
    """The region of this installation (the first there is, where nobody chose), added up; raises `NotFound`."""
    region = _region(db)
    parts = _parts(db, region)
    inside = Municipality.nuts3.in_([part.code for part in parts])
    low, south, west, north, east = db.execute(
        select(
            func.count().filter(Municipality.is_low_density),
            func.min(Municipality.lat),
            func.min(Municipality.lon),
            func.max(Municipality.lat),
            func.max(Municipality.lon),
        ).where(inside)
    ).one()
    return RegionDetail.of(
        region,
        municipalities=sum(part.municipalities for part in parts),
        low_density_municipalities=low,
        population=sum(part.population for part in parts),
        area_km2=round(sum(part.area_km2 for part in parts), 2),
        bounds=Bounds(south=south, west=west, north=north, east=east),
        subregions=parts,
    )


def _region(db: Session) -> Region:
    chosen = get_site(db).region_id
    whole = select(Region).where(Region.level == 2).order_by(Region.code).limit(1)
    region = db.get(Region, chosen) if chosen else db.scalars(whole).one_or_none()
    if region is None:
        raise NotFound
    return region


def _parts(db: Session, region: Region) -> list[SubregionRead]:
    added_up = (
        select(
            Region.code,
            Region.name,
            func.count(),
            func.sum(Municipality.population),
            func.sum(Municipality.area_km2),
        )
        .join(Municipality, Municipality.nuts3 == Region.code)
        .where(Region.parent_code == region.code)
        .group_by(Region.code, Region.name)
        .order_by(Region.code)
    )
    return [
        SubregionRead(code=code, name=name, municipalities=count, population=people, area_km2=round(area, 2))
        for code, name, count, people, area in db.execute(added_up)
    ]
