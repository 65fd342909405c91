"""What a call is at a moment: the clock in Python and the clock in the database agree."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from backend.funding.models import SOON, FundingCall, FundingStatus, Standing
from backend.funding.queries import has_standing

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("status", "opens_at", "deadline_at", "standing"),
    [
        ("draft", NOON - DAY, NOON + DAY, "draft"),
        ("announced", None, None, "announced"),
        ("announced", NOON + MOMENT, NOON + DAY, "announced"),
        ("announced", NOON, NOON + 100 * DAY, "open"),
        ("open", NOON - DAY, None, "open"),
        ("open", NOON - DAY, NOON + SOON + MOMENT, "open"),
        ("open", NOON - DAY, NOON + SOON, "closing_soon"),
        ("open", NOON - DAY, NOON + MOMENT, "closing_soon"),
        ("open", NOON - DAY, NOON, "closed"),
        ("announced", None, NOON, "closed"),
        ("closed", NOON - DAY, NOON + DAY, "closed"),
        ("awarded", NOON - DAY, NOON - DAY, "awarded"),
    ],
)
def test_the_clock_decides(status, opens_at, deadline_at, standing):
    call = FundingCall(status=FundingStatus(status), opens_at=opens_at, deadline_at=deadline_at)

    assert call.standing_at(NOON) == standing


def test_lists_and_pages_say_the_same(db, make):
    funder = make.verified()
    hours = [None, NOON - DAY, NOON - MOMENT, NOON, NOON + MOMENT, NOON + SOON, NOON + SOON + MOMENT]
    for status, opens_at, deadline_at in product(FundingStatus, hours, hours):
        if opens_at is None or deadline_at is None or opens_at <= deadline_at:
            make.funding_call(organisation_id=funder.id, status=status, opens_at=opens_at, deadline_at=deadline_at)

    for standing in Standing:
        found = set(db.scalars(select(FundingCall.id).where(has_standing(standing, NOON))))
        assert found == {c.id for c in db.scalars(select(FundingCall)) if c.standing_at(NOON) == standing}
        assert found
