"""Programmes and their calls."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from backend.cohorts.models import Call, Programme, ProgrammeOffer, ProgrammeSector, ProgrammeTopic
from backend.core.model import Model
from backend.core.text import fold
from backend.organisations.eligibility import Rules, stored
from backend.seed.rows.row import Row, born, concept, municipality, row_id, rule
from backend.seed.world import things
from backend.seed.world.days import ZONE
from backend.seed.world.world import World

RULES: TypeAdapter[Rules] = TypeAdapter(Rules)


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Programmes, their sectors, offers and topics, then the calls."""
    programmes = world.programmes
    yield Programme, [_programme(programme) for programme in programmes]
    yield (
        ProgrammeSector,
        [{"programme_id": row_id(p.key), "concept_id": concept(sector)} for p in programmes for sector in p.sectors],
    )
    yield ProgrammeOffer, [{"programme_id": row_id(p.key), "offer": offer} for p in programmes for offer in p.offers]
    yield (
        ProgrammeTopic,
        [
            {"programme_id": row_id(p.key), "concept_id": concept(key), "position": position, "level": level}
            for p in programmes
            for position, (key, level) in enumerate(p.teaches)
        ],
    )
    yield Call, [_call(p, call) for p in programmes for call in p.calls]


def _programme(programme: things.Programme) -> Row:
    return born(programme.key, programme.created_at) | {
        "organisation_id": row_id(programme.organisation),
        "title": programme.title,
        "summary": programme.summary,
        "description": programme.description,
        "lang": programme.lang,
        "url": None,
        "municipality_id": municipality(programme.town),
        "remote_share": programme.remote_share,
        "weekly_hours": programme.weekly_hours,
        "stage": programme.stage,
        "equity_min": 0,
        "equity_max": programme.equity,
        "grant_amount": programme.grant,
        "fee_amount": 0,
        "currency": "EUR",
        "status": "published",
        "status_at": programme.created_at,
        "folded": fold(programme.title, programme.summary),
    }


def _call(programme: things.Programme, call: things.ProgrammeCall) -> Row:
    return born(call.key, programme.created_at) | {
        "programme_id": row_id(programme.key),
        "title": call.title,
        "description": call.description,
        "places": call.places,
        "opens_at": call.opens_at,
        "deadline_at": call.deadline_at,
        "zone": ZONE,
        "starts_on": call.starts_on,
        "ends_on": call.ends_on,
        "rules": stored(RULES.validate_python([rule(line) for line in call.rules])),
        "status": call.status,
        "status_at": programme.created_at,
        "closed_for": "deadline" if call.status == "closed" else None,
        "folded": fold(call.title),
    }
