"""When a letter is due: the hour of the clocks where the person is, through both changes of them."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from backend.alerts.models import Frequency
from backend.alerts.rhythms import is_day_of, next_due

DAILY, WEEKLY = frozenset({Frequency.DAILY}), frozenset({Frequency.WEEKLY})


def dues(zone, since, days, wanted=DAILY, hour=8, weekday=0):
    """All moments that come one after the other in so many days."""
    moment, found = datetime(*since, tzinfo=UTC), []
    end = moment + timedelta(days=days)
    while (moment := next_due(moment, wanted, hour=hour, weekday=weekday, zone=zone)) < end:
        found.append(moment)
    return found


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Atlantic/Azores", "America/New_York", "Asia/Kathmandu"])
def test_each_day_has_one_letter_at_the_hour_of_its_own_clocks(zone):
    """Thirty days over the October change of 2026 in Europe and the November one in America."""
    local = [at.astimezone(ZoneInfo(zone)) for at in dues(zone, (2026, 10, 10), 30)]
    assert {(at.hour, at.minute) for at in local} == {(8, 0)}
    assert all((b.date() - a.date()).days == 1 for a, b in pairwise(local))
    assert len(local) == 30


def test_the_clocks_change_and_the_hour_stays():
    before, after = dues("Europe/Lisbon", (2026, 10, 24), 2)
    assert (before.hour, after.hour) == (7, 8)


def test_an_hour_that_a_day_has_not_or_twice_has_one_letter():
    skipped = dues("Europe/Lisbon", (2026, 3, 27), 5, hour=1)
    doubled = dues("Europe/Lisbon", (2026, 10, 22), 6, hour=1)
    assert [at.date().day for at in skipped] == [27, 28, 29, 30, 31]
    assert [at.astimezone(ZoneInfo("Europe/Lisbon")).day for at in doubled] == [23, 24, 25, 26, 27]


def test_weekly_letters_come_on_their_weekday_there_and_not_here():
    """On a Monday morning in Auckland it is Sunday in Europe."""
    weeks = dues("Pacific/Auckland", (2026, 10, 1), 30, wanted=WEEKLY, weekday=0)
    assert {at.astimezone(ZoneInfo("Pacific/Auckland")).weekday() for at in weeks} == {0}
    assert {at.weekday() for at in weeks} == {6}
    assert all(is_day_of(Frequency.WEEKLY, at, weekday=0, zone="Pacific/Auckland") for at in weeks)
    assert not any(is_day_of(Frequency.WEEKLY, at, weekday=0, zone="Europe/Lisbon") for at in weeks)


def test_who_wants_none_has_none():
    for wanted in (frozenset(), frozenset({Frequency.NEVER})):
        assert next_due(datetime(2026, 1, 1, tzinfo=UTC), wanted, hour=8, weekday=0, zone="Europe/Lisbon") is None
