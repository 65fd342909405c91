"""Claiming, proving, verifying, suspending: the states of an organisation."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.accounts.queries import viewer_of
from backend.app import create_app
from backend.core.access import Role
from backend.core.db import writing
from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.organisations import dns
from backend.organisations.service.organisations import end_lapsed_verifications
from tests.organisations.dns_peer import dns_server


def seen(organisation):
    """The version that a decision is about."""
    return {"updated_at": organisation.updated_at.isoformat()}


def test_a_claim_makes_it_public(client, make):
    draft = make.organisation(status="draft")
    headers = make.as_(make.member(draft))

    reply = client.post(f"/api/organisations/{draft.id}/claim", headers=headers)

    assert reply.json()["status"] == "claimed"
    assert client.get(f"/api/organisations/{draft.id}").status_code == 200
    again = client.post(f"/api/organisations/{draft.id}/claim", headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "not-now")


def test_an_editor_cannot_claim(client, make):
    draft = make.organisation(status="draft")

    reply = client.post(f"/api/organisations/{draft.id}/claim", headers=make.as_(make.member(draft, Role.EDITOR)))

    assert (reply.status_code, reply.json()["params"]) == (403, {"rule": "claim_organisation"})


def test_the_staff_vouch_for_it_and_its_people_are_trusted(client, make, db):
    organisation = make.organisation()
    owner = make.member(organisation)

    reply = client.post(
        f"/api/organisations/{organisation.id}/verification", json=seen(organisation), headers=make.as_(make.staff())
    )

    assert (reply.json()["status"], reply.json()["proof"]) == ("verified", "staff")
    assert viewer_of(db, owner.id).vouched == {organisation.id}
    assert client.get(f"/api/organisations/{organisation.id}").json()["status"] == "verified"


def test_the_staff_vouch_for_what_they_have_looked_at(client, make):
    organisation = make.organisation(name="Attic")
    owner, staff = make.as_(make.member(organisation)), make.as_(make.staff())
    url = f"/api/organisations/{organisation.id}"
    client.patch(url, json={"name": "Ministry of Everything"}, headers=owner)

    refused = client.post(f"{url}/verification", json=seen(organisation), headers=staff)

    assert (refused.status_code, refused.json()["code"]) == (409, "read-again")
    now_there = {"updated_at": client.get(url, headers=staff).json()["updated_at"]}
    assert client.post(f"{url}/verification", json=now_there, headers=staff).json()["status"] == "verified"


def test_members_cannot_verify_themselves(client, make):
    organisation = make.organisation()
    headers = make.as_(make.member(organisation))

    reply = client.post(f"/api/organisations/{organisation.id}/verification", json=seen(organisation), headers=headers)

    assert reply.status_code == 403


@pytest.mark.parametrize(("until", "pointer"), [("2001-01-01T00:00:00Z", "/until"), ("2030-01-01T00:00:00", "/until")])
def test_the_past_and_naive_times_are_refused(client, make, until, pointer):
    organisation = make.organisation()
    url = f"/api/organisations/{organisation.id}/verification"

    reply = client.post(url, json={"until": until} | seen(organisation), headers=make.as_(make.staff()))

    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize(
    ("website", "email", "status"),
    [
        pytest.param("https://www.attic.example/en", "rita@attic.example", 200, id="the same domain"),
        pytest.param(
            "https://attic.example", "rita@mail.attic.example", 409, id="below the domain, where students are"
        ),
        pytest.param("https://attic.example", "rita@notattic.example", 409, id="a domain that only ends alike"),
        pytest.param("https://attic.blogs.example", "rita@blogs.example", 409, id="the host of many websites"),
        pytest.param("https://gmail.com", "rita@gmail.com", 409, id="where anybody gets an address"),
        pytest.param("https://www.gmx.de", "rita@gmx.de", 409, id="in other countries too"),
        pytest.param("https://uol.com.br", "rita@uol.com.br", 409, id="and across the sea"),
        pytest.param(None, "rita@attic.example", 409, id="no website"),
    ],
)
def test_an_address_at_the_websites_domain_is_proof(client, make, website, email, status):
    organisation = make.organisation(website=website)
    owner = make.member(organisation, email=email)

    reply = client.post(
        f"/api/organisations/{organisation.id}/proof", json={"proof": "email_domain"}, headers=make.as_(owner)
    )

    assert reply.status_code == status


def test_a_record_in_the_dns_is_proof(config, make):
    organisation = make.organisation(website="https://www.attic.example")
    headers = make.as_(make.member(organisation))
    url = f"/api/organisations/{organisation.id}/proof"
    records: dict[str, str] = {}
    with dns_server(records) as address:
        app = create_app(config.model_copy(update={"dns_server": address}))
        client = TestClient(app)
        wanted = client.get(url, headers=headers).json()
        before = client.post(url, json={"proof": "dns"}, headers=headers)
        records[wanted["name"]] = wanted["value"]
        after = client.post(url, json={"proof": "dns"}, headers=headers)
        app.state.engine.dispose()

    assert wanted["name"] == "_viveiro.attic.example"
    assert (before.status_code, before.json()["code"]) == (409, "organisations.record-missing")
    assert (after.json()["status"], after.json()["proof"]) == ("verified", "dns")


@pytest.mark.parametrize(
    ("website", "status"), [("https://victim.example", "claimed"), (None, "claimed"), ("same", "verified")]
)
def test_the_dns_proves_the_domain_it_was_asked_about(client, make, db, monkeypatch, website, status):
    """The website is changed after the question has gone out and before its answer is used."""
    organisation = make.organisation(website="https://attic.example")
    headers = make.as_(make.member(organisation))
    url = f"/api/organisations/{organisation.id}"

    def answer_late(record, server):
        assert record.name == "_viveiro.attic.example"
        if website != "same":
            assert client.patch(url, json={"website": website}, headers=headers).status_code == 200
        return True

    monkeypatch.setattr(dns, "has_record", answer_late)
    client.post(f"{url}/proof", json={"proof": "dns"}, headers=headers)

    assert client.get(url).json()["status"] == status


def test_a_verification_runs_out(client, make, app, db):
    organisation = make.verified()
    owner = make.member(organisation)
    organisation.verified_until = now() - timedelta(seconds=1)
    db.commit()

    with writing(app.state.engine) as worker:
        end_lapsed_verifications(worker)

    assert client.get(f"/api/organisations/{organisation.id}").json()["status"] == "claimed"
    assert viewer_of(db, owner.id).vouched == frozenset()
    assert db.query(LoggedEvent).filter_by(name="organisations.verification-ended").count() == 1


def test_a_suspended_one_is_seen_by_its_members_with_the_reason(client, make):
    organisation = make.verified()
    owner, staff = make.as_(make.member(organisation)), make.as_(make.staff())
    url = f"/api/organisations/{organisation.id}"

    client.post(f"{url}/suspension", json={"reason": "misleading"}, headers=staff)

    assert client.get(url).status_code == 404
    assert client.get(url, headers=owner).json()["suspended_for"] == "misleading"
    assert client.patch(url, json={"address": "Rua 1"}, headers=owner).status_code == 409
    assert client.delete(f"{url}/suspension", headers=owner).status_code == 403
    assert client.delete(f"{url}/suspension", headers=staff).json()["status"] == "claimed"
    assert client.get(url).json()["suspended_for"] is None
