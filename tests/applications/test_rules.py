"""Rules ask no database, so every case fits on one screen."""

from datetime import timedelta

import pytest

from backend.applications import rules
from backend.applications.models import Application, ApplicationStatus
from backend.applications.problems import AlreadyTold
from backend.core.access import GUEST, Role, Viewer
from backend.core.ids import new_id
from backend.core.model import now
from tests.viewers import EVERYBODY, ID

PERSON = new_id()
WHO = EVERYBODY | {
    "person": Viewer(PERSON),
    "person who joined": Viewer(PERSON, organisations=frozenset({(ID, Role.OWNER)})),
}
DRAFT, SENT, SEEN, SHORTLISTED, INTERVIEW, OFFERED, *_ = ApplicationStatus
SELF, TEAM = {"person", "person who joined"}, {"owner", "editor"}


def application(status, told_at=None):
    return Application(status=status, account_id=PERSON, organisation_id=ID, sent_at=now(), told_at=told_at)


@pytest.mark.parametrize(
    ("rule", "statuses", "who"),
    [
        (rules.edit_application, {DRAFT}, SELF),
        (rules.discard_application, {DRAFT}, SELF),
        (rules.take_back_application, {SENT}, SELF),
        (rules.withdraw_application, {SENT, SEEN, SHORTLISTED, INTERVIEW, OFFERED}, SELF),
        (rules.accept_offer, {OFFERED}, SELF),
        (rules.decline_offer, {OFFERED}, SELF),
        (rules.see_application, {SENT}, TEAM),
        (rules.shortlist_application, {SENT, SEEN}, TEAM),
        (rules.propose_interview, {SENT, SEEN, SHORTLISTED}, TEAM),
        (rules.make_offer, {SENT, SEEN, SHORTLISTED, INTERVIEW}, TEAM),
        (rules.decline_application, {SENT, SEEN, SHORTLISTED, INTERVIEW}, TEAM),
    ],
)
def test_who_may_when(rule, statuses, who):
    may = {
        (name, status)
        for status in ApplicationStatus
        for name, viewer in WHO.items()
        if rule(viewer, application(status)) is None
    }

    assert may == {(name, status) for name in who for status in statuses}


def test_what_is_told_is_not_taken_back():
    minute = timedelta(minutes=1)
    for told_at, answer in ((now() + minute, None), (now() - minute, AlreadyTold), (None, AlreadyTold)):
        assert rules.take_back_step(WHO["owner"], application(SHORTLISTED, told_at)) is answer
    assert rules.take_back_step(WHO["person"], application(SHORTLISTED, now() + minute)) is rules.NotAllowed


def test_a_guest_is_asked_to_sign_in():
    for rule in rules.OF_AN_APPLICATION:
        assert rule(GUEST, application(SENT)) is rules.NotSignedIn
