"""Reading meetings. Every read starts at `visible`, so what you may not see is not there."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, exists, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from backend.accounts.models import Account
from backend.core.access import SYSTEM, Viewer
from backend.core.model import now
from backend.core.page import Slice, paginate
from backend.core.problems import NotFound
from backend.meetings.models import (
    CalendarFeed,
    Meeting,
    MeetingClaim,
    MeetingKind,
    MeetingSlot,
    MeetingStatus,
    WeeklyHours,
)
from backend.meetings.rules import BOOKED, OPEN, PROPOSED
from backend.meetings.schemas import MeetingSearch

HELD = frozenset({BOOKED, MeetingStatus.DONE, MeetingStatus.NO_SHOW})
AT_ONCE = 500  # rows; the rest in the next round
FEED_KEEPS = timedelta(days=90)
FEED_HOLDS = 1000


def visible(viewer: Viewer) -> Select[Meeting]:
    """Those one takes part in, and those of an organisation that one may speak for."""
    everything = select(Meeting).options(
        joinedload(Meeting.host),
        joinedload(Meeting.guest),
        joinedload(Meeting.organisation),
        selectinload(Meeting.slots),
    )
    if viewer == SYSTEM:
        return everything.where(true())
    theirs = or_(
        Meeting.guest_id == viewer.id, Meeting.host_id == viewer.id, Meeting.organisation_id.in_(viewer.editable)
    )
    return everything.where(theirs)


def list_meetings(db: Session, viewer: Viewer, search: MeetingSearch) -> Slice[Meeting]:
    """A page of meetings. Of one subject all that one may see; in the calendar those one takes part in oneself."""
    found, moment = visible(viewer), now()
    if search.subject:
        found = found.where(Meeting.subject_id.in_(search.subject))
    else:
        found = found.where(or_(Meeting.guest_id == viewer.id, Meeting.host_id == viewer.id))
    ahead = or_(Meeting.status == PROPOSED, and_(Meeting.status == BOOKED, Meeting.ends_at > moment))
    if search.when == "upcoming":
        return paginate(db, found.where(ahead).order_by(Meeting.starts_at.asc().nulls_first(), Meeting.id), search)
    if search.when == "past":
        found = found.where(~ahead)
    return paginate(db, found.order_by(Meeting.status_at.desc(), Meeting.id.desc()), search)


def get_meeting(db: Session, viewer: Viewer, meeting_id: UUID, *, lock: bool = False) -> Meeting:
    """One meeting with its times. With `lock`, nobody else changes it until the transaction ends."""
    wanted = visible(viewer).where(Meeting.id == meeting_id)
    if lock:
        wanted = wanted.with_for_update(of=Meeting)
    meeting = db.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if meeting is None:
        raise NotFound
    return meeting


def find_to_tell(db: Session, meeting_id: UUID) -> Meeting | None:
    """One meeting for a letter about it, or None when it is gone."""
    return db.scalars(visible(SYSTEM).where(Meeting.id == meeting_id)).one_or_none()


def open_about(db: Session, kind: MeetingKind, subject_id: UUID) -> list[Meeting]:
    """What is still to come about something, locked."""
    found = visible(SYSTEM).where(Meeting.kind == kind, Meeting.subject_id == subject_id, Meeting.status.in_(OPEN))
    return list(db.scalars(found.order_by(Meeting.id).with_for_update(of=Meeting)))


def is_open(db: Session, kind: MeetingKind, subject_id: UUID) -> bool:
    """Whether a meeting about something is still to come."""
    there = exists().where(Meeting.kind == kind, Meeting.subject_id == subject_id, Meeting.status.in_(OPEN))
    return bool(db.scalar(select(there)))


def open_of(db: Session, account_id: UUID) -> list[Meeting]:
    """What is still to come of somebody, locked."""
    theirs = or_(Meeting.host_id == account_id, Meeting.guest_id == account_id)
    found = visible(SYSTEM).where(theirs, Meeting.status.in_(OPEN))
    return list(db.scalars(found.order_by(Meeting.id).with_for_update(of=Meeting)))


def all_of(db: Session, viewer: Viewer) -> Sequence[Meeting]:
    """All the asking person takes or took part in, oldest first."""
    mine = visible(viewer).where(or_(Meeting.host_id == viewer.id, Meeting.guest_id == viewer.id))
    return db.scalars(mine.order_by(Meeting.id)).all()


def lock_people(db: Session, people: Iterable[UUID | None]) -> None:
    """Whoever books takes both sides in the order of their ids, so that two bookings never wait for each other.

    Weaker than FOR UPDATE: rows that merely refer to an account are still written meanwhile.
    """
    ids = sorted({one for one in people if one is not None})
    db.execute(select(Account.id).where(Account.id.in_(ids)).order_by(Account.id).with_for_update(key_share=True))


def claims_of(db: Session, account_id: UUID, after: datetime, before: datetime) -> list[tuple[datetime, datetime]]:
    """When somebody is taken in a span of time."""
    taken = select(MeetingClaim.starts_at, MeetingClaim.ends_at).where(
        MeetingClaim.account_id == account_id, MeetingClaim.starts_at < before, MeetingClaim.ends_at > after
    )
    return [(starts_at, ends_at) for starts_at, ends_at in db.execute(taken.order_by(MeetingClaim.starts_at))]


def is_taken(db: Session, account_id: UUID | None, meeting_id: UUID, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether another meeting holds somebody then."""
    another = exists().where(
        MeetingClaim.account_id == account_id,
        MeetingClaim.meeting_id != meeting_id,
        MeetingClaim.starts_at < ends_at,
        MeetingClaim.ends_at > starts_at,
    )
    return bool(db.scalar(select(another)))


