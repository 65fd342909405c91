"""Being answered: step by step, by those who may, once; and what an offer does to the other applications."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.applications.models import Application, ApplicationMove
from backend.applications.service import door
from backend.applications.service.clocks import BECAUSE
from backend.core.access import Role
from backend.opportunities.models import ClosingReason, OpportunityKind
from tests.applications.test_add_application import apply


def act(client, application, what, headers, **said):
    address = f"/api/applications/{getattr(application, 'id', application)}/{what}"
    return client.post(address, headers=headers, json=said or None if what == "sight" else said)


@pytest.fixture
def sent(make):
    """An application of a moment ago."""
    return make.application()


@pytest.fixture
def owner(make, sent):
    """Somebody who answers for the organisation."""
    return make.as_(make.member(make.organisation_of(sent)))


@pytest.mark.parametrize("kind", OpportunityKind)
def test_from_sent_to_accepted_for_every_kind(client, make, kind):
    job = make.opportunity(kind=kind)
    rita, owner = make.as_by_id(make.profile().account_id), make.as_(make.member_of(job))
    made = apply(client, rita, job).json()["id"]

    for what in ("sight", "shortlisting", "interview", "offer"):
        reply = act(client, made, what, owner, **({} if what == "sight" else {"words": f"About {what}."}))
        assert reply.status_code == 200, reply.text
    offered = client.get(f"/api/applications/{made}", headers=rita).json()
    assert (offered["status"], offered["turn"]) == ("offered", "person")
    yes = act(client, made, "acceptance", rita, withdraw_others=False).json()

    assert (yes["status"], yes["turn"], yes["closes_at"]) == ("accepted", None, None)
    assert [(m["status"], m["by"], m["words"]) for m in yes["moves"]] == [
        ("sent", "person", ""),
        ("seen", "organisation", ""),
        ("shortlisted", "organisation", "About shortlisting."),
        ("interview", "organisation", "About interview."),
        ("offered", "organisation", "About offer."),
        ("accepted", "person", ""),
    ]


def test_each_step_is_told_to_its_person(client, make, sent, owner, inbox, db):
    person = make.email_of(sent)
    for what, subject in (
        ("shortlisting", "You are among the few"),
        ("interview", "They would like to meet you"),
        ("offer", "An offer"),
    ):
        act(client, sent, what, owner)
        last = inbox()[-1]
        assert (last["To"], last["Subject"].split(":")[0]) == (person, subject)
        assert f"/applications/{sent.id}" in last.get_content()


def test_a_no_says_why(client, make, owner, sent):
    others = [make.application(make.opportunity_of(sent)) for _ in range(2)]
    reasons = {sent.id: "skills", others[0].id: "position_cancelled", others[1].id: "no_money"}
    for application, reason in reasons.items():
        assert act(client, application, "rejection", owner, reason=reason, words="Sorry.").status_code == 200

    seen = client.get(f"/api/applications/{sent.id}", headers=make.as_by_id(sent.account_id)).json()

    assert (seen["status"], seen["reason"], seen["ended_by"]) == ("declined", "skills", "organisation")
    assert (seen["moves"][-1]["words"], seen["can"]) == ("Sorry.", [])


def test_a_reason_that_is_not_theirs_to_give_is_refused(client, owner, sent):
    for what, reason in (
        ("rejection", "no_answer"),
        ("rejection", "pay"),
        ("refusal", "skills"),
        ("withdrawal", "depth"),
    ):
        assert act(client, sent, what, owner, reason=reason).status_code == 422


def test_an_offer_stands_until_its_person_answers(client, make, sent, owner):
    rita = make.as_by_id(sent.account_id)
    act(client, sent, "offer", owner)

    assert act(client, sent, "rejection", owner, reason="no_money").json()["code"] == "not-now"
    no = act(client, sent, "refusal", rita, reason="pay", words="Too little.").json()

    assert (no["status"], no["reason"], no["ended_by"]) == ("declined", "pay", "person")
    assert act(client, sent, "acceptance", rita, withdraw_others=True).json()["code"] == "not-now"


@pytest.mark.parametrize("withdraw", [True, False])
def test_a_yes_asks_what_becomes_of_the_others(client, make, sent, owner, withdraw):
    rita = make.as_by_id(sent.account_id)
    others = [make.application(account_id=sent.account_id, status=s) for s in ("sent", "interview", "offered")]
    draft = make.application(account_id=sent.account_id, status="draft")
    stranger = make.application(make.opportunity_of(others[0]))
    offered = act(client, sent, "offer", owner)
    assert offered.json()["others"] == 0  # not the organisation's to know
    assert client.get(f"/api/applications/{sent.id}", headers=rita).json()["others"] == 3
    assert act(client, sent, "acceptance", rita).status_code == 422  # it is asked, not guessed

    act(client, sent, "acceptance", rita, withdraw_others=withdraw)

    mine = client.get("/api/applications?size=10", headers=rita).json()["items"]
    status = {one["id"]: (one["status"], one["reason"]) for one in mine}
    expected = [("elsewhere", "another_offer")] * 3 if withdraw else [(one.status, None) for one in others]
    assert [status[str(one.id)] for one in others] == expected
    assert status[str(draft.id)] == ("draft", None)
    assert make.status_of(stranger) == "sent"


def test_what_closes_answers_everybody_who_waits_and_keeps_its_offers(client, make, sent, owner):
    job = make.opportunity_of(sent)
    offered, gone = (
        make.application(job, status="offered"),
        make.application(job, status="withdrawn", ended_by="person"),
    )

    closed = client.post(f"/api/opportunities/{job.id}/closure", headers=owner, json={"reason": "filled"})

    assert closed.status_code == 200, closed.text
    seen = client.get(f"/api/applications/{sent.id}", headers=make.as_by_id(sent.account_id)).json()
    assert (seen["status"], seen["reason"], seen["ended_by"]) == ("declined", "position_filled", "organisation")
    assert (make.status_of(offered), make.status_of(gone)) == ("offered", "withdrawn")


def test_whatever_an_opportunity_closes_for_is_a_reason_to_read():
    assert set(BECAUSE) == set(ClosingReason)


def test_it_is_a_letter_that_nobody_else_reads(client, make, sent):
    attic = make.organisation_of(sent)
    nobody = [make.account(), make.staff(), make.member(attic, Role.VIEWER), make.member(make.verified())]
    for headers in map(make.as_, nobody):
        assert client.get(f"/api/applications/{sent.id}", headers=headers).status_code == 404
        assert client.get(f"/api/applications/{sent.id}/receipt", headers=headers).status_code == 404
        assert act(client, sent, "offer", headers).status_code == 404
        assert client.get(f"/api/opportunities/{sent.opportunity_id}/applications", headers=headers).status_code == 403


def test_a_suspended_organisation_reads_nothing(client, make, sent, owner):
    make.suspend(make.organisation_of(sent))

    assert client.get(f"/api/applications/{sent.id}", headers=owner).status_code == 404


def test_who_hides_from_an_employer_is_hidden_from_its_people_in_other_roles(client, make, sent, owner):
    """A member of two organisations does not read in one what is hidden from the other; colleagues do."""
    employer, attic = make.verified(), make.organisation_of(sent)
    both = make.member(attic)
    make.grant(both, Role.OWNER, employer.id)
    here = f"/api/opportunities/{sent.opportunity_id}/applications"
    assert client.get(here, headers=make.as_(both)).json()["total"] == 1
    make.hidden(make.profile_of(sent), employer.id)

    page = client.get(here, headers=make.as_(both)).json()

    assert (page["total"], page["counts"], page["items"]) == (0, {}, [])
    assert client.get(here, headers=owner).json()["counts"] == {"sent": 1}


def both_ways(client, make, sent, owner):
    """The organisation says no while the person withdraws; the ends in the log."""
    rita = make.as_by_id(sent.account_id)
    deeds = [
        lambda: act(client, sent, "rejection", owner, reason="depth"),
        lambda: act(client, sent, "withdrawal", rita, reason="pay"),
    ]
    with ThreadPoolExecutor(2) as pool:
        codes = sorted(pool.map(lambda deed: deed().status_code, deeds))
    ends = make.db.query(ApplicationMove).filter(ApplicationMove.status.in_(door.ENDS)).count()
    make.db.commit()
    return codes, ends


def test_of_two_ends_at_once_there_is_one(client, make, sent, owner):
    assert both_ways(client, make, sent, owner) == ([200, 409], 1)


def test_without_its_rules_and_its_door_there_are_two(client, make, sent, owner, monkeypatch):
    """The control."""
    monkeypatch.setattr("backend.applications.rules._when", lambda *_: None)
    monkeypatch.setattr(door, "as_read", lambda application: Application.id == application.id)

    assert both_ways(client, make, sent, owner) == ([200, 200], 2)
