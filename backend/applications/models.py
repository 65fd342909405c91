"""Tables: application, what the employer sees of it, and each step it took."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Record, Searched, now
from backend.opportunities.models import Opportunity

GRACE = timedelta(days=7)
"""For how long an application whose answer is overdue waits before it is closed."""


class ApplicationStatus(StrEnum):
    """From a draft that nobody else sees to an end that says why."""

    DRAFT = "draft"
    SENT = "sent"
    SEEN = "seen"
    SHORTLISTED = "shortlisted"
    INTERVIEW = "interview"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ELSEWHERE = "elsewhere"


class Side(StrEnum):
    """Who took a step, or whose turn it is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    CLOCK = "clock"


class Reason(StrEnum):
    """Why an application ended. Both sides read the same sentence for each."""

    # What the application did not show. No ranking learns from any of these: it learns from what people choose.
    SKILLS = "skills"
    DEPTH = "depth"
    LANGUAGES = "languages"
    PORTFOLIO = "portfolio"
    TIMES = "times"
    PLACE = "place"
    OTHERS_CLOSER = "others_closer"

    # What became of the position: these say nothing about anybody.
    POSITION_FILLED = "position_filled"
    POSITION_CANCELLED = "position_cancelled"
    POSITION_CHANGED = "position_changed"
    NO_MONEY = "no_money"

    # What the person says.
    ANOTHER_OFFER = "another_offer"
    PAY = "pay"
    HOURS = "hours"
    DISTANCE = "distance"
    WORK = "work"
    TOO_SLOW = "too_slow"
    PERSONAL = "personal"

    # What the clock says.
    NO_ANSWER = "no_answer"
    OFFER_LAPSED = "offer_lapsed"


ACTIVE_ONLY = text("status NOT IN ('declined', 'withdrawn', 'elsewhere')")


class Application(Record):
    """One application of one person to one opportunity.

    `reply_by_at` is when whoever's turn it is has to answer, with `reply_by_days` as stated when it was sent;
    `remind_at` is when they are reminded next. `version` is that of what the employer sees, 0 before anything was sent.
    Until `told_at` the last step of the organisation can be undone: `untold` is what its person still sees meanwhile.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("(status = 'draft') = (sent_at IS NULL)", name="sent_or_draft"),
        CheckConstraint("status = 'draft' OR version >= 1", name="sent_shows_something"),
        CheckConstraint(
            "(status IN ('sent', 'seen', 'shortlisted', 'interview', 'offered')) = (reply_by_at IS NOT NULL)",
            name="waiting_has_a_clock",
        ),
        CheckConstraint("status <> 'declined' OR reason IS NOT NULL", name="declined_for_a_reason"),
        CheckConstraint(
            "(status IN ('declined', 'withdrawn', 'elsewhere')) = (ended_by IS NOT NULL)", name="ended_by_somebody"
        ),
        CheckConstraint("(told_at IS NULL) = (untold IS NULL)", name="untold_for_a_while"),
        Index(
            "uq_application_active",
            "account_id",
            "opportunity_id",
            unique=True,
            sqlite_where=ACTIVE_ONLY,
            postgresql_where=ACTIVE_ONLY,
        ),
        Index(None, "account_id", "status_at"),
        Index(None, "opportunity_id", "status", "sent_at"),
        Index(None, "organisation_id", "sent_at"),
        Index(None, "reply_by_at"),
        Index(None, "remind_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    opportunity_id: Mapped[UUID] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    status: Mapped[ApplicationStatus] = mapped_column(default=ApplicationStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    note: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[list[Any]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=0)
    reply_by_days: Mapped[int]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    reply_by_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    reason: Mapped[Reason | None]
    ended_by: Mapped[Side | None]
    told_at: Mapped[datetime | None]
    untold: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    opportunity: Mapped[Opportunity] = relationship(lazy="raise")
    shown: Mapped["ApplicationSnapshot | None"] = relationship(
        lazy="raise",
        viewonly=True,
        uselist=False,
        primaryjoin="and_(foreign(ApplicationSnapshot.application_id) == Application.id, "
        "foreign(ApplicationSnapshot.version) == Application.version)",
    )
    moves: Mapped[list["ApplicationMove"]] = relationship(
        lazy="raise", order_by="ApplicationMove.id", passive_deletes="all"
    )

    @property
    def closes_at(self) -> datetime | None:
        """When the clock ends it, if nobody answers."""
        return self.reply_by_at + GRACE if self.reply_by_at else None

    @property
    def is_untold(self) -> bool:
        """Whether the last step can still be undone, because its person has not learnt of it."""
        return self.told_at is not None and self.told_at > now()

    @property
    def told_status(self) -> ApplicationStatus:
        """Where it stands as far as its person knows."""
        return ApplicationStatus(self.untold["status"]) if self.untold and self.is_untold else self.status

    @property
    def turn(self) -> Side | None:
        """Whose answer is awaited."""
        if self.reply_by_at is None:
            return None
        return Side.PERSON if self.status == ApplicationStatus.OFFERED else Side.ORGANISATION


class ApplicationSnapshot(Record):
    """What the employer sees, as canonical JSON under its SHA-256: it does not change when the profile does."""

    __tablename__ = "application_snapshot"
    __table_args__ = (UniqueConstraint("application_id", "version"), CheckConstraint("version >= 1", name="version"))

    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    version: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    headline: Mapped[str] = mapped_column(String(160))
    folded: Mapped[str] = mapped_column(Searched(300), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text, deferred=True)


class ApplicationMove(Record):
    """One step: from where to where, who took it, why, and what they wrote with it. `created_at` is when."""

    __tablename__ = "application_move"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    before: Mapped[ApplicationStatus]
    status: Mapped[ApplicationStatus]
    by: Mapped[Side]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    reason: Mapped[Reason | None]
    words: Mapped[str] = mapped_column(Text, default="")
