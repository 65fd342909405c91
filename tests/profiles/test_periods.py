"""How long something lasted."""

from datetime import UTC, datetime

import pytest

from backend.profiles.periods import months_between

PRESENT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("started", "ended", "present", "months"),
    [
        ("2021-09", "2024-07", None, 35),
        ("2021-09", "2021-09", None, 1),
        ("2019", "2021", None, 24),
        ("2020", "2020", None, 6),
        ("2020-01", "2021", None, 18),
        ("2026-09", None, PRESENT, 2),
        ("2026-12", None, PRESENT, 0),
        ("2020-01", None, None, None),
        (None, "2020-01", None, None),
    ],
)
def test_months(started, ended, present, months):
    assert months_between(started, ended, present) == months
