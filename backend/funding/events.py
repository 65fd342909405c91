"""What funding tells the others."""

from dataclasses import dataclass
from datetime import datetime

from backend.core.events import Event


@dataclass(frozen=True)
class FundingCallAdded(Event):
    """Somebody began to describe a call; nobody else sees it yet."""

    name = "funding.added"


@dataclass(frozen=True)
class FundingCallEdited(Event):
    """Its text or its terms changed."""

    name = "funding.edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class FundingCallAnnounced(Event):
    """Everybody sees it, whether or not one can apply already."""

    name = "funding.announced"

    opens_at: datetime | None


@dataclass(frozen=True)
class FundingCallOpened(Event):
    """One can apply from now on."""

    name = "funding.opened"

    deadline_at: datetime | None


@dataclass(frozen=True)
class FundingCallClosed(Event):
    """One cannot apply any more: the deadline passed, or it was ended before."""

    name = "funding.closed"

    reason: str


@dataclass(frozen=True)
class FundingCallAwarded(Event):
    """It is decided who gets the money."""

    name = "funding.awarded"
