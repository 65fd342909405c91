"""Changing a funding call, and throwing a draft away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.funding.models import FundingCall, FundingTerm
from backend.taxonomy.vocabulary import id_of


@pytest.fixture
def open_call(make):
    """An open call, and the headers of its owner."""
    fund = make.verified()
    return make.funding_call(organisation_id=fund.id), make.as_(make.member(fund))


def url(call):
    return f"/api/funding-calls/{call.id}"


def test_what_is_sent_changes_and_nothing_else(client, db, open_call):
    call, headers = open_call

    page = client.patch(url(call), json={"title": "Second steps", "programme": None}, headers=headers).json()

    assert (page["title"], page["summary"], page["amount_max"]) == ("Second steps", call.summary, call.amount_max)
    event = db.scalars(select(LoggedEvent)).one()
    assert (event.name, event.facts["fields"]) == ("funding.edited", ["title"])
    assert client.get("/api/funding-calls?q=second").json()["total"] == 1


def test_rules_and_their_search_terms_change_together(client, db, open_call):
    call, headers = open_call
    for kinds in (["startup"], ["startup", "media"], ["media"]):
        rules = [{"topic": "organisation_kind", "one_of": kinds}]
        assert client.patch(url(call), json={"rules": rules}, headers=headers).status_code == 200
        assert set(db.scalars(select(FundingTerm.value))) == set(kinds)
        db.commit()

    client.patch(url(call), json={"rules": [], "sector_ids": [str(id_of("sector/design"))]}, headers=headers)

    assert db.scalars(select(FundingTerm.value)).all() == []
    assert client.get(url(call)).json()["sector_ids"] == [str(id_of("sector/design"))]


def test_a_change_that_changes_nothing_leaves_no_trace(client, db, open_call):
    call, headers = open_call
    before = client.get(url(call), headers=headers).json()

    assert client.patch(url(call), json={"title": call.title}, headers=headers).json() == before
    assert db.scalars(select(LoggedEvent)).all() == []


def test_a_form_from_before_is_refused(client, open_call):
    call, headers = open_call
    before = client.get(url(call)).json()["updated_at"]
    client.patch(url(call), json={"title": "Faster"}, headers=headers)

    late = client.patch(url(call), json={"title": "Slower", "updated_at": before}, headers=headers)

    assert (late.status_code, late.json()["code"]) == (409, "stale")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"amount_min": 90_000_00}, "/amount_max", "wrong_order"),
        ({"title": None}, "/title", "string_type"),
        ({"url": None}, "/url", "missing"),
        ({"organisation_id": None}, "/organisation_id", "extra_forbidden"),
    ],
)
def test_parts_have_to_agree_with_what_is_kept(client, open_call, change, pointer, code):
    reply = client.patch(url(open_call[0]), json=change, headers=open_call[1])

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]


def test_an_open_call_cannot_be_given_a_deadline_in_the_past(client, open_call):
    change = {"deadline_at": (now() - timedelta(hours=1)).isoformat()}

    reply = client.patch(url(open_call[0]), json=change, headers=open_call[1])

    assert (reply.status_code, reply.json()["code"]) == (422, "funding.not-ready")


def test_strangers_do_not_edit(client, make, open_call):
    change = {"title": "Mine now"}

    assert client.patch(url(open_call[0]), json=change, headers=make.as_(make.account())).status_code == 403
    assert client.patch(url(open_call[0]), json=change).status_code == 401


def test_a_draft_is_thrown_away_and_what_was_public_is_not(client, db, make, open_call):
    call, headers = open_call
    draft = make.funding_call(
        organisation_id=call.organisation_id, status="draft", rules=[{"topic": "region", "one_of": ["PT11"]}]
    )

    assert client.delete(url(draft), headers=headers).status_code == 204
    assert client.delete(url(call), headers=headers).json()["code"] == "not-now"
    assert db.scalars(select(FundingCall.id)).all() == [call.id]
    assert db.scalars(select(FundingTerm)).all() == []
