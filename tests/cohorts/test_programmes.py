"""Describing, publishing and archiving a programme."""

from datetime import timedelta

import pytest

from backend.core.access import Role
from backend.core.model import now
from tests.cohorts.drafts import call_draft, programme_draft
from tests.organisations.factory import PORTO


@pytest.fixture
def nest(make):
    """A verified incubator and the headers of its editor."""
    organisation = make.verified(kind="incubator", name="Ninho")
    return organisation, make.as_(make.member(organisation, Role.EDITOR))


def test_a_draft_is_seen_by_its_organisation_only(client, make, nest):
    reply = client.post("/api/programmes", json=programme_draft(nest[0].id), headers=nest[1])

    assert reply.status_code == 201
    page = reply.json()
    assert (page["status"], page["organisation"]["name"], page["offers"]) == (
        "draft",
        "Ninho",
        ["mentoring", "workspace"],
    )
    assert [topic["level"] for topic in page["teaches"]] == [3]
    assert page["can"] == ["edit_programme", "discard_programme", "publish_programme", "add_call"]
    url = f"/api/programmes/{page['id']}"
    assert client.get(url, headers=nest[1]).json() == page
    assert client.get(url).status_code == 404
    assert client.get(url, headers=make.as_(make.account())).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 201), (Role.EDITOR, 201), (Role.VIEWER, 403)])
def test_owners_and_editors_describe(client, make, nest, role, status):
    headers = make.as_(make.member(nest[0], role))

    assert client.post("/api/programmes", json=programme_draft(nest[0].id), headers=headers).status_code == status


def test_strangers_and_guests_do_not(client, make, nest):
    draft = programme_draft(nest[0].id)

    assert client.post("/api/programmes", json=draft, headers=make.as_(make.account())).status_code == 403
    assert client.post("/api/programmes", json=draft).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"title": ""}, "/title", "string_too_short"),
        ({"stage": "late"}, "/stage", "enum"),
        ({"equity_min": 600}, "/equity_max", "wrong_order"),
        ({"equity_max": 10_001}, "/equity_max", "less_than_equal"),
        ({"offers": ["mentoring", "mentoring"]}, "/offers", "repeated"),
        ({"sector_ids": [str(PORTO)]}, "/sector_ids/0", "unknown"),
        ({"teaches": [{"concept_id": str(PORTO)}]}, "/teaches/0/concept_id", "unknown"),
        ({"teaches": [{"concept_id": str(PORTO)}] * 2}, "/teaches", "repeated"),
        ({"municipality_id": "0" * 32}, "/municipality_id", "unknown"),
        ({"status": "published"}, "/status", "extra_forbidden"),
    ],
)
def test_bad_input_is_refused_with_its_place(client, nest, wrong, pointer, code):
    reply = client.post("/api/programmes", json=programme_draft(nest[0].id, **wrong), headers=nest[1])

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert client.get("/api/programmes?mine=true", headers=nest[1]).json()["total"] == 0


def test_publishing_shows_it_and_archiving_keeps_its_page(client, nest):
    page = client.post("/api/programmes", json=programme_draft(nest[0].id), headers=nest[1]).json()
    url = f"/api/programmes/{page['id']}"

    assert client.post(f"{url}/publication", headers=nest[1]).json()["status"] == "published"
    assert client.get("/api/programmes").json()["total"] == 1
    assert client.get(url).json()["can"] == []
    assert client.delete(url, headers=nest[1]).status_code == 409
    assert client.post(f"{url}/archiving", headers=nest[1]).json()["status"] == "archived"
    assert client.get("/api/programmes").json()["total"] == 0
    assert client.get(url).status_code == 200
    assert client.patch(url, json={"title": "New"}, headers=nest[1]).json()["code"] == "not-now"


@pytest.mark.parametrize("status", ["open", "scheduled"])
def test_a_programme_with_a_running_call_is_not_archived(client, make, nest, status):
    programme = make.programme(organisation_id=nest[0].id)
    call = make.call(programme_id=programme.id, status=status)
    make.call(programme_id=programme.id, status="draft")
    url = f"/api/programmes/{programme.id}"

    reply = client.post(f"{url}/archiving", headers=nest[1])

    assert (reply.status_code, reply.json()["code"]) == (409, "cohorts.calls-running")
    assert client.get(url).json()["status"] == "published"
    client.post(f"/api/calls/{call.id}/closure", json={"reason": "cancelled"}, headers=nest[1])
    assert client.post(f"{url}/archiving", headers=nest[1]).json()["status"] == "archived"
    assert client.get("/api/calls").json()["total"] == 0


def test_a_call_whose_deadline_has_passed_keeps_no_programme(client, make, nest):
    programme = make.programme(organisation_id=nest[0].id)
    make.call(programme_id=programme.id, deadline_at=now() - timedelta(minutes=1))

    reply = client.post(f"/api/programmes/{programme.id}/archiving", headers=nest[1])

    assert reply.json()["status"] == "archived"


def test_only_a_verified_organisation_publishes(client, make):
    shed = make.organisation(kind="incubator")
    headers = make.as_(make.member(shed))
    page = client.post("/api/programmes", json=programme_draft(shed.id), headers=headers).json()

    reply = client.post(f"/api/programmes/{page['id']}/publication", headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.not-verified")


def test_what_is_published_says_what_one_gets(client, nest):
    draft = programme_draft(nest[0].id, offers=[], description="")
    page = client.post("/api/programmes", json=draft, headers=nest[1]).json()
    url = f"/api/programmes/{page['id']}"

    reply = client.post(f"{url}/publication", headers=nest[1])

    assert [e["pointer"] for e in reply.json()["errors"]] == ["/description", "/offers"]
    client.patch(url, json={"offers": ["money"], "description": "All of it."}, headers=nest[1])
    client.post(f"{url}/publication", headers=nest[1])
    assert client.patch(url, json={"offers": []}, headers=nest[1]).json()["code"] == "cohorts.not-ready"


def test_only_what_was_sent_changes_and_stale_forms_are_refused(client, nest):
    before = client.post("/api/programmes", json=programme_draft(nest[0].id), headers=nest[1]).json()
    url = f"/api/programmes/{before['id']}"
    lines = [{"concept_id": before["teaches"][0]["concept_id"], "level": 1}]

    after = client.patch(url, json={"teaches": lines, "updated_at": before["updated_at"]}, headers=nest[1]).json()

    assert after == before | {"teaches": lines, "updated_at": after["updated_at"]}
    stale = client.patch(url, json={"fee_amount": 1, "updated_at": before["updated_at"]}, headers=nest[1])
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


def test_a_draft_goes_with_its_calls(client, nest):
    page = client.post("/api/programmes", json=programme_draft(nest[0].id), headers=nest[1]).json()
    url = f"/api/programmes/{page['id']}"
    call = client.post(f"{url}/calls", json=call_draft(), headers=nest[1]).json()

    assert client.delete(url, headers=nest[1]).status_code == 204
    assert client.get(f"/api/calls/{call['id']}", headers=nest[1]).status_code == 404


def test_a_suspended_organisation_takes_its_programmes_with_it(client, make):
    call = make.call()
    programme = client.get(f"/api/calls/{call.id}").json()["programme"]

    client.post(
        f"/api/organisations/{programme['organisation']['id']}/suspension",
        json={"reason": "ceased"},
        headers=make.as_(make.staff()),
    )

    assert client.get(f"/api/programmes/{programme['id']}").status_code == 404
    assert client.get(f"/api/calls/{call.id}").status_code == 404
    assert client.get("/api/calls").json()["total"] == client.get("/api/programmes").json()["total"] == 0
