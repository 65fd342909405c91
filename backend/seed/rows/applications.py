"""Applications with what was shown of them, and each step they took."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from backend.applications.models import Application, ApplicationMove, ApplicationSnapshot, ApplicationStatus
from backend.applications.rules import ANSWERS, WAITING
from backend.applications.schemas import Shown, ShownOpportunity, ShownPerson
from backend.applications.snapshots import content_of, sha256
from backend.core.model import Model
from backend.core.text import fold
from backend.seed.rows.row import Row, born, part, row_id
from backend.seed.world.places import town_of
from backend.seed.world.things import Application as Applied
from backend.seed.world.things import Job, Opening, Person, Step, Study
from backend.seed.world.vocabulary import label
from backend.seed.world.world import World

ENDS = {"declined", "withdrawn", "elsewhere"}


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Applications first, then what hangs on them."""
    people = {person.key: person for person in world.people}
    openings = {opening.key: opening for opening in world.openings}
    houses = {house.key: house.name for house in world.organisations}
    applied = world.applications
    yield Application, [_application(one, openings[one.opening]) for one in applied]
    yield (
        ApplicationSnapshot,
        [_snapshot(one, people[one.person], openings[one.opening], houses) for one in applied],
    )
    yield ApplicationMove, [row for one in applied for row in _moves(one)]


def _application(applied: Applied, opening: Opening) -> Row:
    first, last = applied.steps[0], applied.steps[-1]
    answers = [step for step in applied.steps if step.by == "organisation" and step.status in ANSWERS]
    is_waiting = ApplicationStatus(last.status) in WAITING
    days = timedelta(days=opening.reply_by_days)
    until = (answers[-1].at if answers else first.at) + days if is_waiting else None
    return born(applied.key, first.at) | {
        "account_id": row_id(applied.person),
        "opportunity_id": row_id(applied.opening),
        "organisation_id": row_id(opening.organisation),
        "status": last.status,
        "status_at": last.at,
        "note": applied.note,
        "answers": [],
        "version": 1,
        "reply_by_days": opening.reply_by_days,
        "sent_at": first.at,
        "answered_at": answers[0].at if answers else None,
        "reply_by_at": until,
        "remind_at": until,
        "reason": applied.reason,
        "ended_by": last.by if last.status in ENDS else None,
        "told_at": None,
        "untold": None,
    }


def _moves(applied: Applied) -> Iterator[Row]:
    before = Step("draft", "person", applied.steps[0].at)
    for number, step in enumerate(applied.steps):
        yield part(applied.key, "move", number, step.at) | {
            "application_id": row_id(applied.key),
            "before": before.status,
            "status": step.status,
            "by": step.by,
            "actor_id": None,
            "reason": applied.reason if step is applied.steps[-1] else None,
            "words": "",
        }
        before = step


def _snapshot(applied: Applied, person: Person, opening: Opening, houses: dict[str, str]) -> Row:
    shown = Shown(
        opportunity=_terms(opening, houses[opening.organisation]),
        person=_person(person, opening.lang),
        note=applied.note,
        answers=[],
    )
    content = content_of(shown)
    return part(applied.key, "shown", 1, applied.steps[0].at) | {
        "application_id": row_id(applied.key),
        "version": 1,
        "name": person.name,
        "headline": person.headline,
        "folded": fold(person.name, person.headline),
        "sha256": sha256(content),
        "content": content,
    }


def _terms(opening: Opening, house: str) -> ShownOpportunity:
    pay = opening.pay
    return ShownOpportunity.model_validate(
        {
            "id": row_id(opening.key),
            "organisation": house,
            "kind": opening.kind,
            "title": opening.title,
            "summary": opening.summary,
            "reply_by_days": opening.reply_by_days,
            "pay_basis": pay.basis,
            "pay_min": pay.low,
            "pay_max": pay.high,
            "pay_currency": "EUR",
            "pay_period": pay.period,
            "pay_reference": pay.reference,
        }
    )


def _person(person: Person, lang: str) -> ShownPerson:
    return ShownPerson.model_validate(
        {
            "name": person.name,
            "email": person.email,
            "headline": person.headline,
            "about": person.about,
            "lang": person.lang,
            "municipality": town_of(person.town).name,
            "remote": person.remote,
            "hours_min": person.hours_min,
            "hours_max": person.hours_max,
            "available_from": person.available_from,
            "available_until": None,
            "education_level": person.eqf,
            "occupations": [label(key, lang) for key in person.occupations],
            "skills": [
                {
                    "name": label(claim.concept, lang),
                    "level": claim.level,
                    "evidence_kind": claim.evidence_kind,
                    "evidence": claim.evidence,
                    "evidence_url": None,
                }
                for claim in person.claims
            ],
            "languages": [{"name": label(one.concept, lang), "cefr": one.cefr} for one in person.speech],
            "education": [
                {"title": one.title, "school": one.school, "level": one.eqf} | _span(one)
                for one in reversed(person.studies)
            ],
            "experience": [
                {"title": one.title, "employer": one.employer, "summary": "\n".join(one.lines)} | _span(one)
                for one in reversed(person.jobs)
            ],
            "links": [{"url": url, "kind": kind, "title": ""} for kind, url in person.links],
        }
    )


def _span(time: Study | Job) -> dict[str, Any]:
    return {"started": _month(time.started_on), "ended": _month(time.ended_on), "is_current": time.ended_on is None}


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None
