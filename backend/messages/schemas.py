"""What crosses the wire about messages."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from backend.core.page import Page, Window
from backend.core.schema import Draft, Read
from backend.messages.models import ReportOutcome, ReportReason, Side, SubjectKind

MOST = 5000


class MessageDraft(Draft):
    """What one writes."""

    words: Annotated[str, Field(min_length=1, max_length=MOST)]


class ReadingDraft(Draft):
    """Up to which message one has read."""

    number: Annotated[int, Field(ge=1, le=2_000_000_000)]


class ReportDraft(Draft):
    """Why the staff should look."""

    reason: ReportReason
    words: Annotated[str, Field(max_length=1000)] = ""


class SettlingDraft(Draft):
    """What the staff found."""

    outcome: ReportOutcome


class ConversationSearch(Window):
    """One's conversations."""

    is_unread: bool | None = None


class ReportSearch(Window):
    """What was reported."""

    is_settled: bool = False


class About(BaseModel):
    """What a conversation is about, and who the other side is."""

    kind: SubjectKind
    id: UUID
    title: str
    lang: str
    other: str


class ConversationRead(BaseModel):
    """One line of the list."""

    about: About
    side: Annotated[Side, Field(description="For whom the asking person speaks here.")]
    last_at: datetime
    length: int
    unread: int


class ConversationPage(Page[ConversationRead]):
    """A page of one's conversations, and in how many of all there is something unread."""

    unread: int


class ConversationDetail(BaseModel):
    """A conversation, also one in which nothing has been said yet."""

    about: About
    side: Side
    length: int
    unread: int
    read: Annotated[int, Field(description="Up to which message the asking person has read.")]
    seen: Annotated[int, Field(description="Up to which message somebody of the other side has read.")]
    is_quiet: Annotated[bool, Field(description="Nothing can be sent, because one side wants it so.")]
    is_silenced: Annotated[bool, Field(description="The asking person's own side wants it so.")]
    ends_at: Annotated[datetime | None, Field(description="Until when one can write, where the subject has ended.")]
    can: list[str]


class MessageRead(Read):
    """One message. `author` is None for somebody who is no longer here."""

    number: int
    side: Side
    author: str | None
    is_own: bool
    words: str
    deleted_at: datetime | None
    can: list[str]


class ReportRead(Read):
    """A message that somebody asks the staff to look at, with its words as they were then, and nothing around it."""

    reason: ReportReason
    words: str
    quoted: str
    side: Side
    account_id: UUID
    organisation_id: UUID
    outcome: ReportOutcome | None
    settled_at: datetime | None
    can: list[str]
