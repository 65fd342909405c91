"""Rules ask no database, so every case fits on one screen."""

from datetime import timedelta

import pytest

from backend.core.access import Role
from backend.core.model import now
from backend.organisations import rules
from backend.organisations.models import Invitation, Organisation, OrganisationStatus
from tests.viewers import EVERYBODY, ID

DRAFT, CLAIMED, VERIFIED, SUSPENDED = (
    Organisation(id=ID, status=status, website="https://attic.example") for status in OrganisationStatus
)


@pytest.mark.parametrize(
    ("rule", "organisation", "may"),
    [
        pytest.param(rules.edit_organisation, DRAFT, {"owner", "editor", "staff"}, id="those who speak for it edit"),
        pytest.param(rules.edit_organisation, SUSPENDED, {"staff"}, id="only the staff edit what is suspended"),
        pytest.param(rules.claim_organisation, DRAFT, {"owner", "staff"}, id="owners claim"),
        pytest.param(rules.claim_organisation, CLAIMED, set(), id="nobody claims twice"),
        pytest.param(rules.verify_organisation, CLAIMED, {"staff"}, id="the staff verify"),
        pytest.param(rules.verify_organisation, VERIFIED, {"staff"}, id="and prolong"),
        pytest.param(rules.verify_organisation, DRAFT, set(), id="nobody verifies a draft"),
        pytest.param(rules.prove_organisation, CLAIMED, {"owner"}, id="owners prove"),
        pytest.param(rules.prove_organisation, SUSPENDED, set(), id="no proof ends a suspension"),
        pytest.param(rules.suspend_organisation, VERIFIED, {"staff"}, id="the staff suspend"),
        pytest.param(rules.restore_organisation, SUSPENDED, {"staff"}, id="the staff restore"),
        pytest.param(rules.restore_organisation, VERIFIED, set(), id="what is not suspended is not restored"),
        pytest.param(rules.list_members, CLAIMED, {"owner", "editor", "viewer", "staff"}, id="members see members"),
        pytest.param(rules.invite_member, CLAIMED, {"owner", "staff"}, id="owners invite"),
        pytest.param(rules.invite_member, SUSPENDED, set(), id="nobody writes in the name of what is suspended"),
        pytest.param(rules.list_invitations, SUSPENDED, {"owner", "staff"}, id="owners see whom they asked"),
    ],
)
def test_who_may(rule, organisation, may):
    assert {name for name, viewer in EVERYBODY.items() if rule(viewer, organisation) is None} == may


TO_COME, OVER = now() + timedelta(days=1), now() - timedelta(days=1)


def invitation(**given):
    usual = {
        "organisation": CLAIMED,
        "organisation_id": ID,
        "role": Role.EDITOR,
        "status": "pending",
        "expires_at": TO_COME,
    }
    return Invitation(**usual | given)


NOT_GUEST, NOT_MEMBER = set(EVERYBODY) - {"guest"}, {"stranger", "staff"}


@pytest.mark.parametrize(
    ("rule", "given", "may"),
    [
        pytest.param(rules.withdraw_invitation, {}, {"owner", "staff"}, id="owners withdraw"),
        pytest.param(rules.withdraw_invitation, {"status": "declined"}, set(), id="not what was answered"),
        pytest.param(rules.accept_invitation, {}, NOT_MEMBER, id="whoever sees it accepts, but is no member yet"),
        pytest.param(rules.accept_invitation, {"expires_at": OVER}, set(), id="in time"),
        pytest.param(rules.accept_invitation, {"status": "withdrawn"}, set(), id="as long as it holds"),
        pytest.param(rules.accept_invitation, {"organisation": SUSPENDED}, set(), id="nobody joins what is suspended"),
        pytest.param(rules.decline_invitation, {"organisation": SUSPENDED}, NOT_GUEST, id="but may say no to it"),
        pytest.param(rules.decline_invitation, {"status": "accepted"}, set(), id="a yes is not taken back this way"),
    ],
)
def test_who_may_do_what_with_an_invitation(rule, given, may):
    asked = invitation(**given)
    assert {name for name, viewer in EVERYBODY.items() if rule(viewer, asked) is None} == may
