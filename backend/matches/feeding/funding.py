"""Funding calls one can apply for, now or soon, as things to be ranked: two statements, however many there are."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from backend.core.terms import Period
from backend.core.text import fold
from backend.funding.models import FundingCall, FundingCallSector
from backend.funding.queries import APPLICABLE, has_standing
from backend.funding.rules import PUBLIC
from backend.matches.feeding.conditions import conditions_of
from backend.matches.feeding.thing import Thing, grouped, ids, money_of
from backend.matches.schemas.cards import Amounts, MatchOrganisation
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from matching.types import Item, Market

ID = FundingCall.id
COLUMNS = (
    FundingCall.id,
    FundingCall.organisation_id,
    FundingCall.funder_name,
    FundingCall.title,
    FundingCall.summary,
    FundingCall.lang,
    FundingCall.amount_min,
    FundingCall.amount_max,
    FundingCall.currency,
    FundingCall.opens_at,
    FundingCall.deadline_at,
    FundingCall.zone,
    FundingCall.rules,
    FundingCall.created_at,
    Organisation.name.label("organisation_name"),
    Organisation.status.label("organisation_status"),
)
FUNDER_IS_PUBLIC = or_(FundingCall.organisation_id.is_(None), Organisation.status.in_(PUBLIC_ORGANISATIONS))


def on_offer(moment: datetime) -> ColumnElement[bool]:
    """What is announced or open at that moment."""
    return and_(FUNDER_IS_PUBLIC, or_(*(has_standing(standing, moment) for standing in APPLICABLE)))


def is_public() -> ColumnElement[bool]:
    """What anybody may look at, also when it is over."""
    return and_(FUNDER_IS_PUBLIC, FundingCall.status.in_(PUBLIC))


def fetch(db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
    """The funding calls that meet the conditions."""
    chosen = ids_of(*conditions)
    rows = db.execute(
        select(FundingCallSector.call_id, FundingCallSector.concept_id)
        .where(FundingCallSector.call_id.in_(chosen))
        .order_by(FundingCallSector.call_id, FundingCallSector.concept_id)
    )
    sectors = grouped((row.call_id, row.concept_id) for row in rows)
    found = db.execute(_joined(*COLUMNS).where(*conditions).order_by(FundingCall.id))
    return [_thing(row, sectors.get(row.id, ())) for row in found]


def ids_of(*conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """The ids of those that meet the conditions."""
    return _joined(FundingCall.id).where(*conditions)


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).select_from(FundingCall).outerjoin(FundingCall.organisation)


def _thing(row: Any, sectors: Any) -> Thing:
    grant = _grant(row)
    name = row.organisation_name or row.funder_name
    return Thing(
        item=Item(
            id=str(row.id),
            market=Market.FUNDING,
            organisation=str(row.organisation_id) if row.organisation_id else None,
            sectors=ids(sectors),
            deadline=row.deadline_at,
            grant=money_of(grant),
            conditions=conditions_of(row.rules),
        ),
        title=row.title,
        summary=row.summary,
        lang=row.lang,
        words=fold(row.title, row.summary, name),
        organisation=MatchOrganisation(
            id=row.organisation_id,
            name=name,
            is_verified=row.organisation_status == OrganisationStatus.VERIFIED,
        ),
        grant=grant,
        zone=row.zone,
        deadline_at=row.deadline_at,
        opened_at=row.opens_at or row.created_at,
        changes_at=row.deadline_at,
    )


def _grant(row: Any) -> Amounts | None:
    if row.amount_min is None and row.amount_max is None:
        return None
    return Amounts(low=row.amount_min, high=row.amount_max, currency=row.currency, period=Period.TOTAL)
