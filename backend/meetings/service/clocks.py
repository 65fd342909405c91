"""What happens to meetings by itself: reminders, and an end for those of which nobody says what became of them."""

from datetime import timedelta

from sqlalchemy.orm import Session

from backend.core.access import SYSTEM
from backend.core.events import announce
from backend.core.model import now
from backend.core.work import every
from backend.meetings import queries
from backend.meetings.events import MeetingNears
from backend.meetings.models import MeetingStatus
from backend.meetings.service.meetings import end, next_reminder

HOUR = timedelta(hours=1)
UNSAID = timedelta(days=2)


@every(minutes=5)
def remind_of_meetings(db: Session) -> None:
    """A day and an hour before; a worker that slept says it late, but never after it has begun."""
    moment = now()
    for meeting in queries.to_remind(db, moment):
        meeting.remind_at = None
        if meeting.starts_at is None or meeting.starts_at <= moment:
            continue
        left = meeting.starts_at - moment
        meeting.remind_at = next_reminder(meeting.starts_at, moment)
        announce(db, SYSTEM, MeetingNears(meeting.id, meeting.sequence, 24 if left > HOUR else 1))
    db.flush()


@every(minutes=60)
def end_held(db: Session) -> None:
    """No state may rot: what nobody said to be missed was held."""
    for meeting in queries.over_since(db, now() - UNSAID):
        end(db, SYSTEM, meeting, MeetingStatus.DONE)
