"""About meetings: times to choose from, the one that was chosen, with a line for one's calendar, and what changes."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.core.events import on
from backend.meetings import calendars
from backend.meetings import queries as meetings
from backend.meetings.events import (
    MeetingBooked,
    MeetingCancelled,
    MeetingNears,
    MeetingProposed,
    MeetingReopened,
)
from backend.meetings.models import Meeting, MeetingKind, MeetingSide
from backend.notifications.service import letters, moments
from backend.settings import settings

NO_WHERE = "—"


@on(MeetingProposed)
def tell_of_times(db: Session, event: MeetingProposed) -> None:
    """To whoever is to choose."""
    if meeting := _as_of(db, event):
        for reader in _readers(db, meeting, MeetingSide.GUEST):
            letters.send(db, reader, "meeting-proposed", _once(event, reader), **_facts(meeting, reader, None))


@on(MeetingBooked)
def tell_of_a_time(db: Session, event: MeetingBooked) -> None:
    """To both, with an invitation that their calendars understand."""
    meeting = _as_of(db, event)
    if meeting is None:
        return
    for reader in _readers(db, meeting, *MeetingSide):
        calendar = calendars.invitation(meeting, reader, settings(), sequence=event.sequence)
        facts = _facts(meeting, reader, meeting.starts_at)
        letters.send(db, reader, "meeting-booked", _once(event, reader), calendar=calendar, **facts)


@on(MeetingReopened)
def tell_of_other_times(db: Session, event: MeetingReopened) -> None:
    """The time that was chosen leaves both calendars; whoever chose it is asked to choose again."""
    meeting = meetings.find_to_tell(db, event.subject_id)
    if meeting is None:
        return
    when = (event.was_at, event.until)
    for reader in _readers(db, meeting, *MeetingSide):
        calendar = calendars.cancellation(meeting, reader, settings(), sequence=event.sequence, when=when)
        facts = _facts(meeting, reader, event.was_at)
        letters.send(db, reader, "meeting-reopened", _once(event, reader), calendar=calendar, **facts)


@on(MeetingCancelled)
def tell_of_a_cancellation(db: Session, event: MeetingCancelled) -> None:
    """To the other side; and to both where it stands in their calendars."""
    meeting = _as_of(db, event)
    if meeting is None:
        return
    if event.was_booked and meeting.starts_at and meeting.ends_at:
        when = (meeting.starts_at, meeting.ends_at)
        for reader in _readers(db, meeting, *MeetingSide):
            calendar = calendars.cancellation(meeting, reader, settings(), sequence=event.sequence, when=when)
            facts = _facts(meeting, reader, meeting.starts_at)
            letters.send(db, reader, "meeting-cancelled", _once(event, reader), calendar=calendar, **facts)
        return
    for reader in _readers(db, meeting, *(side for side in MeetingSide if side != meeting.cancelled_by)):
        letters.send(db, reader, "meeting-cancelled", _once(event, reader), **_facts(meeting, reader, None))


@on(MeetingNears)
def remind(db: Session, event: MeetingNears) -> None:
    """To both, unless it has changed since."""
    if meeting := _as_of(db, event):
        for reader in _readers(db, meeting, *MeetingSide):
            once = f"{_once(event, reader)}:{event.hours}"
            letters.send(db, reader, "meeting-nears", once, **_facts(meeting, reader, meeting.starts_at))


Told = MeetingProposed | MeetingBooked | MeetingReopened | MeetingCancelled | MeetingNears


def _as_of(db: Session, event: Told) -> Meeting | None:
    """The meeting, if it is still as it was then: a later event says the rest."""
    meeting = meetings.find_to_tell(db, event.subject_id)
    return meeting if meeting is not None and meeting.sequence == event.sequence else None


def _readers(db: Session, meeting: Meeting, *sides: MeetingSide) -> list[Account]:
    """Who is on these sides and still here; none of the invented people of a demo."""
    people = {MeetingSide.HOST: meeting.host, MeetingSide.GUEST: meeting.guest}
    there = [one for side, one in people.items() if side in sides and one is not None]
    return [one for one in there if not accounts.is_invented(db, one.id)]


def _once(event: Told, reader: Account) -> str:
    return f"{event.subject_id.hex}:{event.sequence}:{reader.id.hex}"


def _facts(meeting: Meeting, reader: Account, when: datetime | None) -> dict[str, str]:
    return {
        "title": meeting.title,
        "other": calendars.other(meeting, reader) or NO_WHERE,
        "when": moments.told(when, meeting.zone, reader.lang) if when else "",
        "where": " ".join(part for part in (meeting.place, meeting.link) if part) or NO_WHERE,
        "link": _page(meeting),
    }


def _page(meeting: Meeting) -> str:
    """Where both can change it."""
    home = settings().public_url.rstrip("/")
    return f"{home}/applications/{meeting.subject_id}" if meeting.kind == MeetingKind.INTERVIEW else f"{home}/calendar"
