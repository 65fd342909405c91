"""Writing, scheduling, changing and closing a call."""

from datetime import timedelta

import pytest

from backend.cohorts.service.calls import keep_time
from backend.core.access import Role
from backend.core.db import writing
from backend.core.events import LoggedEvent
from backend.core.model import now
from tests.cohorts.drafts import call_draft
from tests.organisations.factory import PORTO


@pytest.fixture
def nest(make):
    """The address of a published programme's calls and the headers of its editor."""
    organisation = make.verified(kind="incubator")
    programme = make.programme(organisation_id=organisation.id)
    return f"/api/programmes/{programme.id}/calls", make.as_(make.member(organisation, Role.EDITOR))


def add(client, nest, **given):
    reply = client.post(nest[0], json=call_draft(**given), headers=nest[1])
    assert reply.status_code == 201, reply.text
    return f"/api/calls/{reply.json()['id']}"


def in_(**delta):
    return (now() + timedelta(**delta)).isoformat()


def test_a_draft_is_seen_by_its_organisation_only(client, make, nest):
    url = add(client, nest)
    programme = nest[0].removesuffix("/calls")

    page = client.get(url, headers=nest[1]).json()

    assert (page["status"], page["places"]) == ("draft", 8)
    assert page["rules"][0]["at_most"] == 36
    assert page["can"] == ["edit_call", "discard_call", "schedule_call"]
    assert client.get(url).status_code == client.get(url, headers=make.as_(make.account())).status_code == 404
    assert client.get(programme).json()["calls"] == []
    assert len(client.get(programme, headers=nest[1]).json()["calls"]) == 1


def test_its_hour_has_come_so_it_opens_at_once(client, nest, db):
    url = add(client, nest)

    reply = client.post(f"{url}/scheduling", headers=nest[1])

    assert reply.json()["status"] == "open"
    assert client.get(url).json()["can"] == []
    assert len(client.get(nest[0].removesuffix("/calls")).json()["calls"]) == 1
    names = [e.name for e in db.query(LoggedEvent).order_by(LoggedEvent.position)]
    assert [n for n in names if n.startswith("cohorts.")] == [
        "cohorts.call-added",
        "cohorts.call-scheduled",
        "cohorts.call-opened",
    ]


def test_the_worker_opens_and_closes_at_their_hours(client, make, app, db):
    early, late = make.call(status="scheduled"), make.call(deadline_at=now() - timedelta(seconds=1))
    waiting = make.call(status="scheduled", opens_at=now() + timedelta(hours=1))

    with writing(app.state.engine) as worker:
        keep_time(worker)

    seen = [client.get(f"/api/calls/{call.id}").json() for call in (early, late, waiting)]
    assert [(s["status"], s["closed_for"]) for s in seen] == [
        ("open", None),
        ("closed", "deadline"),
        ("scheduled", None),
    ]


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"opens_at": None}, "/opens_at", "missing"),
        ({"deadline_at": None}, "/deadline_at", "missing"),
        ({"starts_on": None}, "/starts_on", "missing"),
        ({"opens_at": in_(days=-3), "deadline_at": in_(days=-2)}, "/deadline_at", "in_the_past"),
        (
            {"deadline_at": "2090-03-01T23:30:00Z", "zone": "Europe/Helsinki", "starts_on": "2090-03-01"},
            "/starts_on",
            "before_deadline",
        ),
    ],
)
def test_a_call_says_when(client, nest, wrong, pointer, code):
    url = add(client, nest, **wrong)

    reply = client.post(f"{url}/scheduling", headers=nest[1])

    assert reply.json()["code"] == "cohorts.not-ready"
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert client.get(url, headers=nest[1]).json()["status"] == "draft"


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"places": 0}, "/places", "greater_than_equal"),
        ({"opens_at": in_(days=2), "deadline_at": in_(days=1)}, "/deadline_at", "wrong_order"),
        ({"starts_on": "2030-02-01", "ends_on": "2030-01-01"}, "/ends_on", "wrong_order"),
        ({"deadline_at": "2030-01-01T00:00:00"}, "/deadline_at", "timezone_aware"),
        ({"zone": "Mars"}, "/zone", "unknown_zone"),
        ({"rules": [{"topic": "age", "at_most": 30}]}, "/rules/0", "union_tag_invalid"),
        ({"rules": [{"topic": "sector", "one_of": [str(PORTO)]}]}, "/rules/0/one_of/0", "unknown"),
        ({"rules": [{"topic": "region", "one_of": ["PT1", "0" * 32]}]}, "/rules/0/one_of/1", "unknown"),
        ({"status": "open"}, "/status", "extra_forbidden"),
    ],
)
def test_bad_input_is_refused_with_its_place(client, nest, wrong, pointer, code):
    reply = client.post(nest[0], json=call_draft(**wrong), headers=nest[1])

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]


