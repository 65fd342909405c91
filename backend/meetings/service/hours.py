"""The hours in which one can be met, and what of them is still free."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.core.model import now
from backend.core.problems import NotFound
from backend.meetings import queries
from backend.meetings.hours import openings
from backend.meetings.models import WeeklyHours
from backend.meetings.schemas import HoursDraft, OpeningsSearch

AT_MOST = 200


def set_my_hours(db: Session, viewer: Viewer, draft: HoursDraft) -> WeeklyHours:
    """Say when one can be met."""
    hours = queries.hours_of(db, viewer.id) or WeeklyHours(account_id=viewer.id)
    for name in HoursDraft.model_fields:
        setattr(hours, name, getattr(draft, name))
    hours.except_days = [day.isoformat() for day in draft.except_days]
    db.add(hours)
    db.flush()
    return hours


def drop_my_hours(db: Session, viewer: Viewer) -> None:
    """Have no such hours any more."""
    db.delete(_mine(db, viewer))
    db.flush()


def list_my_openings(db: Session, viewer: Viewer, search: OpeningsSearch) -> list[tuple[datetime, datetime]]:
    """The times in one's hours at which nothing is booked, the next first."""
    hours = _mine(db, viewer)
    after = max(search.after or now(), now())
    before = after + timedelta(days=search.days)
    taken = queries.claims_of(db, hours.account_id, after, before + timedelta(days=1))
    offered = openings(hours, after, before)
    return list(islice(_free(offered, taken), AT_MOST))


def _free(
    offered: Iterator[tuple[datetime, datetime]], taken: list[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    for start, end in offered:
        if not any(start < until and since < end for since, until in taken):
            yield start, end


def _mine(db: Session, viewer: Viewer) -> WeeklyHours:
    hours = queries.hours_of(db, viewer.id)
    if hours is None:
        raise NotFound
    return hours
