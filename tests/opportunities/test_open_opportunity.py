"""From a draft to its end: opening, review, pausing, closing, reopening, expiring."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from backend.core.db import writing
from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.core.schema import Decision
from backend.opportunities.service.opportunities import expire_opportunities
from tests.opportunities.drafts import draft_of


def write(client, make, organisation, **given):
    """Adds a draft; gives its address and its owner's headers."""
    headers = make.as_(make.member(organisation))
    page = client.post("/api/opportunities", json=draft_of(organisation.id, **given), headers=headers).json()
    return f"/api/opportunities/{page['id']}", headers


def read(client, url, headers):
    """The version that this person has before them, as a decision sends it back."""
    return {"updated_at": client.get(url, headers=headers).json()["updated_at"]}


def told(db):
    """The names of the events, in their order."""
    names = [e.name for e in db.query(LoggedEvent).order_by(LoggedEvent.position)]
    db.rollback()  # a session that looks on holds SQLite's write lock
    return [name for name in names if name.startswith("opportunities.")]


def test_a_verified_organisation_publishes_at_once(client, make, db):
    url, headers = write(client, make, make.verified())

    reply = client.post(f"{url}/opening", headers=headers)

    assert reply.json()["status"] == "open"
    assert client.get(url).json()["can"] == []
    assert client.get("/api/opportunities").json()["total"] == 1
    assert told(db) == ["opportunities.added", "opportunities.opened"]


def test_the_staff_read_what_others_publish(client, make, db):
    url, headers = write(client, make, make.organisation())
    staff = make.as_(make.staff())

    assert client.post(f"{url}/opening", headers=headers).json()["status"] == "in_review"
    assert client.get(url).status_code == 404
    assert client.post(f"{url}/approval", json=read(client, url, headers), headers=headers).status_code == 403
    assert [i["status"] for i in client.get("/api/opportunities?status=in_review", headers=staff).json()["items"]] == [
        "in_review"
    ]
    approved = client.post(f"{url}/approval", json=read(client, url, staff), headers=staff).json()
    assert approved["status"] == "open"
    assert approved["opened_at"] is not None
    assert told(db)[-3:] == ["opportunities.submitted", "opportunities.approved", "opportunities.opened"]


def test_the_staff_send_back_with_a_reason(client, make):
    url, headers = write(client, make, make.organisation())
    client.post(f"{url}/opening", headers=headers)

    staff = make.as_(make.staff())
    reply = client.post(f"{url}/return", json={"reason": "unclear"} | read(client, url, staff), headers=staff)

    assert (reply.json()["status"], reply.json()["returned_for"]) == ("draft", "unclear")
    assert client.post(f"{url}/opening", headers=headers).json()["returned_for"] is None


def test_a_refusal_holds_until_the_staff_take_it_back_and_the_organisation_is_told_each_time(client, make, db, inbox):
    url, headers = write(client, make, make.organisation(name="Attic"), title="Stage hand")
    staff = make.as_(make.staff())

    def decide(deed, **said):
        return client.post(f"{url}/{deed}", json=said | read(client, url, staff), headers=staff)

    client.post(f"{url}/opening", headers=headers)
    refused = decide("refusal", reason="unpaid", note="Tips are no pay.").json()
    assert (refused["status"], refused["refused_for"], refused["can"]) == (
        "draft",
        "unpaid",
        ["edit_opportunity", "discard_opportunity", "return_opportunity"],
    )
    again = client.post(f"{url}/opening", headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "opportunities.refused")
    assert client.get(url).status_code == 404
    inbox()
    assert decide("return", reason="unclear").json()["refused_for"] is None
    inbox()
    assert client.post(f"{url}/opening", headers=headers).json()["staff_note"] == ""
    assert decide("approval").json()["status"] == "open"

    told_them = [(mail["subject"], mail.get_content()) for mail in inbox()]
    assert [subject.split("Stage hand")[0] for subject, _ in told_them] == ["“", "Please change “", "“"]
    assert "unpaid work outside a recognised" in told_them[0][1]
    assert "Tips are no pay.\r\n" in told_them[0][1]
    assert "it is not clear what the work is.\r\n" in told_them[1][1]
    names = [name.removeprefix("opportunities.") for name in told(db)]
    assert names[-5:] == ["refused", "returned", "submitted", "approved", "opened"]


def test_a_decision_is_about_what_was_read(client, make):
    url, headers = write(client, make, make.organisation())
    client.post(f"{url}/opening", headers=headers)
    staff = make.as_(make.staff())
    before = read(client, url, staff)
    client.patch(url, json={"summary": "Something else altogether."}, headers=headers)

    for deed, said in (("approval", {}), ("return", {"reason": "unclear"})):
        assert client.post(f"{url}/{deed}", json=said, headers=staff).status_code == 422  # which version is not a guess
        refused = client.post(f"{url}/{deed}", json=said | before, headers=staff)
        assert (refused.status_code, refused.json()["code"]) == (409, "read-again")
    assert client.get(url, headers=staff).json()["status"] == "in_review"
    assert client.post(f"{url}/approval", json=read(client, url, staff), headers=staff).json()["status"] == "open"


