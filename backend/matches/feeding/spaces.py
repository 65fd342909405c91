"""Open spaces as things to be ranked: four statements, however many there are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from backend.core.text import fold
from backend.matches.feeding.organisations import sectors_of
from backend.matches.feeding.thing import TOWN, Thing, grouped, ids, money_of, municipality_of, place_of
from backend.matches.schemas.cards import Amounts, MatchOrganisation
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.spaces.models import Access, Place, Space, SpaceActivity, SpaceEquipment, SpaceStatus
from backend.spaces.rules import PUBLIC
from backend.territories.models import Municipality
from matching.types import Item, Market

ID = Space.id
COLUMNS = (
    Space.id,
    Space.kind,
    Space.name,
    Space.summary,
    Space.lang,
    Space.price,
    Space.price_period,
    Space.currency,
    Space.seats,
    Space.available_from,
    Space.available_until,
    Space.opened_at,
    *(getattr(Space, fact.value) for fact in Access),
    Place.lat,
    Place.lon,
    Place.name.label("place_name"),
    Place.organisation_id,
    Organisation.name.label("organisation_name"),
    Organisation.status.label("organisation_status"),
)


def on_offer(moment: datetime) -> ColumnElement[bool]:
    """What is open; a space has no deadline."""
    return and_(Space.status == SpaceStatus.OPEN, Organisation.status.in_(PUBLIC_ORGANISATIONS))


def is_public() -> ColumnElement[bool]:
    """What anybody may look at, also when it is closed."""
    return and_(Space.status.in_(PUBLIC), Organisation.status.in_(PUBLIC_ORGANISATIONS))


def fetch(db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
    """The spaces that meet the conditions."""
    chosen = ids_of(*conditions)
    activities = _concepts(db, SpaceActivity, chosen)
    equipment = _concepts(db, SpaceEquipment, chosen)
    sectors = sectors_of(db, _chosen(Place.organisation_id, *conditions))
    joined = select(*COLUMNS, *TOWN).join(Space.place).join(Place.organisation)
    found = db.execute(joined.join(Municipality, Place.municipality).where(*conditions).order_by(Space.id))
    return [
        _thing(
            row,
            tuple(row[len(COLUMNS) :]),
            (*activities.get(row.id, ()), *equipment.get(row.id, ())),
            sectors.get(row.organisation_id, ()),
        )
        for row in found
    ]


def ids_of(*conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """The ids of those that meet the conditions."""
    return _chosen(Space.id, *conditions)


def _chosen(column: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(column).select_from(Space).join(Space.place).join(Place.organisation).where(*conditions)


def _concepts(db: Session, table: type[SpaceActivity] | type[SpaceEquipment], chosen: Select[Any]) -> dict[Any, Any]:
    rows = select(table.space_id, table.concept_id).where(table.space_id.in_(chosen))
    return grouped((r.space_id, r.concept_id) for r in db.execute(rows.order_by(table.space_id, table.concept_id)))


def _thing(row: Any, town: tuple[Any, ...], affords: Any, sectors: Any) -> Thing:
    price = _price(row)
    return Thing(
        item=Item(
            id=str(row.id),
            market=Market.SPACES,
            kind=row.kind,
            organisation=str(row.organisation_id),
            sectors=ids(sectors),
            affords=tuple(dict.fromkeys(ids(affords))),
            place=place_of(town, row.lat, row.lon),
            starts_on=row.available_from,
            ends_on=row.available_until,
            price=money_of(price),
            capacity=row.seats,
            access=tuple(fact.value for fact in Access if getattr(row, fact.value) is True),
        ),
        title=row.name,
        summary=row.summary,
        lang=row.lang,
        words=fold(row.name, row.summary, row.place_name, row.organisation_name),
        organisation=MatchOrganisation(
            id=row.organisation_id,
            name=row.organisation_name,
            is_verified=row.organisation_status == OrganisationStatus.VERIFIED,
        ),
        municipality=municipality_of(town),
        town=town[-1],
        price=price,
        starts_on=row.available_from,
        opened_at=row.opened_at,
    )


def _price(row: Any) -> Amounts | None:
    if row.price is None or row.price_period is None:
        return None
    return Amounts(low=row.price, high=row.price, currency=row.currency, period=row.price_period)
