"""What meetings tell the others. Ids only: the log is for ever. `sequence` says which state a fact is about."""

from dataclasses import dataclass
from datetime import datetime

from backend.core.events import Event


@dataclass(frozen=True)
class MeetingProposed(Event):
    """Times are offered, for the first time or anew."""

    name = "meetings.proposed"

    sequence: int


@dataclass(frozen=True)
class MeetingBooked(Event):
    """One of them was chosen, or another."""

    name = "meetings.booked"

    sequence: int


@dataclass(frozen=True)
class MeetingReopened(Event):
    """The chosen time does not hold any more; others are offered."""

    name = "meetings.reopened"

    sequence: int
    was_at: datetime
    until: datetime


@dataclass(frozen=True)
class MeetingCancelled(Event):
    """It will not take place. `was_booked`: there was a time for it."""

    name = "meetings.cancelled"

    sequence: int
    was_booked: bool


@dataclass(frozen=True)
class MeetingNears(Event):
    """It begins in so many hours, or a little less."""

    name = "meetings.nears"

    sequence: int
    hours: int


@dataclass(frozen=True)
class MeetingHeld(Event):
    """It took place."""

    name = "meetings.held"


@dataclass(frozen=True)
class MeetingMissed(Event):
    """The guest did not come."""

    name = "meetings.missed"
