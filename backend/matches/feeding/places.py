"""Calls of programmes as places to be ranked: four statements, however many there are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from backend.cohorts.models import Call, Programme, ProgrammeSector, ProgrammeTopic
from backend.cohorts.rules import PUBLIC_CALLS, PUBLIC_PROGRAMMES, RUNNING
from backend.core.terms import Period
from backend.core.text import fold
from backend.matches.feeding.conditions import conditions_of
from backend.matches.feeding.thing import TOWN, Thing, grouped, ids, money_of, municipality_of, place_of
from backend.matches.schemas.cards import Amounts, MatchOrganisation
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.territories.models import Municipality
from matching.types import Item, Market

ID = Call.id
COLUMNS = (
    Call.id,
    Call.title,
    Call.places,
    Call.opens_at,
    Call.deadline_at,
    Call.zone,
    Call.starts_on,
    Call.ends_on,
    Call.rules,
    Call.created_at,
    Programme.id.label("programme_id"),
    Programme.title.label("programme_title"),
    Programme.summary,
    Programme.lang,
    Programme.remote_share,
    Programme.grant_amount,
    Programme.currency,
    Programme.organisation_id,
    Organisation.name.label("organisation_name"),
    Organisation.status.label("organisation_status"),
)
BY_THE_PUBLIC = and_(Programme.status.in_(PUBLIC_PROGRAMMES), Organisation.status.in_(PUBLIC_ORGANISATIONS))


def on_offer(moment: datetime) -> ColumnElement[bool]:
    """What is announced or open at that moment."""
    return and_(BY_THE_PUBLIC, Call.status.in_(RUNNING), Call.deadline_at > moment)


def is_public() -> ColumnElement[bool]:
    """What anybody may look at, also when it is over."""
    return and_(BY_THE_PUBLIC, Call.status.in_(PUBLIC_CALLS))


def fetch(db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
    """The calls that meet the conditions."""
    chosen = _joined(Programme.id).where(*conditions)
    sectors = _concepts(db, ProgrammeSector, chosen, ProgrammeSector.concept_id)
    topics = _concepts(db, ProgrammeTopic, chosen, ProgrammeTopic.position)
    found = db.execute(
        _joined(*COLUMNS, *TOWN).join(Municipality, Programme.municipality).where(*conditions).order_by(Call.id)
    )
    return [
        _thing(row, tuple(row[len(COLUMNS) :]), sectors.get(row.programme_id, ()), topics.get(row.programme_id, ()))
        for row in found
    ]


def ids_of(*conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """The ids of those that meet the conditions."""
    return _joined(Call.id).where(*conditions)


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(Call).join(Call.programme).join(Programme.organisation)


def _concepts(
    db: Session, table: type[ProgrammeSector] | type[ProgrammeTopic], chosen: Select[Any], order: Any
) -> dict[Any, Any]:
    rows = select(table.programme_id, table.concept_id).where(table.programme_id.in_(chosen))
    return grouped((r.programme_id, r.concept_id) for r in db.execute(rows.order_by(table.programme_id, order)))


def _thing(row: Any, town: tuple[Any, ...], sectors: Any, topics: Any) -> Thing:
    grant = (
        Amounts(low=row.grant_amount, high=row.grant_amount, currency=row.currency, period=Period.TOTAL)
        if row.grant_amount
        else None
    )
    return Thing(
        item=Item(
            id=str(row.id),
            market=Market.PLACES,
            organisation=str(row.organisation_id),
            sectors=ids(sectors),
            teaches=ids(topics),
            place=place_of(town),
            remote_share=row.remote_share,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            deadline=row.deadline_at,
            grant=money_of(grant),
            capacity=row.places,
            conditions=conditions_of(row.rules),
        ),
        title=row.title if row.programme_title in row.title else f"{row.programme_title}: {row.title}",
        summary=row.summary,
        lang=row.lang,
        words=fold(row.title, row.programme_title, row.summary, row.organisation_name),
        organisation=MatchOrganisation(
            id=row.organisation_id,
            name=row.organisation_name,
            is_verified=row.organisation_status == OrganisationStatus.VERIFIED,
        ),
        municipality=municipality_of(town),
        town=town[-1],
        grant=grant,
        zone=row.zone,
        deadline_at=row.deadline_at,
        starts_on=row.starts_on,
        opened_at=row.opens_at or row.created_at,
        changes_at=row.deadline_at,
    )
