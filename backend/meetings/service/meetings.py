"""Offering times, choosing one, changing it, and saying what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.core.access import SYSTEM, Viewer, require
from backend.core.events import Event, announce
from backend.core.model import now
from backend.core.problems import NotFound
from backend.meetings import queries, rules
from backend.meetings.events import (
    MeetingBooked,
    MeetingCancelled,
    MeetingHeld,
    MeetingMissed,
    MeetingProposed,
    MeetingReopened,
)
from backend.meetings.models import Meeting, MeetingClaim, MeetingKind, MeetingSide, MeetingSlot, MeetingStatus
from backend.meetings.problems import GuestBusy, MeetingOpen, SlotPast, SlotTaken
from backend.meetings.schemas import CancellationDraft, ChoiceDraft, ClosureDraft, TimesDraft

REMINDERS = (timedelta(hours=24), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class About:
    """What a domain above says of the meeting it proposes."""

    kind: MeetingKind
    subject_id: UUID
    title: str
    lang: str
    guest_id: UUID
    organisation_id: UUID | None = None


def propose_meeting(db: Session, viewer: Viewer, about: About, draft: TimesDraft) -> Meeting:
    """Offer times. Whether the asking person may is judged by whoever knows what it is about."""
    meeting = Meeting(
        kind=about.kind,
        subject_id=about.subject_id,
        organisation_id=about.organisation_id,
        host_id=viewer.id,
        guest_id=about.guest_id,
        title=about.title,
        lang=about.lang,
        **_terms(draft),
        slots=_slots(draft),
    )
    try:
        with db.begin_nested():
            db.add(meeting)
    except IntegrityError as taken:
        raise MeetingOpen from taken
    announce(db, viewer, MeetingProposed(meeting.id, meeting.sequence))
    return queries.get_meeting(db, SYSTEM, meeting.id)


def offer_times(db: Session, viewer: Viewer, meeting_id: UUID, draft: TimesDraft) -> Meeting:
    """Offer other times; one that was chosen does not hold any more. Whoever offers is the host from now on."""
    meeting = queries.get_meeting(db, viewer, meeting_id, lock=True)
    require(viewer, rules.offer_times, meeting)
    was = (meeting.starts_at, meeting.ends_at) if meeting.status == rules.BOOKED else None
    _release(db, meeting)
    meeting.slots.clear()
    db.flush()  # or a time that is offered again would stand there twice
    meeting.slots = _slots(draft)
    meeting.host_id = viewer.id
    _becomes(meeting, rules.PROPOSED, starts_at=None, ends_at=None, remind_at=None, **_terms(draft))
    db.flush()
    told: Event = MeetingProposed(meeting.id, meeting.sequence)
    if was and was[0] and was[1]:
        told = MeetingReopened(meeting.id, meeting.sequence, was[0], was[1])
    announce(db, viewer, told)
    return queries.get_meeting(db, viewer, meeting.id)


def book_meeting(db: Session, viewer: Viewer, meeting_id: UUID, draft: ChoiceDraft) -> Meeting:
    """Choose a time, or another one. The database has the last word on whether both are free then."""
    there = queries.get_meeting(db, viewer, meeting_id)
    queries.lock_people(db, (there.host_id, there.guest_id))  # before the meeting, as whoever leaves for good
    meeting = queries.get_meeting(db, viewer, meeting_id, lock=True)
    require(viewer, rules.book_meeting, meeting)
    slot = next((one for one in meeting.slots if one.id == draft.slot_id), None)
    if slot is None:
        raise NotFound
    if slot.starts_at <= now():
        raise SlotPast
    if (slot.starts_at, slot.ends_at) == (meeting.starts_at, meeting.ends_at):
        return meeting  # a second tap on the same time
    _release(db, meeting)
    _claim(db, meeting, slot)
    when = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    _becomes(meeting, rules.BOOKED, **when, remind_at=next_reminder(slot.starts_at, now()), words="")
    db.flush()
    announce(db, viewer, MeetingBooked(meeting.id, meeting.sequence))
    return queries.get_meeting(db, viewer, meeting.id)


def cancel_meeting(db: Session, viewer: Viewer, meeting_id: UUID, draft: CancellationDraft) -> Meeting:
    """It will not take place."""
    meeting = queries.get_meeting(db, viewer, meeting_id, lock=True)
    require(viewer, rules.cancel_meeting, meeting)
    _cancel(db, viewer, meeting, by=rules.side_of(viewer, meeting), words=draft.words)
    return queries.get_meeting(db, viewer, meeting.id)


def close_meeting(db: Session, viewer: Viewer, meeting_id: UUID, draft: ClosureDraft) -> Meeting:
    """Say whether it took place."""
    meeting = queries.get_meeting(db, viewer, meeting_id, lock=True)
    require(viewer, rules.close_meeting, meeting)
    end(db, viewer, meeting, MeetingStatus(draft.status))
    return queries.get_meeting(db, viewer, meeting.id)


def cancel_about(db: Session, viewer: Viewer, kind: MeetingKind, subject_id: UUID) -> None:
    """What it was about is over, so nobody meets."""
    for meeting in queries.open_about(db, kind, subject_id):
        if meeting.starts_at is None or meeting.starts_at > now():
            _cancel(db, viewer, meeting, by=MeetingSide.SYSTEM)


def forget_person(db: Session, account_id: UUID) -> None:
    """Somebody leaves for good: nobody waits for them, and nothing of theirs stays."""
    for meeting in queries.open_of(db, account_id):
        by = MeetingSide.HOST if meeting.host_id == account_id else MeetingSide.GUEST
        _cancel(db, SYSTEM, meeting, by=by)
    for meeting in queries.all_of(db, Viewer(account_id)):
        meeting.words, meeting.place, meeting.link = "", "", None
        if None in (meeting.host_id, meeting.guest_id):  # the other has left already
            db.delete(meeting)
    db.flush()


def end(db: Session, viewer: Viewer, meeting: Meeting, status: MeetingStatus) -> None:
    """It is over. Calendars keep it as it stands, so `sequence` stays."""
    meeting.status, meeting.status_at, meeting.remind_at = status, now(), None
    db.flush()
    announce(db, viewer, MeetingHeld(meeting.id) if status == MeetingStatus.DONE else MeetingMissed(meeting.id))


def next_reminder(starts_at: datetime, after: datetime) -> datetime | None:
    """The next moment to remind both: a day before, then an hour before."""
    return next((starts_at - ahead for ahead in REMINDERS if starts_at - ahead > after), None)


def _cancel(db: Session, viewer: Viewer, meeting: Meeting, *, by: MeetingSide, words: str = "") -> None:
    was_booked = meeting.status == rules.BOOKED
    _release(db, meeting)
    _becomes(meeting, MeetingStatus.CANCELLED, cancelled_by=by, remind_at=None, words=words)
    db.flush()
    announce(db, viewer, MeetingCancelled(meeting.id, meeting.sequence, was_booked))


def _becomes(meeting: Meeting, status: MeetingStatus, **values: Any) -> None:
    """A new state, of which calendars have to be told."""
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.status, meeting.status_at, meeting.sequence = status, now(), meeting.sequence + 1


def _claim(db: Session, meeting: Meeting, slot: MeetingSlot) -> None:
    """Hold both sides' time. Asking first is only for the better word; the guard is what refuses."""
    held_until = slot.ends_at + timedelta(minutes=meeting.buffer_minutes)
    ends = {meeting.host_id: held_until, meeting.guest_id: slot.ends_at}
    for account_id, problem in ((meeting.host_id, SlotTaken), (meeting.guest_id, GuestBusy)):
        if queries.is_taken(db, account_id, meeting.id, slot.starts_at, ends[account_id]):
            raise problem
    try:
        with db.begin_nested():
            db.add_all(
                MeetingClaim(meeting_id=meeting.id, account_id=whose, starts_at=slot.starts_at, ends_at=until)
                for whose, until in ends.items()
            )
    except IntegrityError as taken:
        raise SlotTaken from taken


def _release(db: Session, meeting: Meeting) -> None:
    held = delete(MeetingClaim).where(MeetingClaim.meeting_id == meeting.id)
    db.execute(held.execution_options(synchronize_session=False))


def _terms(draft: TimesDraft) -> dict[str, Any]:
    return draft.model_dump(include={"zone", "place", "link", "buffer_minutes", "words"})


def _slots(draft: TimesDraft) -> list[MeetingSlot]:
    length = timedelta(minutes=draft.minutes)
    return [MeetingSlot(starts_at=start, ends_at=start + length) for start in draft.starts]
