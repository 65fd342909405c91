"""What meetings do when an account goes, and what they tell a person about themselves."""

from typing import Any

from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.core.access import Viewer
from backend.core.events import at_once
from backend.core.personal import columns, keeps
from backend.meetings import queries
from backend.meetings.models import Meeting
from backend.meetings.service import clocks, meetings

__all__ = ["clocks"]  # importing registers what is done every so often


@at_once(AccountErased)
def forget_meetings(db: Session, event: AccountErased) -> None:
    """Whoever was to meet them is told; what they wrote goes."""
    meetings.forget_person(db, event.subject_id)


@keeps("meetings")
def tell_meetings(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Whom one was to meet, when, and what became of it."""
    return [_told(one, viewer) for one in queries.all_of(db, viewer)]


@keeps("meeting-hours")
def tell_hours(db: Session, viewer: Viewer) -> dict[str, Any] | None:
    """When one can be met."""
    hours = queries.hours_of(db, viewer.id)
    said = ("zone", "rule", "first_day", "last_day", "begins", "ends", "minutes", "buffer_minutes", "except_days")
    return columns(hours, *said) if hours else None


@keeps("calendar-feed")
def tell_feed(db: Session, viewer: Viewer) -> dict[str, Any] | None:
    """Whether a program reads one's calendar; of its address only a hash is kept."""
    feed = queries.find_feed(db, viewer.id)
    return columns(feed, "created_at", "token_hash") if feed else None


def _told(meeting: Meeting, viewer: Viewer) -> dict[str, Any]:
    said = columns(meeting, "id", "created_at", "kind", "subject_id", "title", "zone", "place", "link", "words")
    state = columns(meeting, "status", "status_at", "starts_at", "ends_at", "cancelled_by")
    role = "guest" if meeting.guest_id == viewer.id else "host"
    return said | state | {"role": role, "offered": [columns(one, "starts_at", "ends_at") for one in meeting.slots]}
