"""What programmes and calls tell the others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class ProgrammeAdded(Event):
    """Somebody began to describe it; only the organisation sees it."""

    name = "cohorts.programme-added"

    organisation_id: UUID


@dataclass(frozen=True)
class ProgrammeEdited(Event):
    """Its description changed."""

    name = "cohorts.programme-edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammePublished(Event):
    """Everybody sees it."""

    name = "cohorts.programme-published"

    organisation_id: UUID


@dataclass(frozen=True)
class ProgrammeArchived(Event):
    """It is over; its page stays."""

    name = "cohorts.programme-archived"

    organisation_id: UUID


@dataclass(frozen=True)
class CallAdded(Event):
    """Somebody began to write it; only the organisation sees it."""

    name = "cohorts.call-added"

    programme_id: UUID


@dataclass(frozen=True)
class CallEdited(Event):
    """Its text or its terms changed."""

    name = "cohorts.call-edited"

    programme_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True)
class CallScheduled(Event):
    """Everybody sees when it will open."""

    name = "cohorts.call-scheduled"

    programme_id: UUID
    opens_at: datetime


@dataclass(frozen=True)
class CallOpened(Event):
    """People may apply."""

    name = "cohorts.call-opened"

    programme_id: UUID
    deadline_at: datetime


@dataclass(frozen=True)
class CallClosed(Event):
    """Nobody may apply any more."""

    name = "cohorts.call-closed"

    programme_id: UUID
    reason: str
