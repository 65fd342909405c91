"""Openings as opportunities."""

from collections.abc import Iterator, Sequence

from backend.core.model import Model
from backend.core.terms import Period
from backend.core.text import fold
from backend.opportunities.models import (
    Opportunity,
    OpportunityLanguage,
    OpportunityRequirement,
)
from backend.opportunities.pay import monthly
from backend.seed.rows.row import Row, born, concept, municipality, row_id
from backend.seed.world.days import ZONE
from backend.seed.world.things import Opening
from backend.seed.world.world import World

CLOSED_FOR = {"filled": "filled", "closed": "cancelled"}


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Openings, what they ask for, and in which languages."""
    yield from batches_of(world.openings)


def batches_of(openings: Sequence[Opening]) -> Iterator[tuple[type[Model], list[Row]]]:
    """The rows of some openings."""
    yield Opportunity, [_opportunity(opening) for opening in openings]
    yield OpportunityRequirement, [row for opening in openings for row in _requirements(opening)]
    yield OpportunityLanguage, [row for opening in openings for row in _languages(opening)]


def _opportunity(opening: Opening) -> Row:
    pay = opening.pay
    return born(opening.key, opening.created_at) | {
        "organisation_id": row_id(opening.organisation),
        "kind": opening.kind,
        "title": opening.title,
        "summary": opening.summary,
        "description": opening.description,
        "benefits": opening.benefits,
        "lang": opening.lang,
        "occupation_id": concept(opening.occupation),
        "municipality_id": municipality(opening.town),
        "remote_share": opening.remote_share,
        "hours_min": opening.hours_min,
        "hours_max": opening.hours_max,
        "starts_on": opening.starts_on,
        "ends_on": opening.ends_on,
        "capacity": opening.capacity,
        "pay_basis": pay.basis,
        "pay_min": pay.low,
        "pay_max": pay.high,
        "pay_currency": "EUR",
        "pay_period": pay.period,
        "pay_is_gross": True,
        "pay_reference": pay.reference,
        "pay_monthly": monthly(pay.high, Period(pay.period), opening.hours_max) if pay.high and pay.period else None,
        "education_level": opening.eqf,
        "deadline_at": opening.deadline_at,
        "zone": ZONE,
        "reply_by_days": opening.reply_by_days,
        "apply_url": None,
        "apply_email": opening.email,
        "status": opening.status,
        "status_at": opening.created_at,
        "opened_at": None if opening.status == "in_review" else opening.created_at,
        "closed_for": CLOSED_FOR.get(opening.status),
        "returned_for": None,
        "folded": fold(opening.title, opening.summary),
    }


def _requirements(opening: Opening) -> Iterator[Row]:
    for position, need in enumerate(opening.needs):
        yield {
            "opportunity_id": row_id(opening.key),
            "concept_id": concept(need.concept),
            "position": position,
            "importance": need.importance,
            "level": need.level,
            "is_essential": need.is_essential,
            "note": "",
        }


def _languages(opening: Opening) -> Iterator[Row]:
    for position, need in enumerate(opening.speech):
        yield {
            "opportunity_id": row_id(opening.key),
            "concept_id": concept(need.concept),
            "position": position,
            "level": need.cefr,
            "importance": need.importance,
        }
