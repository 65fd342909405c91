"""Describing an organisation."""

import pytest

from backend.organisations.service import organisations as service
from tests.organisations.factory import PORTO

DRAFT = {
    "name": "Oficina do Vento",
    "kind": "creative_business",
    "summary": "Wind machines for theatres of any size.",
    "municipality_id": str(PORTO),
}


def test_whoever_describes_it_owns_it_and_nobody_else_sees_it(client, make):
    owner = make.account()

    reply = client.post("/api/organisations", json=DRAFT, headers=make.as_(owner))

    assert reply.status_code == 201
    page = f"/api/organisations/{reply.json()['id']}"
    seen = client.get(page, headers=make.as_(owner)).json()
    assert seen["status"] == "draft"
    assert seen["municipality"]["name"] == "Porto"
    assert {"edit_organisation", "claim_organisation", "invite_member"} <= set(seen["can"])
    assert client.get(page).status_code == 404
    assert client.get(page, headers=make.as_(make.account())).status_code == 404


def test_guests_are_asked_to_sign_in(client):
    assert client.post("/api/organisations", json=DRAFT).json()["code"] == "not-signed-in"


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        pytest.param({"name": " "}, "/name", "string_too_short", id="a name of spaces"),
        pytest.param({"kind": "circus"}, "/kind", "enum", id="an unknown kind"),
        pytest.param({"website": "javascript:alert(1)"}, "/website", "web_address", id="a website that is a script"),
        pytest.param({"contact_email": "nobody"}, "/contact_email", "value_error", id="half an address"),
        pytest.param({"lat": 41.1}, "/", "half_a_place", id="half a place"),
        pytest.param({"lat": 91, "lon": 0}, "/lat", "less_than_equal", id="off the Earth"),
        pytest.param({"founded_year": 2199}, "/", "founded_later", id="founded in the future"),
        pytest.param({"sector_ids": [str(PORTO)]}, "/sector_ids/0", "unknown", id="a sector that is a town"),
        pytest.param({"sector_ids": [str(PORTO)] * 2}, "/sector_ids", "repeated", id="a sector twice"),
        pytest.param({"municipality_id": "0" * 32}, "/municipality_id", "unknown", id="nowhere"),
        pytest.param({"status": "verified"}, "/status", "extra_forbidden", id="a field that is not theirs"),
    ],
)
def test_bad_input_is_refused_with_its_place(client, make, wrong, pointer, code):
    account = make.account()

    reply = client.post("/api/organisations", json=DRAFT | wrong, headers=make.as_(account))

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert client.get("/api/organisations?mine=true", headers=make.as_(account)).json()["total"] == 0


def test_the_same_key_describes_it_once(client, make):
    headers = make.as_(make.account()) | {"Idempotency-Key": "once"}

    first, again = (client.post("/api/organisations", json=DRAFT, headers=headers).json() for _ in range(2))

    assert first == again
    assert client.get("/api/organisations?mine=true", headers=headers).json()["total"] == 1


def test_a_machine_that_adds_one_after_the_other_has_to_wait(client, make, monkeypatch):
    monkeypatch.setattr(service, "ADDED_AN_HOUR", 2)
    headers = make.as_(make.account())

    statuses = [client.post("/api/organisations", json=DRAFT, headers=headers).status_code for _ in range(3)]

    assert statuses == [201, 201, 429]
    assert client.post("/api/organisations", json=DRAFT, headers=make.as_(make.account())).status_code == 201
