"""One person for a role, with every number, and what the posting could change."""

from uuid import uuid4

import pytest

from backend.opportunities.models import OpportunityRequirement
from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import adds_up, role, talent


@pytest.fixture
def desk(make):
    """A verified organisation and the headers of its owner."""
    organisation = make.verified()
    return organisation, make.as_(make.member(organisation))


def test_one_person_comes_with_the_whole_arithmetic_and_what_could_be_changed(client, make, desk):
    _, profile = talent(make)
    nice = role(make, "tool/blender", organisation_id=desk[0].id)
    reply = client.get(f"/api/opportunities/{nice.id}/candidates/{profile.id}", headers=desk[1])
    assert reply.status_code == 200, reply.text
    told = reply.json()
    assert adds_up(told["arithmetic"])
    assert told["card"]["rank"] == 1
    assert {edit["code"] for edit in told["edits"]} >= {"allow.remote"}
    assert all(edit["reach_from"] == 1 for edit in told["edits"])


def test_a_nice_to_have_has_its_price(client, make, desk):
    asked = [OpportunityRequirement(concept_id=id_of("craft/basketry"), position=0, importance="nice", level=2)]
    posted = role(make, organisation_id=desk[0].id, requirements=asked)
    _, profile = talent(make)
    told = client.get(f"/api/opportunities/{posted.id}/candidates/{profile.id}", headers=desk[1]).json()
    drop = next(edit for edit in told["edits"] if edit["code"] == "drop.nice")
    assert drop["facts"]["concept"] == str(id_of("craft/basketry"))
    assert drop["score"] > told["card"]["score"]


def test_who_is_not_there_is_not_found(client, make, desk):
    posted = role(make, organisation_id=desk[0].id)
    assert client.get(f"/api/opportunities/{posted.id}/candidates/{uuid4()}", headers=desk[1]).status_code == 404
    assert client.get(f"/api/opportunities/{uuid4()}/candidates/{uuid4()}", headers=desk[1]).status_code == 404
    other = make.as_(make.account())
    assert client.get(f"/api/opportunities/{posted.id}/candidates/{uuid4()}", headers=other).status_code == 403


def test_somebody_a_rule_hides_is_shown_with_the_rule(client, make, desk):
    posted = role(make, organisation_id=desk[0].id)
    _, profile = talent(make, hours_min=5, hours_max=10)
    told = client.get(f"/api/opportunities/{posted.id}/candidates/{profile.id}", headers=desk[1]).json()
    assert told["card"]["rank"] is None
    assert "hours.too-many" in [v["code"] for v in told["arithmetic"]["verdicts"] if v["outcome"] == "fail"]
