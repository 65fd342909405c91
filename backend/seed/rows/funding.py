"""Funding calls, their sectors, and the terms that lists search by."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from backend.core.model import Model
from backend.core.text import fold
from backend.funding.models import FundingCall as Call
from backend.funding.models import FundingCallSector, FundingTerm
from backend.organisations.eligibility import Rules, stored, term_of
from backend.seed.rows.row import Row, born, concept, row_id, rule
from backend.seed.world.days import ZONE
from backend.seed.world.things import FundingCall
from backend.seed.world.world import World

RULES: TypeAdapter[Rules] = TypeAdapter(Rules)


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Calls, their sectors and terms."""
    yield Call, [_call(call) for call in world.funding]
    yield (
        FundingCallSector,
        [
            {"call_id": row_id(call.key), "concept_id": concept(sector)}
            for call in world.funding
            for sector in call.sectors
        ],
    )
    yield FundingTerm, [row for call in world.funding for row in _terms(call)]


def rules_of(call: FundingCall) -> Rules:
    """The rules of a call, checked as if somebody had typed them."""
    return RULES.validate_python([rule(line) for line in call.rules])


def _call(call: FundingCall) -> Row:
    return born(call.key, call.created_at) | {
        "organisation_id": row_id(call.organisation),
        "funder_name": None,
        "title": call.title,
        "summary": call.summary,
        "description": call.description,
        "lang": call.lang,
        "programme": call.programme,
        "url": None,
        "amount_min": call.amount_min,
        "amount_max": call.amount_max,
        "budget": call.budget,
        "currency": "EUR",
        "co_financing_percent": call.rate,
        "opens_at": call.opens_at,
        "deadline_at": call.deadline_at,
        "zone": ZONE,
        "rules": stored(rules_of(call)),
        "status": call.status,
        "status_at": call.created_at,
        "closed_for": "deadline" if call.status == "closed" else None,
        "folded": fold(call.title, call.summary, call.programme),
    }


def _terms(call: FundingCall) -> Iterator[Row]:
    for term in map(term_of, rules_of(call)):
        if not term.is_bonus:
            yield from ({"call_id": row_id(call.key), "topic": term.topic, "value": value} for value in term.one_of)
