"""Who shows themselves only where they apply is seen there from the sending to the end, and no longer."""

import pytest

from backend.core.access import Role
from backend.profiles.models import Audience
from tests.matches.scene import role, talent


@pytest.fixture
def rita(make):
    """Somebody skilled whom only those see to whom she applied, and the profile."""
    account, profile = talent(make)
    profile.audience = Audience.APPLIED
    make.db.commit()
    return account, profile


def places(client, make, profile, organisation, opportunity):
    """Where the people of an organisation find her: her page, their ranking, its counts, one candidate's page."""
    them = make.as_(make.member(organisation))
    people = client.get(f"/api/opportunities/{opportunity.id}/candidates", headers=them).json()
    there = f"/api/opportunities/{opportunity.id}/candidates/{profile.id}"
    return {
        "page": client.get(f"/api/profiles/{profile.id}", headers=them).status_code == 200,
        "ranking": [one["profile_id"] for one in people["items"]] == [str(profile.id)],
        "count": people["all"] == 1,
        "candidate": client.get(there, headers=them).status_code == 200,
    }


def test_those_applied_to_see_her_while_it_goes_on_and_nobody_else_does(client, make, rita):
    person, profile = rita
    one, other = make.verified(), make.verified()
    here, there = role(make, organisation_id=one.id), role(make, organisation_id=other.id)
    her = make.as_(person)
    seen, unseen = (
        dict.fromkeys(("page", "ranking", "count", "candidate"), True),
        dict.fromkeys(("page", "ranking", "count", "candidate"), False),
    )
    assert places(client, make, profile, one, here) == unseen

    sent = client.post(f"/api/opportunities/{here.id}/applications", json={}, headers=her)
    assert sent.status_code == 201, sent.text
    assert places(client, make, profile, one, here) == seen
    assert places(client, make, profile, other, there) == unseen

    taken_back = client.delete(f"/api/applications/{sent.json()['id']}/sending", headers=her)
    assert taken_back.status_code == 200
    assert places(client, make, profile, one, here) == unseen

    client.post(f"/api/applications/{sent.json()['id']}/sending", json={}, headers=her)
    assert places(client, make, profile, one, here) == seen
    client.post(f"/api/applications/{sent.json()['id']}/withdrawal", json={}, headers=her)
    assert places(client, make, profile, one, here) == unseen


def test_a_suspended_organisation_sees_nobody_because_of_an_application(client, make, rita):
    person, profile = rita
    organisation = make.verified()
    opportunity = role(make, organisation_id=organisation.id)
    assert client.post(
        f"/api/opportunities/{opportunity.id}/applications", json={}, headers=make.as_(person)
    ).is_success
    them, staff = make.as_(make.member(organisation)), make.as_(make.staff())
    look = lambda: client.get(f"/api/profiles/{profile.id}", headers=them).status_code  # noqa: E731
    at = f"/api/organisations/{organisation.id}/suspension"
    assert look() == 200
    assert client.post(at, json={"reason": "impostor"}, headers=staff).is_success
    assert look() == 404
    assert client.delete(at, headers=staff).is_success
    assert look() == 200


def test_a_person_looks_through_the_eyes_of_others_and_reads_how_many_they_are(client, make, rita):
    person, profile = rita
    her, employer = make.as_(person), make.verified()
    make.member(employer), make.member(employer)
    both = make.member(make.verified())
    here = "/api/profiles/mine/sight?lang=pt"  # as the page asks
    sight = lambda **asked: client.get(here, params=asked, headers=her).json()  # noqa: E731

    assert (sight()["because"], sight()["organisations"], sight()["people"]) == ("audience", 0, 0)
    assert sight(looker="applied")["seen"]["headline"] == profile.headline
    client.patch("/api/profiles/mine", json={"audience": "verified"}, headers=her)
    assert [sight()[name] for name in ("because", "organisations", "people", "is_public")] == [None, 2, 3, False]
    assert sight(looker="anybody")["because"] == "audience"

    make.grant(both, Role.VIEWER, employer.id)  # who belongs to both sees nothing either
    client.put(f"/api/profiles/mine/hidden-from/{employer.id}", headers=her)
    told = sight(organisation_id=str(employer.id))
    assert (told["because"], told["seen"], told["hidden"]) == ("hidden", None, 1)
    assert (sight()["organisations"], sight()["people"]) == (0, 0)
    client.patch("/api/profiles/mine", json={"status": "private"}, headers=her)
    assert [sight()[name] for name in ("because", "organisations", "people")] == ["not_listed", 0, 0]
