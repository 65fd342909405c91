"""Funding calls as schema.org `MonetaryGrant`, with the time in which one may apply."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.core.model import now
from backend.funding import queries
from backend.funding.models import FundingCall
from backend.funding.rules import RUNNING
from backend.pages.heads.organisations import linked as organisation
from backend.pages.heads.parts import CONTEXT, amount, known, url_of
from backend.pages.shell import Head


def head(db: Session, viewer: Viewer, call_id: UUID, public_url: str) -> Head:
    """The head of a funding call's page; raises `NotFound`."""
    row = queries.get_funding_call(db, viewer, call_id)
    is_running = row.standing_at(now()) in RUNNING
    return Head(
        title=row.title,
        description=row.summary,
        path=f"/funding-calls/{row.id}",
        lang=row.lang,
        kind="article",
        linked_data=(CONTEXT | linked(row, public_url),) if is_running else (),
        is_indexed=is_running,
    )


def linked(row: FundingCall, public_url: str) -> dict[str, Any]:
    """A `MonetaryGrant`: who gives how much for what, and when and where one applies."""
    page = url_of(public_url, "funding-calls", row.id)
    return known(
        {
            "@type": "MonetaryGrant",
            "@id": page,
            "identifier": str(row.id),
            "name": row.title,
            "description": row.summary,
            "url": page,
            "sameAs": row.url,
            "funder": funder(row, public_url),
            "amount": amount(row.currency, row.amount_min, row.amount_max),
            "potentialAction": known(
                {
                    "@type": "ApplyAction",
                    "target": row.url or page,
                    "startTime": row.opens_at.isoformat() if row.opens_at else None,
                    "endTime": row.deadline_at.isoformat() if row.deadline_at else None,
                }
            ),
        }
    )


def funder(row: FundingCall, public_url: str) -> dict[str, Any]:
    """Who pays: somebody named in words, or the organisation itself."""
    if row.funder_name or row.organisation is None:
        return {"@type": "Organization", "name": row.funder_name}
    return organisation(row.organisation, public_url)
