"""Tables: alert, its owner's rhythm, a digest on its way, and what was told to whom."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.model import Model, Record, now


class Listing(StrEnum):
    """The lists that can be kept as a search."""

    OPPORTUNITIES = "opportunities"
    MENTORS = "mentors"
    SPACES = "spaces"
    CALLS = "calls"
    FUNDING = "funding"
    MATCHES = "matches"
    CANDIDATES = "candidates"


class Frequency(StrEnum):
    """How often a person wants to hear of a search."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Alert(Record):
    """A search that a person keeps: the address is the search. `opportunity_id` is whose candidates are looked for.

    What came before `begins_at` is known already. What came up to `told_until` was told, or did not pass; what a
    letter had no room for holds that moment back, so that it comes with a later one. `unreadable_at` is when its owner
    was told that it can no longer be asked.
    """

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint("(listing = 'candidates') = (opportunity_id IS NOT NULL)", name="candidates_of_something"),
        Index(None, "account_id", "created_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    listing: Mapped[Listing]
    opportunity_id: Mapped[UUID | None] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"), index=True)
    query: Mapped[str] = mapped_column(String(2000))
    name: Mapped[str] = mapped_column(String(120))
    frequency: Mapped[Frequency]
    begins_at: Mapped[datetime] = mapped_column(default=now)
    told_until: Mapped[datetime] = mapped_column(default=now)
    unreadable_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)


class Rhythm(Record):
    """When one person's letters go out: one for all their searches. `due_at` is the next, if there is to be one."""

    __tablename__ = "rhythm"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        Index(None, "due_at", "id"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), unique=True)
    hour: Mapped[int] = mapped_column(default=8)
    weekday: Mapped[int] = mapped_column(default=0)
    zone: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]


class ToldItem(Model):
    """One thing that one person was told of, and is never told of again."""

    __tablename__ = "told_item"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    told_at: Mapped[datetime]


class Digest(Record):
    """What one letter is about, from when it is gathered until it is written. Then it is forgotten."""

    __tablename__ = "digest"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    content: Mapped[dict[str, Any]]
