"""Programmes and their calls as schema.org `EducationalOccupationalProgram`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.cohorts.models import Call, Programme, ProgrammeStatus
from backend.cohorts.queries import calls, programmes
from backend.cohorts.rules import RUNNING
from backend.core.access import GUEST, Viewer
from backend.core.model import now
from backend.pages.heads.organisations import linked as organisation
from backend.pages.heads.parts import CONTEXT, day, html, known, url_of
from backend.pages.shell import Head


def head(db: Session, viewer: Viewer, programme_id: UUID, public_url: str) -> Head:
    """The head of a programme's page; raises `NotFound`."""
    row = programmes.get_programme(db, viewer, programme_id)
    next_call = _next(calls.of_programme(db, GUEST, row))
    page = url_of(public_url, "programmes", row.id)
    thing = {"@id": page, "name": row.title, "url": page} | linked(row, public_url) | round_of(next_call)
    is_published = row.status == ProgrammeStatus.PUBLISHED
    return Head(
        title=f"{row.title} · {row.organisation.name}",
        description=row.summary,
        path=f"/programmes/{row.id}",
        lang=row.lang,
        kind="article",
        linked_data=(CONTEXT | thing,) if is_published else (),
        is_indexed=is_published,
    )


def call_head(db: Session, viewer: Viewer, call_id: UUID, public_url: str) -> Head:
    """The head of a call's page; raises `NotFound`."""
    row = calls.get_call(db, viewer, call_id)
    page, title = url_of(public_url, "calls", row.id), f"{row.title} · {row.programme.title}"
    thing = {"@id": page, "name": title, "url": page} | linked(row.programme, public_url, row) | round_of(row)
    return Head(
        title=title,
        description=row.programme.summary,
        path=f"/calls/{row.id}",
        lang=row.programme.lang,
        kind="article",
        linked_data=(CONTEXT | thing,) if _is_running(row) else (),
        is_indexed=_is_running(row),
    )


def linked(row: Programme, public_url: str, call: Call | None = None) -> dict[str, Any]:
    """What it is, who offers it, how much of it is online, and what it costs."""
    return known(
        {
            "@type": "EducationalOccupationalProgram",
            "description": html(row.summary, row.description, call.description if call else ""),
            "provider": organisation(row.organisation, public_url),
            "sameAs": row.url,
            "educationalProgramMode": {0: "onsite", 100: "online"}.get(row.remote_share, "blended"),
            "offers": {
                "@type": "Offer",
                "category": "paid" if row.fee_amount else "free",
                "price": row.fee_amount / 100,
                "priceCurrency": row.currency,
            },
        }
    )


def round_of(call: Call | None) -> dict[str, Any]:
    """When one may apply for which places, and when it begins; nothing between two rounds."""
    if call is None:
        return {}
    return known(
        {
            "applicationStartDate": day(call.opens_at, call.zone),
            "applicationDeadline": day(call.deadline_at, call.zone),
            "startDate": call.starts_on.isoformat() if call.starts_on else None,
            "endDate": call.ends_on.isoformat() if call.ends_on else None,
            "maximumEnrollment": call.places,
        }
    )


def _next(found: Sequence[Call]) -> Call | None:
    """The running call that ends first; they come with the latest first."""
    return next((call for call in reversed(found) if _is_running(call)), None)


def _is_running(call: Call) -> bool:
    return call.status in RUNNING and call.deadline_at is not None and call.deadline_at > now()
