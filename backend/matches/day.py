"""The day a ranking is made for: within it, the same person sees the same order."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Day:
    """A day where the region is. `start` is its first moment: the `now` of every ranking made on it."""

    date: date
    start: datetime
    moment: datetime

    @classmethod
    def at(cls, moment: datetime, zone: str) -> "Day":
        """The day it is at an aware moment, in an IANA zone."""
        here = ZoneInfo(zone)
        today = moment.astimezone(here).date()
        return cls(today, datetime.combine(today, time(), here), moment)

    @property
    def seed(self) -> str:
        """What lots are drawn with."""
        return self.date.isoformat()