def test_a_call_begins_on_the_day_of_its_deadline_at_the_earliest(client, nest):
    url = add(client, nest, deadline_at="2090-03-01T23:30:00Z", zone="Europe/Lisbon", starts_on="2090-03-01")

    assert client.post(f"{url}/scheduling", headers=nest[1]).json()["status"] == "open"
    reply = client.patch(url, json={"deadline_at": "2090-03-02T12:00:00Z"}, headers=nest[1])
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [("/starts_on", "before_deadline")]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_a_call_waits_for_its_programme_and_says_so(client, make, status):
    organisation = make.verified(kind="incubator")
    programme = make.programme(organisation_id=organisation.id, status=status)
    url = f"/api/calls/{make.call(programme_id=programme.id, status='draft').id}"
    headers = make.as_(make.member(organisation, Role.EDITOR))

    reply = client.post(f"{url}/scheduling", headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "cohorts.programme-not-published")
    client.post(f"/api/programmes/{programme.id}/publication", headers=headers)
    assert client.post(f"{url}/scheduling", headers=headers).json()["status"] == "open"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"places": 7}, ["/places"]),
        ({"places": 9}, None),
        ({"rules": []}, ["/rules"]),
        ({"deadline_at": in_(days=29)}, ["/deadline_at"]),
        ({"deadline_at": in_(days=31)}, None),
        ({"starts_on": "2099-01-01"}, ["/starts_on"]),
        ({"title": "Spring and summer round", "description": "More words."}, None),
    ],
)
def test_an_open_call_keeps_its_promises(client, nest, change, refused):
    url = add(client, nest)
    client.post(f"{url}/scheduling", headers=nest[1])

    reply = client.patch(url, json=change, headers=nest[1])

    if refused is None:
        assert reply.status_code == 200
    else:
        assert (reply.status_code, reply.json()["code"]) == (422, "cohorts.promised")
        assert [e["pointer"] for e in reply.json()["errors"]] == refused


def test_stale_forms_are_refused(client, nest):
    url = add(client, nest)
    old = client.get(url, headers=nest[1]).json()["updated_at"]
    client.patch(url, json={"places": 9, "updated_at": old}, headers=nest[1])

    assert client.patch(url, json={"places": 10, "updated_at": old}, headers=nest[1]).json()["code"] == "stale"


def test_closing_early_has_a_reason(client, nest):
    url = add(client, nest)
    client.post(f"{url}/scheduling", headers=nest[1])

    assert client.post(f"{url}/closure", json={"reason": "deadline"}, headers=nest[1]).status_code == 422
    client.post(f"{url}/closure", json={"reason": "full"}, headers=nest[1])

    assert client.get(url).json()["closed_for"] == "full"
    assert client.patch(url, json={"places": 9}, headers=nest[1]).json()["code"] == "not-now"


def test_a_draft_can_be_thrown_away_and_what_was_announced_cannot(client, nest):
    url = add(client, nest)

    assert client.delete(url, headers=nest[1]).status_code == 204
    other = add(client, nest)
    client.post(f"{other}/scheduling", headers=nest[1])
    assert client.delete(other, headers=nest[1]).status_code == 409


def test_strangers_and_guests_do_nothing(client, make, nest):
    call = make.call()
    stranger = make.as_(make.account())

    for headers, status in ((stranger, 403), ({}, 401)):
        assert client.post(nest[0], json=call_draft(), headers=headers).status_code == status
        assert client.patch(f"/api/calls/{call.id}", json={"places": 11}, headers=headers).status_code == status
        assert (
            client.post(f"/api/calls/{call.id}/closure", json={"reason": "full"}, headers=headers).status_code == status
        )