def taken_slots(db: Session, meetings: Sequence[Meeting]) -> set[UUID]:
    """Of the times that are offered, those at which another meeting holds the host: one statement for all."""
    ids = [one.id for one in meetings if one.status in OPEN]
    if not ids:
        return set()
    taken = (
        select(MeetingSlot.id)
        .join(Meeting, Meeting.id == MeetingSlot.meeting_id)
        .join(MeetingClaim, MeetingClaim.account_id == Meeting.host_id)
        .where(
            Meeting.id.in_(ids),
            MeetingClaim.meeting_id != Meeting.id,
            MeetingClaim.starts_at < MeetingSlot.ends_at,
            MeetingClaim.ends_at > MeetingSlot.starts_at,
        )
    )
    return set(db.scalars(taken))


def hours_of(db: Session, account_id: UUID | None) -> WeeklyHours | None:
    """When somebody can be met, if they said so."""
    return db.scalars(select(WeeklyHours).where(WeeklyHours.account_id == account_id)).one_or_none()


# -- Clocks ----------------------------------------------------------------------------------------------------------


def to_remind(db: Session, moment: datetime) -> list[Meeting]:
    """What comes soon, locked; what another worker holds is left to it."""
    due = visible(SYSTEM).where(Meeting.remind_at <= moment).order_by(Meeting.remind_at, Meeting.id).limit(AT_ONCE)
    return list(db.scalars(due.with_for_update(of=Meeting, skip_locked=True)))


def over_since(db: Session, moment: datetime) -> list[Meeting]:
    """What was booked and ended before then, without a word about what became of it."""
    over = visible(SYSTEM).where(Meeting.status == BOOKED, Meeting.ends_at <= moment).order_by(Meeting.id)
    return list(db.scalars(over.limit(AT_ONCE).with_for_update(of=Meeting, skip_locked=True)))


# -- Feeds -----------------------------------------------------------------------------------------------------------


def find_feed(db: Session, account_id: UUID | None) -> CalendarFeed | None:
    """The way into somebody's calendar, if they opened one."""
    return db.scalars(select(CalendarFeed).where(CalendarFeed.account_id == account_id)).one_or_none()


def account_of_feed(db: Session, token_hash: str) -> Account:
    """Whose calendar an address leads to; raises `NotFound`."""
    whose = (
        select(Account)
        .join(CalendarFeed, CalendarFeed.account_id == Account.id)
        .where(CalendarFeed.token_hash == token_hash)
    )
    account = db.scalars(whose).one_or_none()
    if account is None:
        raise NotFound
    return account


def in_calendar(db: Session, account_id: UUID, moment: datetime) -> Sequence[Meeting]:
    """What stands in somebody's calendar: booked, and for a while what was held."""
    mine = visible(SYSTEM).where(
        or_(Meeting.host_id == account_id, Meeting.guest_id == account_id),
        Meeting.status.in_(HELD),
        Meeting.ends_at > moment - FEED_KEEPS,
    )
    return db.scalars(mine.order_by(Meeting.starts_at, Meeting.id).limit(FEED_HOLDS)).all()
