"""Tables: meeting, the times offered for it, what they hold of whom, weekly hours, and the way into one's calendar."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text, Time, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import Account
from backend.core import overlap
from backend.core.model import Record, now
from backend.organisations.models import Organisation


class MeetingKind(StrEnum):
    """What it is about; the domain above keeps the rest."""

    INTERVIEW = "interview"
    SESSION = "session"


class MeetingStatus(StrEnum):
    """From times that are offered to what became of it."""

    PROPOSED = "proposed"
    BOOKED = "booked"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class MeetingSide(StrEnum):
    """Who did something: who offers the times, who chooses, or neither of them, because its reason is gone."""

    HOST = "host"
    GUEST = "guest"
    SYSTEM = "system"


OPEN_ONLY = text("status IN ('proposed', 'booked')")


class Meeting(Record):
    """One meeting of two people about something. `subject_id` is a thing of a domain above, which is not known here.

    `sequence` counts what calendars have to be told (RFC 5545, 3.8.7.4); `remind_at` is when both are reminded next.
    `words` are the last ones said with a change.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="both_ends"),
        CheckConstraint("starts_at < ends_at", name="in_order"),
        CheckConstraint("status NOT IN ('booked', 'done', 'no_show') OR starts_at IS NOT NULL", name="booked_has_time"),
        CheckConstraint("(status = 'cancelled') = (cancelled_by IS NOT NULL)", name="cancelled_by_somebody"),
        CheckConstraint("buffer_minutes BETWEEN 0 AND 240", name="buffer"),
        Index(
            "uq_meeting_open",
            "kind",
            "subject_id",
            unique=True,
            sqlite_where=OPEN_ONLY,
            postgresql_where=OPEN_ONLY,
        ),
        Index(None, "subject_id"),
        Index(None, "host_id", "starts_at"),
        Index(None, "guest_id", "starts_at"),
        Index(None, "organisation_id"),
        Index(None, "remind_at"),
        Index(None, "status", "ends_at"),
    )

    kind: Mapped[MeetingKind]
    subject_id: Mapped[UUID]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    host_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    guest_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(160))
    lang: Mapped[str] = mapped_column(String(8))
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str | None] = mapped_column(String(500))
    buffer_minutes: Mapped[int] = mapped_column(default=0)
    status: Mapped[MeetingStatus] = mapped_column(default=MeetingStatus.PROPOSED)
    status_at: Mapped[datetime] = mapped_column(default=now)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)
    remind_at: Mapped[datetime | None]
    cancelled_by: Mapped[MeetingSide | None]
    words: Mapped[str] = mapped_column(Text, default="")

    host: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[host_id])
    guest: Mapped[Account | None] = relationship(lazy="raise", foreign_keys=[guest_id])
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    slots: Mapped[list["MeetingSlot"]] = relationship(
        lazy="raise", order_by="MeetingSlot.starts_at", cascade="all, delete-orphan", passive_deletes=True
    )


class MeetingSlot(Record):
    """A time that is offered for a meeting. It holds nobody until it is chosen: who comes first has it."""

    __tablename__ = "meeting_slot"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="in_order"),
        UniqueConstraint("meeting_id", "starts_at"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class MeetingClaim(Record):
    """A person's time that a booked meeting holds. Nobody's claims overlap: the database refuses it."""

    __tablename__ = "meeting_claim"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="in_order"),
        UniqueConstraint("meeting_id", "account_id"),
        Index(None, "account_id", "starts_at"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


overlap.forbid(MeetingClaim, "account_id")


class WeeklyHours(Record):
    """When somebody can be met: a rule of recurrence (RFC 5545, 3.3.10) on the clock on their wall."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        CheckConstraint("begins < ends", name="in_order"),
        CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),
        CheckConstraint("buffer_minutes BETWEEN 0 AND 240", name="buffer"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    zone: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    begins: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    minutes: Mapped[int]
    buffer_minutes: Mapped[int] = mapped_column(default=0)
    except_days: Mapped[list[Any]] = mapped_column(default=list)


class CalendarFeed(Record):
    """The way into one person's calendar for the programs they gave the address to. Only its hash is kept."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
