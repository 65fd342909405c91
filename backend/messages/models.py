"""Tables: conversation, message, how far somebody has read, who wants quiet, and what was reported.

A conversation is a part of what it is about, and goes with it: when its person is erased, their application goes, and
this too. Whoever wrote for an organisation and is erased leaves the words without a name: they were the organisation's.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import Account
from backend.applications.models import Application
from backend.core.model import Model, Record, now


class SubjectKind(StrEnum):
    """What a conversation can be about."""

    APPLICATION = "application"


class Side(StrEnum):
    """Who speaks: the person, or somebody for the organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"

    @property
    def other(self) -> "Side":
        """Who listens."""
        return Side.ORGANISATION if self == Side.PERSON else Side.PERSON


class ReportReason(StrEnum):
    """Why the staff should look at a message."""

    INSULT = "insult"
    DISCRIMINATION = "discrimination"
    FRAUD = "fraud"
    ADVERTISING = "advertising"
    OTHER = "other"


class ReportOutcome(StrEnum):
    """What the staff found."""

    FOUNDED = "founded"
    UNFOUNDED = "unfounded"


class Conversation(Record):
    """Begun with its first message; one for each thing it can be about. `length` is the number of its last message."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("(kind = 'application') = (application_id IS NOT NULL)", name="about_one_thing"),
        Index(None, "account_id", "last_at"),
        Index(None, "organisation_id", "last_at"),
    )

    kind: Mapped[SubjectKind]
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    length: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship(lazy="raise")


class Message(Record):
    """What one side wrote. It never changes; for some minutes it can be deleted, which leaves its place empty."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("deleted_at IS NULL OR words = ''", name="deleted_is_empty"),
    )

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    number: Mapped[int]
    side: Mapped[Side]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    words: Mapped[str] = mapped_column(Text)
    deleted_at: Mapped[datetime | None]

    author: Mapped[Account | None] = relationship(lazy="raise")
    conversation: Mapped[Conversation] = relationship(lazy="raise")


class Reading(Model):
    """Up to which message somebody has read, and since when they have been told of what they have not.

    `letter_key` is that of the letter about it, which is not sent any more once they read.
    """

    __tablename__ = "message_reading"

    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    number: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    letter_key: Mapped[str | None] = mapped_column(String(200))


class Silence(Record):
    """One side wants no messages from the other, whatever they are about."""

    __tablename__ = "message_silence"
    __table_args__ = (UniqueConstraint("account_id", "organisation_id", "side"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    side: Mapped[Side]


class Report(Record):
    """Somebody asks the staff to look at a message; it waits until `outcome` is known."""

    __tablename__ = "message_report"
    __table_args__ = (
        UniqueConstraint("message_id", "account_id"),
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled_with_an_outcome"),
        Index(None, "outcome", "created_at"),
    )

    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    reason: Mapped[ReportReason]
    words: Mapped[str] = mapped_column(Text, default="")
    quoted: Mapped[str] = mapped_column(Text)  # as it was when reported: to delete it afterwards hides nothing
    outcome: Mapped[ReportOutcome | None]
    settled_at: Mapped[datetime | None]

    message: Mapped[Message] = relationship(lazy="raise")
