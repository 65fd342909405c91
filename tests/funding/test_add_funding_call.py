"""Beginning a funding call, through the front door."""

import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.core.events import LoggedEvent
from backend.core.ids import new_id
from backend.funding.models import FundingCall, FundingTerm
from backend.taxonomy.vocabulary import id_of
from tests.funding.drafts import draft_of
from tests.organisations.factory import BRAGA


@pytest.fixture
def fund(make):
    """A verified organisation, and the headers of its editor."""
    organisation = make.verified(name="Atlantic Fund")
    return organisation, make.as_(make.member(organisation, Role.EDITOR))


def test_a_draft_is_seen_by_its_organisation_only(client, make, fund):
    organisation, headers = fund

    reply = client.post("/api/funding-calls", json=draft_of(organisation.id), headers=headers)

    assert reply.status_code == 201, reply.text
    page = reply.json()
    assert (page["standing"], page["organisation"]["name"], page["currency"]) == ("draft", "Atlantic Fund", "EUR")
    assert [rule["topic"] for rule in page["rules"]] == ["region", "organisation_kind", "company_months", "low_density"]
    assert page["can"] == ["edit_funding_call", "discard_funding_call", "announce_funding_call"]
    url = f"/api/funding-calls/{page['id']}"
    assert client.get(url, headers=headers).json() == page
    assert client.get(url).status_code == client.get(url, headers=make.as_(make.account())).status_code == 404
    assert client.get(url, headers=make.as_(make.staff())).status_code == 200


def test_the_log_and_the_search_terms_are_kept_with_it(client, db, fund):
    client.post("/api/funding-calls", json=draft_of(fund[0].id), headers=fund[1])

    assert db.scalars(select(LoggedEvent.name)).all() == ["funding.added"]
    assert set(db.execute(select(FundingTerm.topic, FundingTerm.value))) == {
        ("region", "PT11"), ("region", str(BRAGA)),
        ("organisation_kind", "startup"), ("organisation_kind", "creative_business"),
    }  # fmt: skip


def test_the_staff_write_for_funders_who_are_not_here(client, make):
    draft = draft_of(None, funder_name="Fundo do Norte")

    reply = client.post("/api/funding-calls", json=draft, headers=make.as_(make.staff()))

    assert reply.status_code == 201
    assert (reply.json()["organisation"], reply.json()["funder_name"]) == (None, "Fundo do Norte")
    assert client.post("/api/funding-calls", json=draft, headers=make.as_(make.account())).status_code == 403


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 201), (Role.EDITOR, 201), (Role.VIEWER, 403)])
def test_owners_and_editors_write(client, make, fund, role, status):
    headers = make.as_(make.member(fund[0], role))

    assert client.post("/api/funding-calls", json=draft_of(fund[0].id), headers=headers).status_code == status


def test_strangers_and_guests_do_not(client, make, fund):
    draft = draft_of(fund[0].id)

    assert client.post("/api/funding-calls", json=draft, headers=make.as_(make.account())).status_code == 403
    assert client.post("/api/funding-calls", json=draft).status_code == 401


NOWHERE = str(new_id())
DESIGN = str(id_of("sector/design"))


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        pytest.param({"title": " "}, "/title", "string_too_short", id="a title of spaces"),
        pytest.param({"organisation_id": None}, "/funder_name", "no_funder", id="nobody pays"),
        pytest.param({"amount_min": 20_000_00}, "/amount_max", "wrong_order", id="amounts backwards"),
        pytest.param({"budget": 1}, "/budget", "wrong_order", id="a budget below one grant"),
        pytest.param({"amount_max": -1}, "/amount_max", "greater_than_equal", id="less than nothing"),
        pytest.param({"amount_max": 10.5}, "/amount_max", "int_from_float", id="half a cent"),
        pytest.param({"co_financing_percent": 120}, "/co_financing_percent", "less_than_equal", id="more than all"),
        pytest.param({"deadline_at": "2020-01-01T00:00:00Z"}, "/deadline_at", "wrong_order", id="ends before it opens"),
        pytest.param({"deadline_at": "2030-01-01T00:00:00"}, "/deadline_at", "timezone_aware", id="a naive time"),
        pytest.param({"zone": "Mars/Olympus"}, "/zone", "unknown_zone", id="another planet's time"),
        pytest.param({"currency": "euro"}, "/currency", "string_pattern_mismatch", id="no currency"),
        pytest.param({"url": "javascript:alert(1)"}, "/url", "web_address", id="an address that is a program"),
        pytest.param({"sector_ids": [NOWHERE]}, "/sector_ids/0", "unknown", id="an unknown sector"),
        pytest.param({"sector_ids": [DESIGN, DESIGN]}, "/sector_ids", "repeated", id="a sector twice"),
        pytest.param({"sector_ids": [str(id_of("tool/blender"))]}, "/sector_ids/0", "unknown", id="a tool as sector"),
        pytest.param({"rules": [{"topic": "age", "at_most": 30}]}, "/rules/0", "union_tag_invalid", id="people's age"),
        pytest.param({"rules": [{"topic": "region", "one_of": ["PT11", NOWHERE]}]}, "/rules/0/one_of/1", "unknown",
                     id="an unknown town"),
        pytest.param({"rules": [{"topic": "sector", "one_of": [NOWHERE]}]}, "/rules/0/one_of/0", "unknown",
                     id="a rule on an unknown sector"),
        pytest.param({"status": "open"}, "/status", "extra_forbidden", id="a field that is not theirs"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_its_place_and_keeps_nothing(client, db, fund, wrong, pointer, code):
    reply = client.post("/api/funding-calls", json=draft_of(fund[0].id) | wrong, headers=fund[1])

    assert reply.status_code == 422, reply.text
    assert (pointer, code) in [(e["pointer"], e["code"]) for e in reply.json()["errors"]]
    assert db.scalars(select(FundingCall)).all() == []


def test_a_repeated_request_makes_one_call(client, db, fund):
    headers = fund[1] | {"Idempotency-Key": "once"}
    draft = draft_of(fund[0].id)

    first, second = (client.post("/api/funding-calls", json=draft, headers=headers) for _ in range(2))

    assert first.json() == second.json()
    assert len(db.scalars(select(FundingCall)).all()) == 1
