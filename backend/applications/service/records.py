"""How organisations treat those who apply: public figures, renewed whenever one of them may have changed."""

from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from sqlalchemy.orm import Session

from backend.applications import queries
from backend.core.model import now
from backend.core.work import every
from backend.organisations.service.organisations import note_replies

HOUR = timedelta(hours=1)


def renew_record(db: Session, organisation_id: UUID) -> None:
    """Count again, and write it where everybody reads it. Doing it twice changes nothing."""
    moment = now()
    replies = queries.replies_of(db, organisation_id, moment)
    waits = [
        _hours(sent_at, answered_at) for sent_at, answered_at, is_lapsed in replies if answered_at and not is_lapsed
    ]
    ended, filled = queries.ended_of(db, organisation_id, moment)
    note_replies(
        db,
        organisation_id,
        reply_asked=len(replies),
        reply_answered=len(waits),
        reply_hours=round(median(waits)) if waits else None,
        offers_ended=ended,
        offers_filled=filled,
    )


@every(minutes=24 * 60)
def age_records(db: Session) -> None:
    """A record is of one year: what is older falls out of it."""
    for organisation_id in queries.organisations_ageing(db, now()):
        renew_record(db, organisation_id)


def _hours(sent_at: datetime, answered_at: datetime) -> float:
    return (answered_at - sent_at) / HOUR
