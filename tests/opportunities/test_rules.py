"""Rules ask no database, so every case fits on one screen."""

import pytest

from backend.core.model import now
from backend.opportunities import rules
from backend.opportunities.models import Opportunity, OpportunityStatus
from backend.organisations.models import Organisation, OrganisationStatus
from tests.viewers import EVERYBODY, ID, THEIRS

DRAFT, IN_REVIEW, OPEN, PAUSED, FILLED, CLOSED, EXPIRED = OpportunityStatus


def opportunity(status, organisation_status=OrganisationStatus.VERIFIED):
    return Opportunity(
        status=status,
        opened_at=None if status in (DRAFT, IN_REVIEW) else now(),
        organisation=Organisation(id=ID, status=organisation_status),
    )


@pytest.mark.parametrize(
    ("rule", "statuses", "who"),
    [
        (rules.edit_opportunity, set(OpportunityStatus), THEIRS),
        (rules.discard_opportunity, {DRAFT, IN_REVIEW}, THEIRS),
        (rules.open_opportunity, {DRAFT}, THEIRS),
        (rules.pause_opportunity, {OPEN}, THEIRS),
        (rules.reopen_opportunity, {PAUSED, FILLED, CLOSED, EXPIRED}, THEIRS),
        (rules.close_opportunity, {OPEN, PAUSED}, THEIRS),
        (rules.approve_opportunity, {IN_REVIEW}, {"staff"}),
        (rules.return_opportunity, {IN_REVIEW}, {"staff"}),
        (rules.refuse_opportunity, {IN_REVIEW}, {"staff"}),
    ],
)
def test_who_may_when(rule, statuses, who):
    may = {
        (name, status)
        for status in OpportunityStatus
        for name, viewer in EVERYBODY.items()
        if rule(viewer, opportunity(status)) is None
    }

    assert may == {(name, status) for name in who for status in statuses}


@pytest.mark.parametrize("status", [OrganisationStatus.DRAFT, OrganisationStatus.SUSPENDED])
def test_an_organisation_that_is_not_public_publishes_nothing(status):
    assert rules.open_opportunity(EVERYBODY["owner"], opportunity(DRAFT, status)) is rules.OrganisationNotPublic
    assert rules.reopen_opportunity(EVERYBODY["owner"], opportunity(PAUSED, status)) is rules.OrganisationNotPublic


def test_an_offer_sent_back_after_it_was_public_can_still_be_ended():
    returned = opportunity(DRAFT)
    returned.opened_at = now()

    assert rules.close_opportunity(EVERYBODY["owner"], returned) is None
    assert rules.discard_opportunity(EVERYBODY["owner"], returned) is rules.NotNow


@pytest.mark.parametrize("status", [DRAFT, IN_REVIEW])
def test_but_not_with_words_that_nobody_read(status):
    changed = opportunity(status, OrganisationStatus.CLAIMED)
    changed.opened_at = now()

    assert rules.close_opportunity(EVERYBODY["owner"], changed) is rules.Unread
    assert rules.close_opportunity(EVERYBODY["staff"], changed) is None
    changed.status = OPEN
    assert rules.close_opportunity(EVERYBODY["owner"], changed) is None
