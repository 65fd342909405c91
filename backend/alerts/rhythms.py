"""The calendar of letters: an hour of the day and a day of the week, where the person is."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.alerts.models import Frequency


def is_day_of(frequency: Frequency, due_at: datetime, *, weekday: int, zone: str) -> bool:
    """Whether a letter that is due at this moment tells of a search with this frequency."""
    if frequency == Frequency.WEEKLY:
        return due_at.astimezone(ZoneInfo(zone)).weekday() == weekday
    return frequency == Frequency.DAILY


def next_due(
    moment: datetime, frequencies: frozenset[Frequency], *, hour: int, weekday: int, zone: str
) -> datetime | None:
    """The first moment after this one at which a letter is due, in UTC; None where nobody wants one.

    The hour is that of the clocks there: it stays when they change. An hour that a day has twice is its first, and
    one that a day has not is where the clocks then stand (PEP 495).
    """
    here = ZoneInfo(zone)
    today = moment.astimezone(here).date()
    for days in range(9):
        at = datetime.combine(today + timedelta(days=days), time(hour), here).astimezone(UTC)
        if at > moment and any(is_day_of(one, at, weekday=weekday, zone=zone) for one in frequencies):
            return at
    return None