def edit_while_it_is_approved(client, make, *, at_once):
    """What becomes of a text that its author changes while the staff approve the one before."""
    url, headers = write(client, make, make.organisation())
    client.post(f"{url}/opening", headers=headers)
    staff = make.as_(make.staff())
    before = read(client, url, staff)
    deeds = [
        lambda: client.patch(url, json={"summary": "What nobody has read."}, headers=headers),
        lambda: client.post(f"{url}/approval", json=before, headers=staff),
    ]
    if at_once:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda deed: deed(), deeds))
    else:
        [deed() for deed in deeds]
    page = client.get(url, headers=staff).json()
    return page["status"], page["summary"]


def test_nothing_that_nobody_read_is_published_whoever_is_faster(client, make):
    outcomes = {edit_while_it_is_approved(client, make, at_once=True) for _ in range(4)}
    assert outcomes == {("in_review", "What nobody has read.")}


def test_and_without_the_version_it_would_be(client, make, monkeypatch):
    monkeypatch.setattr(Decision, "check_read", lambda *_: None)
    assert edit_while_it_is_approved(client, make, at_once=False) == ("open", "What nobody has read.")


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"pay_basis": None}, "/pay_basis", "pay-missing"),
        ({"pay_min": 2_000_00, "pay_max": 1_000_00}, "/pay_max", "pay-order"),
        ({"deadline_at": "2020-01-01T00:00:00Z"}, "/deadline_at", "deadline-past"),
        ({"starts_on": "2019-01-01"}, "/starts_on", "start-past"),
        ({"description": "Salário: a negociar."}, "/description", "pay-vague"),
        ({"description": "A competitive salary."}, "/description", "pay-vague"),
    ],
)
def test_what_does_not_pass_stays_a_draft(client, make, wrong, pointer, code):
    url, headers = write(client, make, make.verified(), **wrong)

    reply = client.post(f"{url}/opening", headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (422, "opportunities.not-ready")
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert client.get(url, headers=headers).json()["status"] == "draft"


def test_a_draft_of_an_organisation_offers_nothing(client, make):
    url, headers = write(client, make, make.organisation(status="draft"))

    reply = client.post(f"{url}/opening", headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.not-public")


def test_reopening_does_not_make_it_young(client, make, db):
    url, headers = write(client, make, make.verified())
    first = client.post(f"{url}/opening", headers=headers).json()["opened_at"]

    client.post(f"{url}/pause", headers=headers)
    assert client.get("/api/opportunities").json()["total"] == 0
    again = client.post(f"{url}/reopening", headers=headers).json()

    assert (again["status"], again["opened_at"]) == ("open", first)
    assert told(db)[-2:] == ["opportunities.paused", "opportunities.reopened"]


@pytest.mark.parametrize(("reason", "status"), [("filled", "filled"), ("no_money", "closed")])
def test_an_end_has_a_reason_that_everybody_reads(client, make, reason, status):
    url, headers = write(client, make, make.verified())
    client.post(f"{url}/opening", headers=headers)

    assert client.post(f"{url}/closure", json={}, headers=headers).status_code == 422
    client.post(f"{url}/closure", json={"reason": reason}, headers=headers)

    page = client.get(url).json()
    assert (page["status"], page["closed_for"]) == (status, reason)
    assert client.post(f"{url}/closure", json={"reason": reason}, headers=headers).status_code == 409
    assert client.post(f"{url}/reopening", headers=headers).json()["closed_for"] is None


def test_a_deadline_ends_it_and_a_new_one_begins_it_again(client, make, app, db):
    attic = make.verified()
    headers = make.as_(make.member(attic))
    url = f"/api/opportunities/{make.opportunity(organisation_id=attic.id, deadline_at=now()).id}"

    with writing(app.state.engine) as worker:
        expire_opportunities(worker)

    assert client.get(url).json()["status"] == "expired"
    assert told(db) == ["opportunities.expired"]
    late = client.post(f"{url}/reopening", headers=headers)
    assert [e["code"] for e in late.json()["errors"]] == ["deadline-past"]
    later = (now() + timedelta(days=9)).isoformat()
    assert client.patch(url, json={"deadline_at": later}, headers=headers).status_code == 200
    assert client.post(f"{url}/reopening", headers=headers).json()["status"] == "open"


def test_what_is_in_time_is_left_alone(make, app, db):
    job = make.opportunity()

    with writing(app.state.engine) as worker:
        expire_opportunities(worker)

    db.refresh(job)
    assert job.status == "open"


def test_a_suspended_organisation_takes_its_offers_with_it(client, make):
    attic = make.verified()
    job = make.opportunity(organisation_id=attic.id)
    reason = {"reason": "misleading"}

    client.post(f"/api/organisations/{attic.id}/suspension", json=reason, headers=make.as_(make.staff()))

    assert client.get(f"/api/opportunities/{job.id}").status_code == 404
    assert client.get("/api/opportunities").json()["total"] == 0
