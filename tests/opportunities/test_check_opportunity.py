"""Checking a draft before it is published."""

import pytest

from tests.opportunities.drafts import draft_of


@pytest.fixture
def attic(make):
    """A verified organisation and its owner's headers."""
    organisation = make.verified()
    return organisation, make.as_(make.member(organisation))


def check(client, attic, **given):
    reply = client.post("/api/opportunities/checks", json=draft_of(attic[0].id, **given), headers=attic[1])
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_a_good_draft_has_nothing_to_mend(client, attic):
    assert check(client, attic) == {"findings": [], "is_ready": True}


def test_refusals_come_first_with_their_facts(client, attic):
    found = check(client, attic, title="Programador", deadline_at=None)

    assert not found["is_ready"]
    assert [(f["code"], f["pointer"], f["refuses"]) for f in found["findings"]] == [
        ("deadline-missing", "/deadline_at", True),
        ("gendered-title", "/title", False),
    ]
    assert found["findings"][1]["facts"] == {
        "words": "Programador",
        "suggestion": "Programador/Programadora",
        "title": "Programador/a",
    }


def test_the_minimum_wage_of_the_country_is_named_with_its_source(client, attic):
    (finding,) = check(client, attic, pay_min=800_00, pay_max=900_00)["findings"]

    assert finding["code"] == "pay-below-minimum"
    assert finding["facts"]["least"] == 920_00
    assert "Decreto-Lei" in finding["facts"]["source"]


def test_a_likely_duplicate_is_named(client, make, attic):
    twin = make.opportunity(organisation_id=attic[0].id, title="Motion Designer!")
    make.opportunity(title="Motion designer")  # of somebody else

    (finding,) = check(client, attic)["findings"]

    assert (finding["code"], finding["refuses"], finding["facts"]["id"]) == ("possible-duplicate", False, str(twin.id))
    assert check(client, attic, opportunity_id=str(twin.id))["findings"] == []


def test_nothing_is_kept(client, attic):
    check(client, attic)

    assert client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"] == 0


def test_guests_are_asked_to_sign_in(client, attic):
    assert client.post("/api/opportunities/checks", json=draft_of(attic[0].id)).status_code == 401
