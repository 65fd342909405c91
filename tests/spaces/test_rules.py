"""Rules ask no database, so every case fits on one screen."""

import pytest

from backend.core.access import GUEST
from backend.core.problems import NotAllowed, NotSignedIn
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotPublic
from backend.spaces import rules
from backend.spaces.models import Place, Space, SpaceStatus
from tests.viewers import EVERYBODY, ID, THEIRS

DRAFT, OPEN, CLOSED = SpaceStatus


def place(organisation_status=OrganisationStatus.CLAIMED):
    return Place(organisation=Organisation(id=ID, status=organisation_status))


def space(status, organisation_status=OrganisationStatus.CLAIMED):
    return Space(status=status, place=place(organisation_status))


@pytest.mark.parametrize(
    ("rule", "statuses"),
    [
        (rules.edit_space, {DRAFT, OPEN, CLOSED}),
        (rules.discard_space, {DRAFT}),
        (rules.open_space, {DRAFT, CLOSED}),
        (rules.close_space, {OPEN}),
    ],
)
def test_who_may_when(rule, statuses):
    may = {(n, s) for s in SpaceStatus for n, viewer in EVERYBODY.items() if rule(viewer, space(s)) is None}

    assert may == {(name, status) for name in THEIRS for status in statuses}


@pytest.mark.parametrize("rule", rules.OF_A_PLACE)
def test_owners_editors_and_staff_keep_a_place(rule):
    assert {name for name, viewer in EVERYBODY.items() if rule(viewer, place()) is None} == THEIRS


@pytest.mark.parametrize("status", [OrganisationStatus.DRAFT, OrganisationStatus.SUSPENDED])
def test_an_organisation_that_is_not_public_offers_nothing(status):
    assert rules.open_space(EVERYBODY["owner"], space(DRAFT, status)) is OrganisationNotPublic


def test_a_draft_of_an_organisation_may_prepare_and_a_suspended_one_may_not():
    prepare = Organisation(id=ID, status=OrganisationStatus.DRAFT)
    suspended = Organisation(id=ID, status=OrganisationStatus.SUSPENDED)

    assert rules.add_place(EVERYBODY["owner"], prepare) is None
    assert rules.add_place(EVERYBODY["owner"], suspended) is OrganisationNotPublic
    assert rules.add_space(EVERYBODY["owner"], place(OrganisationStatus.SUSPENDED)) is OrganisationNotPublic


def test_guests_are_asked_to_sign_in_and_others_are_told_no():
    assert rules.edit_space(GUEST, space(OPEN)) is NotSignedIn
    assert rules.edit_space(EVERYBODY["stranger"], space(OPEN)) is NotAllowed
