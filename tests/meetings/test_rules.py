"""Rules ask no database, so every case fits on one screen."""

from datetime import timedelta

import pytest

from backend.core.access import Viewer
from backend.core.ids import new_id
from backend.core.model import now
from backend.meetings import rules
from backend.meetings.models import Meeting, MeetingStatus
from backend.meetings.problems import NotYetHeld
from tests.viewers import EVERYBODY, ID

HOST, GUEST = new_id(), new_id()
WHO = EVERYBODY | {"host": Viewer(HOST), "guest of it": Viewer(GUEST)}
HOUR = timedelta(hours=1)
SIDES = {"host", "owner", "editor"}
AHEAD = {("proposed", 1), ("proposed", -1), ("booked", 1)}


def meeting(status, hours):
    starts_at = now() + hours * HOUR
    return Meeting(status=MeetingStatus(status), starts_at=starts_at, organisation_id=ID, host_id=HOST, guest_id=GUEST)


@pytest.mark.parametrize(
    ("rule", "states", "who"),
    [
        (rules.book_meeting, AHEAD, {"guest of it"}),
        (rules.offer_times, AHEAD, SIDES),
        (rules.cancel_meeting, AHEAD, SIDES | {"guest of it"}),
        (rules.close_meeting, {("booked", -1)}, SIDES),
    ],
)
def test_who_may_when(rule, states, who):
    """Each state, an hour before it begins and an hour after."""
    may = {
        (name, status.value, hours)
        for status in MeetingStatus
        for hours in (1, -1)
        for name, viewer in WHO.items()
        if rule(viewer, meeting(status, hours)) is None
    }

    assert may == {(name, *state) for name in who for state in states}


def test_what_became_of_it_is_not_said_before_it_begins():
    assert rules.close_meeting(WHO["host"], meeting("booked", 1)) is NotYetHeld
