"""Rules ask no database, so every case fits on one screen."""

from datetime import timedelta

import pytest

from backend.core.access import GUEST
from backend.core.model import now
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.funding import rules
from backend.funding.models import FundingCall, FundingStatus
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotVerified
from tests.viewers import EVERYBODY, ID, THEIRS

DRAFT, ANNOUNCED, OPEN, CLOSED, AWARDED = FundingStatus


def call(status, organisation_status=OrganisationStatus.VERIFIED, *, funder=True, ends_in=100):
    organisation = Organisation(id=ID, status=organisation_status) if funder else None
    moment = now()
    return FundingCall(
        status=status,
        organisation=organisation,
        opens_at=moment - timedelta(days=200),
        deadline_at=moment + timedelta(days=ends_in),
    )


@pytest.mark.parametrize(
    ("rule", "statuses", "who"),
    [
        (rules.edit_funding_call, {DRAFT, ANNOUNCED, OPEN, CLOSED}, THEIRS),
        (rules.discard_funding_call, {DRAFT}, THEIRS),
        (rules.announce_funding_call, {DRAFT, CLOSED}, THEIRS),
        (rules.close_funding_call, {ANNOUNCED, OPEN}, THEIRS),
        (rules.award_funding_call, {CLOSED}, THEIRS),
    ],
)
def test_who_may_when(rule, statuses, who):
    may = {(n, s) for s in FundingStatus for n, viewer in EVERYBODY.items() if rule(viewer, call(s)) is None}

    assert may == {(name, status) for name in who for status in statuses}


@pytest.mark.parametrize("rule", rules.OF_A_FUNDING_CALL)
def test_the_staff_alone_keep_the_page_of_a_funder_who_is_not_here(rule):
    status = {rules.discard_funding_call: DRAFT, rules.award_funding_call: CLOSED}.get(rule)
    status = status or {rules.close_funding_call: OPEN}.get(rule, DRAFT)

    assert {n for n, viewer in EVERYBODY.items() if rule(viewer, call(status, funder=False)) is None} == {"staff"}


@pytest.mark.parametrize("status", [OrganisationStatus.DRAFT, OrganisationStatus.CLAIMED, OrganisationStatus.SUSPENDED])
def test_only_verified_organisations_announce_money(status):
    assert rules.announce_funding_call(EVERYBODY["owner"], call(DRAFT, status)) is OrganisationNotVerified
    assert rules.announce_funding_call(EVERYBODY["staff"], call(DRAFT, status)) is None


def test_a_deadline_that_has_passed_counts_before_the_worker_comes_by():
    over = call(OPEN, ends_in=-1)

    assert rules.close_funding_call(EVERYBODY["owner"], over) is NotNow
    assert rules.award_funding_call(EVERYBODY["owner"], over) is None


def test_guests_are_asked_to_sign_in_and_others_are_told_no():
    assert rules.edit_funding_call(GUEST, call(DRAFT)) is NotSignedIn
    assert rules.edit_funding_call(EVERYBODY["viewer"], call(DRAFT)) is NotAllowed
    assert rules.add_funding_call(GUEST, None) is NotSignedIn
    assert rules.add_funding_call(EVERYBODY["owner"], None) is NotAllowed
