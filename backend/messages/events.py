"""What messages tell the others. Ids only: the log is for ever."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class MessageSent(Event):
    """In a conversation between a person and an organisation; `side` is who wrote it."""

    name = "messages.sent"

    account_id: UUID
    organisation_id: UUID
    number: int
    side: str


@dataclass(frozen=True)
class MessageDeleted(Event):
    """Its author took it back; a mark stays."""

    name = "messages.deleted"

    account_id: UUID
    organisation_id: UUID


@dataclass(frozen=True)
class ConversationSilenced(Event):
    """One side wants nothing more from the other."""

    name = "messages.silenced"

    side: str


@dataclass(frozen=True)
class ConversationReopened(Event):
    """The side that wanted nothing more does again."""

    name = "messages.reopened"

    side: str


@dataclass(frozen=True)
class MessageReported(Event):
    """Somebody asks the staff to look at a message."""

    name = "messages.reported"

    reason: str


@dataclass(frozen=True)
class ReportSettled(Event):
    """The staff has looked."""

    name = "messages.report-settled"

    outcome: str
