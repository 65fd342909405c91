"""Beginning an opportunity."""

import pytest

from backend.core.access import Role
from tests.opportunities.drafts import draft_of
from tests.organisations.factory import PORTO


@pytest.fixture
def attic(make):
    """A verified organisation, and the headers of its editor."""
    organisation = make.verified(name="Attic")
    return organisation, make.as_(make.member(organisation, Role.EDITOR))


def test_a_draft_is_seen_by_its_organisation_only(client, make, attic):
    organisation, headers = attic

    reply = client.post("/api/opportunities", json=draft_of(organisation.id), headers=headers)

    assert reply.status_code == 201
    page = reply.json()
    assert (page["status"], page["organisation"]["name"], page["opened_at"]) == ("draft", "Attic", None)
    assert [line["importance"] for line in page["requirements"]] == ["must", "nice"]
    assert page["can"] == ["edit_opportunity", "discard_opportunity", "open_opportunity"]
    url = f"/api/opportunities/{page['id']}"
    assert client.get(url, headers=headers).json() == page
    assert client.get(url).status_code == 404
    assert client.get(url, headers=make.as_(make.account())).status_code == 404


def test_a_draft_needs_little(client, attic):
    little = {
        "organisation_id": str(attic[0].id),
        "kind": "project",
        "title": "A film",
        "summary": "Nobody knows more yet.",
        "municipality_id": str(PORTO),
        "zone": "Europe/Lisbon",
    }

    assert client.post("/api/opportunities", json=little, headers=attic[1]).status_code == 201


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 201), (Role.EDITOR, 201), (Role.VIEWER, 403)])
def test_owners_and_editors_write(client, make, attic, role, status):
    headers = make.as_(make.member(attic[0], role))

    assert client.post("/api/opportunities", json=draft_of(attic[0].id), headers=headers).status_code == status


def test_strangers_and_guests_do_not(client, make, attic):
    draft = draft_of(attic[0].id)

    assert client.post("/api/opportunities", json=draft, headers=make.as_(make.account())).status_code == 403
    assert client.post("/api/opportunities", json=draft).status_code == 401


def test_a_hidden_organisation_is_not_there(client, make, attic):
    draft = draft_of(make.organisation(status="draft").id)

    assert client.post("/api/opportunities", json=draft, headers=attic[1]).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        pytest.param({"title": "  "}, "/title", "string_too_short", id="a title of spaces"),
        pytest.param({"remote_share": 101}, "/remote_share", "less_than_equal", id="more than all of the time"),
        pytest.param({"hours_min": 40, "hours_max": 20}, "/hours_max", "wrong_order", id="hours backwards"),
        pytest.param(
            {"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "/ends_on", "wrong_order", id="dates backwards"
        ),
        pytest.param({"deadline_at": "2030-01-01T00:00:00"}, "/deadline_at", "timezone_aware", id="a naive time"),
        pytest.param({"zone": "Europe/Atlantis"}, "/zone", "unknown_zone", id="an unknown zone"),
        pytest.param({"pay_min": -1}, "/pay_min", "greater_than_equal", id="pay below zero"),
        pytest.param({"pay_currency": "ZZZ"}, "/pay_currency", "unknown_currency", id="an invented currency"),
        pytest.param({"pay_currency": "eur"}, "/pay_currency", "string_pattern_mismatch", id="no currency"),
        pytest.param({"occupation_id": str(PORTO)}, "/occupation_id", "unknown", id="an occupation that is a town"),
        pytest.param({"apply_url": "ftp://x"}, "/apply_url", "web_address", id="an address that is no web address"),
        pytest.param({"status": "open"}, "/status", "extra_forbidden", id="a field that is not theirs"),
        pytest.param({"opened_at": None}, "/opened_at", "extra_forbidden", id="an age that is not theirs"),
    ],
)
def test_bad_input_is_refused_with_its_place(client, attic, wrong, pointer, code):
    reply = client.post("/api/opportunities", json=draft_of(attic[0].id, **wrong), headers=attic[1])

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert client.get("/api/opportunities?mine=true", headers=attic[1]).json()["total"] == 0


def test_a_concept_of_the_wrong_kind_is_refused(client, attic):
    draft = draft_of(attic[0].id)
    draft["requirements"], draft["languages"] = draft["languages"], []
    draft["requirements"][0]["level"] = 2

    reply = client.post("/api/opportunities", json=draft, headers=attic[1])

    assert [e["pointer"] for e in reply.json()["errors"]] == ["/requirements/0/concept_id"]


def test_nothing_is_asked_twice(client, attic):
    draft = draft_of(attic[0].id)
    draft["requirements"] *= 2

    reply = client.post("/api/opportunities", json=draft, headers=attic[1])

    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [("/requirements", "repeated")]


def test_the_same_key_adds_it_once(client, attic):
    headers = attic[1] | {"Idempotency-Key": "once"}
    draft = draft_of(attic[0].id)

    first, again = (client.post("/api/opportunities", json=draft, headers=headers).json() for _ in range(2))

    assert first == again
    assert client.get("/api/opportunities?mine=true", headers=headers).json()["total"] == 1
