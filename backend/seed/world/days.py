"""Days and hours around the day on which the region is made."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.seed.world.chance import Chance

ZONE = "Europe/Lisbon"
_LISBON = ZoneInfo(ZONE)
_HOURS = (time(12), time(17), time(18), time(23, 59))


def before(today: date, chance: Chance, least: int, most: int) -> datetime:
    """A moment of an ordinary working hour, so many days ago."""
    day = today - timedelta(days=chance.between(least, most))
    return datetime.combine(day, time(chance.between(8, 18), chance.between(0, 59), chance.between(0, 59)), UTC)


def deadline(today: date, chance: Chance, least: int, most: int) -> datetime:
    """The end of a term in Lisbon, so many days ahead (or, with negative numbers, behind)."""
    day = today + timedelta(days=chance.between(least, most))
    return datetime.combine(day, chance.one(_HOURS), _LISBON).astimezone(UTC)


def first_of_month(day: date, months: int = 0) -> date:
    """The first day of the month so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
