"""Rules ask no database, so every case fits on one screen."""

import pytest

from backend.core.access import GUEST, Role, Viewer
from backend.core.ids import new_id
from backend.profiles import rules
from backend.profiles.models import Audience, HiddenFrom, Profile, ProfileStatus

ATELIER = new_id()
OWNER, STRANGER, STAFF = Viewer(new_id()), Viewer(new_id()), Viewer(new_id(), is_staff=True)
VERIFIED = Viewer(new_id(), organisations=frozenset({(new_id(), Role.OWNER)}), vouched=frozenset({new_id()}))
EMPLOYER = Viewer(new_id(), organisations=frozenset({(ATELIER, Role.VIEWER)}), vouched=frozenset({ATELIER}))
EVERYBODY = {
    "owner": OWNER,
    "stranger": STRANGER,
    "staff": STAFF,
    "guest": GUEST,
    "verified": VERIFIED,
    "employer": EMPLOYER,
}


def profile(status=ProfileStatus.LISTED, audience=Audience.EVERYONE, *, hides=False, headline="Luthier"):
    hidden = [HiddenFrom(organisation_id=ATELIER)] if hides else []
    return Profile(
        account_id=OWNER.id, display_name="Ana", headline=headline, status=status, audience=audience, hidden_from=hidden
    )


@pytest.mark.parametrize(
    ("rule", "thing", "may"),
    [
        pytest.param(rules.edit_profile, profile(), {"owner"}, id="only the person edits, not even the staff"),
        pytest.param(rules.list_profile, profile(), {"owner"}, id="only the person lists"),
        pytest.param(rules.list_profile, profile(headline=" "), set(), id="nobody lists what says nothing"),
        pytest.param(rules.import_cv, profile(), {"owner"}, id="only the person imports"),
        pytest.param(rules.export_profile, profile(), {"owner"}, id="only the person exports"),
    ],
)
def test_who_may(rule, thing, may):
    assert {name for name, viewer in EVERYBODY.items() if rule(viewer, thing) is None} == may


EVERYONE = set(EVERYBODY)
SEEN = [
    pytest.param({"status": ProfileStatus.PRIVATE}, {"owner"}, id="private"),
    pytest.param({"status": ProfileStatus.ARCHIVED}, {"owner"}, id="archived"),
    pytest.param({}, EVERYONE, id="listed for everyone"),
    pytest.param({"audience": Audience.NOBODY}, {"owner"}, id="listed for nobody"),
    pytest.param({"audience": Audience.VERIFIED}, {"owner", "verified", "employer"}, id="for verified organisations"),
    pytest.param({"audience": Audience.APPLIED}, {"owner", "employer"}, id="for those applied to"),
    pytest.param({"hides": True, "audience": Audience.APPLIED}, {"owner"}, id="hidden from the one applied to"),
    pytest.param({"hides": True}, EVERYONE - {"employer", "guest"}, id="hidden from the employer, who could sign out"),
    pytest.param({"hides": True, "audience": Audience.VERIFIED}, {"owner", "verified"}, id="hidden and for verified"),
]


@pytest.mark.parametrize(("given", "seen_by"), SEEN)
def test_who_sees(given, seen_by):
    assert {
        name for name, viewer in EVERYBODY.items() if rules.is_seen_by(viewer, profile(**given), {ATELIER})
    } == seen_by
