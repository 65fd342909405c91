"""Open opportunities as things to be ranked: four statements, however many there are."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from backend.core.text import fold
from backend.matches.feeding.organisations import sectors_of
from backend.matches.feeding.thing import (
    TOWN,
    Names,
    Thing,
    grouped,
    ids,
    money_of,
    municipality_of,
    organisation_of,
    place_of,
    raw,
    replies_of,
    reply_of,
)
from backend.matches.schemas.cards import Amounts
from backend.opportunities.models import Opportunity, OpportunityLanguage, OpportunityRequirement, PayBasis
from backend.opportunities.queries import is_open
from backend.opportunities.rules import PUBLIC
from backend.organisations.models import Organisation
from backend.organisations.queries import PUBLIC as PUBLIC_ORGANISATIONS
from backend.territories.models import Municipality
from matching.types import (
    EducationRequirement,
    Hours,
    Importance,
    Item,
    LanguageRequirement,
    Market,
    Requirement,
)

ID = Opportunity.id
COLUMNS = (
    raw(Opportunity.id),
    Opportunity.kind,
    Opportunity.title,
    Opportunity.summary,
    Opportunity.lang,
    raw(Opportunity.occupation_id),
    Opportunity.remote_share,
    Opportunity.hours_min,
    Opportunity.hours_max,
    Opportunity.starts_on,
    Opportunity.ends_on,
    Opportunity.capacity,
    Opportunity.pay_basis,
    Opportunity.pay_min,
    Opportunity.pay_max,
    Opportunity.pay_currency,
    Opportunity.pay_period,
    Opportunity.pay_is_gross,
    Opportunity.education_level,
    Opportunity.deadline_at,
    Opportunity.zone,
    Opportunity.reply_by_days,
    Opportunity.opened_at,
    Opportunity.organisation_id,
    Organisation.name.label("organisation_name"),
    Organisation.status.label("organisation_status"),
    Organisation.reply_asked,
    Organisation.reply_answered,
    Organisation.reply_hours,
    Organisation.offers_ended,
    Organisation.offers_filled,
)


class Asks(NamedTuple):
    """What of an opportunity stands in other tables, and ids as the library takes them."""

    id: str
    organisation: str
    occupation: str | None
    requirements: tuple[Requirement, ...]
    languages: tuple[LanguageRequirement, ...]
    sectors: tuple[str, ...]


def on_offer(moment: datetime) -> ColumnElement[bool]:
    """What one may apply for at that moment."""
    return and_(is_open(moment), Organisation.status.in_(PUBLIC_ORGANISATIONS))


def is_public() -> ColumnElement[bool]:
    """What anybody may look at, also when it is over."""
    return and_(Opportunity.status.in_(PUBLIC), Organisation.status.in_(PUBLIC_ORGANISATIONS))


def fetch(db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
    """The opportunities that meet the conditions."""
    chosen, names = ids_of(*conditions), Names()
    asked, spoken = OpportunityRequirement, OpportunityLanguage
    requirements = grouped(
        (one, _requirement(names[concept], importance, level, is_essential))
        for one, concept, importance, level, is_essential in db.execute(
            select(raw(asked.opportunity_id), raw(asked.concept_id), asked.importance, asked.level, asked.is_essential)
            .where(asked.opportunity_id.in_(chosen))
            .order_by(asked.opportunity_id, asked.position, asked.concept_id)
        )
    )
    languages = grouped(
        (one, _language(names[concept], importance, level))
        for one, concept, importance, level in db.execute(
            select(raw(spoken.opportunity_id), raw(spoken.concept_id), spoken.importance, spoken.level)
            .where(spoken.opportunity_id.in_(chosen))
            .order_by(spoken.opportunity_id, spoken.position, spoken.concept_id)
        )
    )
    sectors = sectors_of(db, _chosen(Opportunity.organisation_id, *conditions))
    told = {one: ids(some) for one, some in sectors.items()}
    found = db.execute(_joined(*COLUMNS, *TOWN).where(*conditions).order_by(Opportunity.id))
    return [
        _thing(
            row,
            tuple(row[len(COLUMNS) :]),
            Asks(
                names[row.id],
                names[row.organisation_id],
                names[row.occupation_id] if row.occupation_id else None,
                tuple(requirements.get(row.id, ())),
                tuple(languages.get(row.id, ())),
                told.get(row.organisation_id, ()),
            ),
        )
        for row in found
    ]


@lru_cache(maxsize=65_536)
def _requirement(concept: str, importance: str, level: int, is_essential: bool) -> Requirement:
    """One object for all that ask the same."""
    return Requirement(concept, Importance(importance), level, is_essential)


@lru_cache(maxsize=4096)
def _language(concept: str, importance: str, level: str) -> LanguageRequirement:
    return LanguageRequirement(concept, level, Importance(importance))


@lru_cache(maxsize=16)
def _education(level: int) -> EducationRequirement:
    return EducationRequirement(level)


def ids_of(*conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
    """The ids of those that meet the conditions."""
    return _chosen(Opportunity.id, *conditions)


def _joined(*columns: Any) -> Select[Any]:
    return select(*columns).join(Opportunity.organisation).join(Municipality, Opportunity.municipality)


def _chosen(column: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(column).select_from(Opportunity).join(Opportunity.organisation).where(*conditions)


def _thing(row: Any, town: tuple[Any, ...], asks: Asks) -> Thing:
    return Thing(
        item=_item(row, town, asks),
        title=row.title,
        summary=row.summary,
        lang=row.lang,
        words=fold(row.title, row.summary, row.organisation_name),
        organisation=organisation_of(row.organisation_id, row.organisation_name, row.organisation_status),
        municipality=municipality_of(town),
        town=town[-1],
        pay=_amounts(row),
        pay_basis=row.pay_basis,
        zone=row.zone,
        deadline_at=row.deadline_at,
        starts_on=row.starts_on,
        opened_at=row.opened_at,
        reply_by_days=row.reply_by_days,
        replies=replies_of(*_counted(row)),
        changes_at=row.deadline_at,
    )


def _item(row: Any, town: tuple[Any, ...], asks: Asks) -> Item:
    pay = _amounts(row)
    return Item(
        id=asks.id,
        market=Market.OPPORTUNITIES,
        kind=row.kind,
        organisation=asks.organisation,
        occupation=asks.occupation,
        sectors=asks.sectors,
        requirements=asks.requirements,
        languages=asks.languages,
        education=_education(row.education_level) if row.education_level else None,
        place=place_of(town),
        remote_share=row.remote_share,
        hours=hours_of(row.hours_min, row.hours_max),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        deadline=row.deadline_at,
        pay=money_of(pay),
        capacity=row.capacity,
        reply=reply_of(*_counted(row)),
    )


def _counted(row: Any) -> tuple[Any, ...]:
    return row.reply_asked, row.reply_answered, row.reply_hours, row.offers_ended, row.offers_filled


def _amounts(row: Any) -> Amounts | None:
    if row.pay_basis != PayBasis.RANGE or row.pay_period is None or (row.pay_min is None and row.pay_max is None):
        return None
    return Amounts(
        low=row.pay_min,
        high=row.pay_max,
        currency=row.pay_currency,
        period=row.pay_period,
        is_gross=row.pay_is_gross,
    )


@lru_cache(maxsize=8192)
def hours_of(low: int | None, high: int | None) -> Hours | None:
    """One end that is said stands for the other."""
    if low is None and high is None:
        return None
    return Hours(low if low is not None else high or 0, high if high is not None else low or 0)
