"""Reading places and spaces. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, or_, select, true
from sqlalchemy.orm import Session, contains_eager, selectinload

from backend.core.access import Viewer
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.core.text import has_words
from backend.organisations.models import Organisation
from backend.organisations.queries import is_visible as is_visible_organisation
from backend.spaces.models import Place, Space, SpaceActivity, SpaceEquipment, SpaceStatus
from backend.spaces.rules import PUBLIC
from backend.spaces.schemas import PlaceSearch, SpaceRead, SpaceSearch
from backend.taxonomy.queries import at_or_below
from backend.territories.distance import great_circle_km
from backend.territories.models import Municipality
from backend.territories.queries import haversine_from, is_near

ORDERS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (Space.opened_at.desc().nulls_first(), Space.id.desc()),
    "name": (Space.folded.asc(), Space.id.asc()),
    "seats": (Space.seats.desc().nulls_last(), Space.id.asc()),
    "area": (Space.area_m2.desc().nulls_last(), Space.id.asc()),
}
WITH_ITS_PLACE = contains_eager(Space.place).options(
    contains_eager(Place.organisation), contains_eager(Place.municipality)
)


def visible_places(viewer: Viewer) -> Select[Place]:
    """Those of public organisations, and one's own; everything to the staff."""
    return (
        select(Place)
        .join(Place.organisation)
        .join(Place.municipality)
        .options(contains_eager(Place.organisation), contains_eager(Place.municipality))
        .where(is_visible_organisation(viewer))
    )


def visible(viewer: Viewer) -> Select[Space]:
    """What was opened in a visible place, and all of one's own; everything to the staff."""
    everything = (
        select(Space)
        .join(Space.place)
        .join(Place.organisation)
        .join(Place.municipality)
        .options(WITH_ITS_PLACE)
        .where(is_visible_organisation(viewer))
    )
    if viewer.is_staff:
        return everything
    return everything.where(or_(Space.status.in_(PUBLIC), Place.organisation_id.in_(viewer.member_of)))


def list_spaces(db: Session, viewer: Viewer, search: SpaceSearch) -> Slice[SpaceRead]:
    """A page of spaces, with their distance where it was asked."""
    centre = db.get(Municipality, search.near) if search.near else None
    found = searched(db, viewer, search)
    if search.sort == "near" and centre is not None:
        found = found.order_by(haversine_from(centre.lat, centre.lon, Place.lat, Place.lon), Space.id)
    else:
        found = found.order_by(*_order(search))
    return paginate(db, found, search).map(lambda space: SpaceRead.of(space, km=_km(centre, space.place)))


def searched(db: Session, viewer: Viewer, search: SpaceSearch) -> Select[Space]:
    """All that the filters find, in no order."""
    centre = db.get(Municipality, search.near) if search.near else None
    return visible(viewer).where(*_filters(viewer, search), *_around(search, centre))


def _order(search: SpaceSearch) -> tuple[ColumnElement[Any], ...]:
    """By price: what is free, then the asked currency and period; an hour's price and a month's have no order."""
    if search.sort != "price":
        return ORDERS.get(search.sort, ORDERS["newest"])
    price, unit = Space.price, (Space.currency, Space.price_period)
    period = search.price_period
    is_asked = and_(Space.currency == search.currency, Space.price_period == period if period else true())
    rank = case((price.is_(None), 3), (price == 0, 0), (is_asked, 1), else_=2)
    return rank, *(case((price > 0, column)) for column in unit), price.asc(), Space.id.asc()


def _km(centre: Municipality | None, place: Place) -> float | None:
    return round(great_circle_km(centre.lat, centre.lon, place.lat, place.lon), 1) if centre else None


def _around(search: SpaceSearch | PlaceSearch, centre: Municipality | None) -> Iterator[ColumnElement[bool]]:
    if search.km is not None:
        yield is_near(centre.lat, centre.lon, search.km, Place.lat, Place.lon) if centre else false()


