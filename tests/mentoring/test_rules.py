"""Rules ask no database, so every case fits on one screen."""

import pytest

from backend.core.access import GUEST, Viewer
from backend.core.ids import new_id
from backend.mentoring import rules
from backend.mentoring.models import Mentor, MentorStatus

ID = new_id()
EVERYBODY = {
    "mentor": Viewer(ID),
    "stranger": Viewer(new_id()),
    "staff": Viewer(new_id(), is_staff=True),
    "guest": GUEST,
}


@pytest.mark.parametrize(
    ("rule", "statuses", "who"),
    [
        (rules.edit_mentor, set(MentorStatus), {"mentor"}),
        (rules.discard_mentor, {"draft", "closed"}, {"mentor"}),
        (rules.open_mentor, {"draft", "paused", "closed"}, {"mentor"}),
        (rules.pause_mentor, {"open"}, {"mentor"}),
        (rules.close_mentor, {"open", "paused"}, {"mentor", "staff"}),
    ],
)
def test_who_may_when(rule, statuses, who):
    may = {
        (name, status.value)
        for status in MentorStatus
        for name, viewer in EVERYBODY.items()
        if rule(viewer, Mentor(account_id=ID, status=status)) is None
    }

    assert may == {(name, status) for name in who for status in statuses}
