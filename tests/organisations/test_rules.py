"""Rules ask no database, so every case fits on one screen."""

import pytest

from backend.organisations import rules
from backend.organisations.models import Organisation, OrganisationStatus
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
    ],
)
def test_who_may(rule, organisation, may):
    assert {name for name, viewer in EVERYBODY.items() if rule(viewer, organisation) is None} == may
