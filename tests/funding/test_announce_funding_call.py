"""The life of a call: announced, open, closed, awarded; by hand and by the clock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.core.db import writing
from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.funding.models import FundingCall
from backend.funding.service import keep_time


@pytest.fixture
def fund(make):
    """A verified organisation, and the headers of its owner."""
    organisation = make.verified()
    return organisation, make.as_(make.member(organisation))


@pytest.fixture
def draft(make, fund):
    """Make a draft of that organisation."""
    return lambda **given: make.funding_call(organisation_id=fund[0].id, status="draft", **given)


def do(client, call, deed, headers, **body):
    return client.post(f"/api/funding-calls/{call.id}/{deed}", json=body or None, headers=headers)


def events(db):
    """What was logged so far; the session lets go of the database at once."""
    names = db.scalars(select(LoggedEvent.name).order_by(LoggedEvent.id)).all()
    db.commit()
    return names


def test_a_call_whose_hour_has_come_opens_as_it_is_announced(client, db, draft, fund):
    call = draft()

    page = do(client, call, "announcement", fund[1]).json()

    assert (page["standing"], page["can"]) == ("open", ["edit_funding_call", "close_funding_call"])
    assert client.get(f"/api/funding-calls/{call.id}").json()["title"] == call.title
    assert events(db) == ["funding.announced", "funding.opened"]


@pytest.mark.parametrize("opens_at", [None, now() + timedelta(days=3)])
def test_a_call_for_later_is_announced_and_waits(client, db, draft, fund, opens_at):
    page = do(client, draft(opens_at=opens_at), "announcement", fund[1]).json()

    assert page["standing"] == "announced"
    assert events(db) == ["funding.announced"]


@pytest.mark.parametrize(
    ("missing", "pointer", "code"),
    [({"url": None}, "/url", "missing"), ({"deadline_at": now() - timedelta(days=1)}, "/deadline_at", "in_the_past")],
)
def test_what_people_need_has_to_be_there(client, db, draft, fund, missing, pointer, code):
    reply = do(client, draft(**missing), "announcement", fund[1])

    assert (reply.status_code, reply.json()["code"]) == (422, "funding.not-ready")
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert events(db) == []


def test_an_organisation_nobody_vouches_for_announces_no_money(client, make):
    claimed = make.organisation()
    call = make.funding_call(organisation_id=claimed.id, status="draft")

    reply = do(client, call, "announcement", make.as_(make.member(claimed)))

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.not-verified")


def test_the_budget_is_spent_before_the_deadline(client, db, make, fund):
    call = make.funding_call(organisation_id=fund[0].id)

    page = do(client, call, "closure", fund[1], reason="budget_spent").json()

    assert (page["standing"], page["closed_for"]) == ("closed", "budget_spent")
    assert events(db) == ["funding.closed"]
    assert do(client, call, "closure", fund[1], reason="withdrawn").json()["code"] == "not-now"


@pytest.mark.parametrize("reason", [None, "deadline", "because"])
def test_closing_needs_a_reason_that_a_person_can_give(client, make, fund, reason):
    call = make.funding_call(organisation_id=fund[0].id)

    assert do(client, call, "closure", fund[1], reason=reason).status_code == 422


def test_what_was_closed_too_soon_is_announced_again(client, make, fund):
    call = make.funding_call(organisation_id=fund[0].id, status="closed", closed_for="withdrawn")

    page = do(client, call, "announcement", fund[1]).json()

    assert (page["standing"], page["closed_for"]) == ("open", None)


def test_the_award_ends_it(client, db, make, fund):
    call = make.funding_call(organisation_id=fund[0].id, status="closed")

    page = do(client, call, "award", fund[1]).json()

    assert (page["standing"], page["can"]) == ("awarded", [])
    assert do(client, call, "award", fund[1]).status_code == 409
    assert client.get(f"/api/funding-calls/{call.id}").status_code == 200


@pytest.mark.parametrize("deed", ["announcement", "award"])
def test_others_cannot(client, make, draft, fund, deed):
    call = draft()

    assert do(client, call, deed, make.as_(make.account())).status_code == 404
    assert do(client, call, deed, make.as_(make.member(fund[0], Role.VIEWER))).status_code == 403
    assert do(client, call, deed, {}).status_code in (401, 404)


def test_the_worker_opens_and_closes_at_their_hours_and_tells_once(app, db, make, fund):
    past, future = now() - timedelta(minutes=1), now() + timedelta(days=1)
    to_open = make.funding_call(organisation_id=fund[0].id, status="announced", opens_at=past, deadline_at=future)
    to_close = make.funding_call(organisation_id=fund[0].id, status="open", deadline_at=past)
    missed = make.funding_call(organisation_id=fund[0].id, status="announced", opens_at=past, deadline_at=past)
    waiting = make.funding_call(organisation_id=fund[0].id, status="announced", opens_at=future, deadline_at=None)

    for _ in range(2):
        with writing(app.state.engine) as work:
            keep_time(work)

    db.expire_all()
    kept = {call.id: (call.status, call.closed_for) for call in db.scalars(select(FundingCall))}
    assert kept == {
        to_open.id: ("open", None),
        to_close.id: ("closed", "deadline"),
        missed.id: ("closed", "deadline"),
        waiting.id: ("announced", None),
    }
    assert sorted(events(db)) == ["funding.closed", "funding.closed", "funding.opened"]
