"""Weekly hours as moments: expanded on the clock on the wall, kept in UTC, so that ten o'clock stays ten o'clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

FARTHEST = timedelta(days=366)
"""How far a rule is followed from its first day where it names no last one."""
PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT"})
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY"})


class Hours(Protocol):
    """Weekly hours, as a row or as they are being written."""

    zone: str
    rule: str
    first_day: date
    last_day: date | None
    begins: time
    ends: time
    minutes: int
    buffer_minutes: int
    except_days: list[Any]  # dates, or as JSON keeps them


def readable(rule: str) -> str:
    """The rule in capitals, if it is one that we follow (RFC 5545, 3.3.10: by days); raises ValueError."""
    rule = rule.upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if not parts.keys() <= PARTS or parts.get("FREQ") not in FREQUENCIES:
        raise ValueError("not by days")
    rrulestr(rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001  on the wall
    return rule


def openings(hours: Hours, after: datetime, before: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The times that begin in `[after, before)`, in order, as UTC.

    An hour that the clocks skip is not offered; one that they repeat is offered the first time. Each lasts as long
    as it should, whatever the clocks do meanwhile.
    """
    zone, step = ZoneInfo(hours.zone), timedelta(minutes=hours.minutes + hours.buffer_minutes)
    length = timedelta(minutes=hours.minutes)
    for day in _days(hours, after.astimezone(zone).date(), before.astimezone(zone).date()):
        wall, end = datetime.combine(day, hours.begins), datetime.combine(day, hours.ends)
        while wall + length <= end:
            starts_at = wall.replace(tzinfo=zone).astimezone(UTC)
            if starts_at.astimezone(zone).replace(tzinfo=None) == wall and after <= starts_at < before:
                yield starts_at, starts_at + length
            wall += step


def _days(hours: Hours, first: date, last: date) -> Iterator[date]:
    start = datetime.combine(hours.first_day, time())
    end = min(hours.last_day or date.max, hours.first_day + FARTHEST, last)
    exceptions = {str(day) for day in hours.except_days}
    for moment in rrulestr(hours.rule, dtstart=start).xafter(start, inc=True):
        day = moment.date()
        if day > end:
            return
        if day >= first and day.isoformat() not in exceptions:
            yield day
