"""What alerts tell the others. Ids only: what somebody looks for is theirs."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class AlertKept(Event):
    """A person keeps a search."""

    name = "alerts.kept"


@dataclass(frozen=True)
class AlertRemoved(Event):
    """A person no longer keeps it."""

    name = "alerts.removed"


@dataclass(frozen=True)
class LettersStopped(Event):
    """A person wants no letters of this search, or none at all, for the time being."""

    name = "alerts.stopped"


@dataclass(frozen=True)
class LettersWanted(Event):
    """A person wants them again."""

    name = "alerts.wanted"


@dataclass(frozen=True)
class DigestComposed(Event):
    """What is new for a person is gathered, and waits to be written."""

    name = "alerts.composed"

    digest_id: UUID