def _filters(viewer: Viewer, search: SpaceSearch) -> Iterator[ColumnElement[bool]]:
    yield has_words(search.q, Space.folded, Place.folded, Organisation.folded)
    for asked, column in (
        (search.kind, Space.kind),
        (search.place, Space.place_id),
        (search.organisation, Place.organisation_id),
        (search.municipality, Place.municipality_id),
        (search.lang, Space.lang),
        (search.status, Space.status),
    ):
        if asked:
            yield column.in_(asked)
    if search.mine:
        yield Place.organisation_id.in_(viewer.member_of)
    elif not search.status:
        yield Space.status == SpaceStatus.OPEN
    yield from _box(search)
    yield from _sizes(search)
    yield from _facts(search)


def _box(search: SpaceSearch) -> Iterator[ColumnElement[bool]]:
    """A box whose west lies east of its east crosses the date line."""
    if search.west is None or search.east is None:
        return
    yield Place.lat.between(search.south, search.north)
    if search.west <= search.east:
        yield Place.lon.between(search.west, search.east)
    else:
        yield or_(Place.lon >= search.west, Place.lon <= search.east)


def _sizes(search: SpaceSearch) -> Iterator[ColumnElement[bool]]:
    """What is not stated reaches no bound."""
    for asked, column in (
        (search.seats_at_least, Space.seats),
        (search.area_at_least, Space.area_m2),
        (search.door_at_least, Space.door_width_cm),
        (search.ceiling_at_least, Space.ceiling_cm),
        (search.power_at_least, Space.power_amps),
        (search.internet_at_least, Space.internet_mbps),
    ):
        if asked is not None:
            yield column >= asked
    if search.area_at_most is not None:
        yield Space.area_m2 <= search.area_at_most
    if search.price_at_most is not None:
        stated = and_(Space.price_period == search.price_period, Space.currency == search.currency)
        yield or_(Space.price == 0, and_(stated, Space.price <= search.price_at_most))


def _facts(search: SpaceSearch) -> Iterator[ColumnElement[bool]]:
    for fact in search.access:
        yield getattr(Space, fact.value).is_(True)
    if search.blackout is not None:
        yield Space.blackout.is_(search.blackout)
    for concept in search.equipment:
        yield Space.equipment.any(SpaceEquipment.concept_id == concept)
    if search.activity:
        yield Space.activities.any(SpaceActivity.concept_id.in_(at_or_below(search.activity)))
    if search.available_on is not None:
        yield or_(Space.available_from.is_(None), Space.available_from <= search.available_on)
        yield or_(Space.available_until.is_(None), Space.available_until >= search.available_on)


def get_space(db: Session, viewer: Viewer, space_id: UUID, *, lock: bool = False) -> Space:
    """With `lock`, nobody else changes this space until the transaction ends."""
    wanted = visible(viewer).where(Space.id == space_id)
    wanted = wanted.options(selectinload(Space.equipment), selectinload(Space.activities))
    if lock:
        wanted = wanted.with_for_update(of=Space)
    space = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if space is None:
        raise NotFound
    return space


def list_places(db: Session, viewer: Viewer, search: PlaceSearch) -> Slice[Place]:
    """A page of places, by name."""
    centre = db.get(Municipality, search.near) if search.near else None
    wanted = visible_places(viewer).where(
        has_words(search.q, Place.folded, Organisation.folded), *_around(search, centre)
    )
    for asked, column in (
        (search.kind, Place.kind),
        (search.organisation, Place.organisation_id),
        (search.municipality, Place.municipality_id),
    ):
        if asked:
            wanted = wanted.where(column.in_(asked))
    if search.mine:
        wanted = wanted.where(Place.organisation_id.in_(viewer.member_of))
    return paginate(db, wanted.order_by(Place.folded, Place.id), search)


def get_place(db: Session, viewer: Viewer, place_id: UUID, *, lock: bool = False) -> Place:
    """With `lock`, nobody else changes this place, or puts a space into it, until the transaction ends."""
    wanted = visible_places(viewer).where(Place.id == place_id)
    if lock:
        wanted = wanted.with_for_update(of=Place)
    place = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if place is None:
        raise NotFound
    return place


def is_in_use(db: Session, place: Place) -> bool:
    """Whether any space, of any status, is in it."""
    return bool(db.scalar(select(exists().where(Space.place_id == place.id))))
