"""Asking somebody to speak for an organisation: nobody belongs to it unasked, and nobody learns who has an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from backend.accounts.models import DemoPerson
from backend.core.access import Role
from backend.core.db import writing
from backend.core.events import LoggedEvent
from backend.core.model import now
from backend.organisations.models import Invitation
from backend.organisations.service import invitations as service

DAY = timedelta(days=1)
RITA = "rita@example.org"


@pytest.fixture
def attic(make):
    """A verified organisation with its one owner."""
    organisation = make.verified(name="Attic")
    return organisation, make.member(organisation, name="Olga"), f"/api/organisations/{organisation.id}/invitations"


@pytest.fixture
def invite(client, make, attic):
    """The owner invites an address."""
    headers = make.as_(attic[1])
    return lambda email=RITA, role="editor": client.post(attic[2], json={"email": email, "role": role}, headers=headers)


def test_an_invitation_seats_nobody(client, make, attic, invite):
    rita = make.account(email=RITA)

    reply = invite("Rita@Example.org")

    assert reply.status_code == 201
    said = reply.json()
    assert (said["email"], said["role"], said["status"], said["invited_by"]) == (RITA, "editor", "pending", "Olga")
    assert said["can"] == ["withdraw_invitation"]
    assert make.viewer(rita).organisations == frozenset()
    assert client.get(f"/api/organisations/{attic[0].id}", headers=make.as_(rita)).json()["can"] == []


def test_the_answer_is_the_same_whether_or_not_there_is_an_account(make, invite):
    make.account(email=RITA)
    make.account(email="new@example.org", confirmed_at=None)

    replies = [invite(email) for email in (RITA, "new@example.org", "nobody@example.org")]
    again = [invite(email) for email in (RITA, "new@example.org", "nobody@example.org")]

    def told(reply):
        return reply.status_code, {k: v for k, v in reply.json().items() if k not in ("id", "email") and "_at" not in k}

    assert told(replies[0]) == told(replies[1]) == told(replies[2])
    assert {(r.status_code, r.json()["code"]) for r in again} == {(409, "organisations.already-invited")}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_owners_invite_and_see_whom_they_asked(client, make, attic, role):
    headers = make.as_(make.member(attic[0], role))

    assert client.post(attic[2], json={"email": RITA, "role": "editor"}, headers=headers).status_code == 403
    assert client.get(attic[2], headers=headers).status_code == 403


def test_nobody_is_made_staff_this_way(invite):
    reply = invite(role="staff")

    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/role")


def test_a_member_is_not_invited(make, attic, invite):
    member = make.member(attic[0], Role.VIEWER)

    reply = invite(member.email)

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.already-member")


def test_who_declined_is_left_in_peace_for_a_month(client, make, db, invite):
    rita = make.as_(make.account(email=RITA))
    client.post(f"/api/invitations/{invite().json()['id']}/refusal", headers=rita)

    refused = invite()
    db.execute(update(Invitation).values(status_at=now() - 31 * DAY))
    db.commit()
    with writing(db.get_bind()) as worker:
        service.end_lapsed_invitations(worker)

    assert (refused.status_code, refused.json()["code"]) == (409, "organisations.invitation-refused")
    assert refused.json()["params"]["until"] > now().isoformat()
    assert invite().status_code == 201


def test_a_suspended_organisation_invites_nobody(make, attic, invite, db):
    attic[0].status, attic[0].suspended_for = "suspended", "impostor"
    db.commit()

    assert (invite().status_code, invite().json()["code"]) == (409, "not-now")


def test_a_machine_that_invites_one_after_the_other_has_to_wait(invite, monkeypatch):
    monkeypatch.setattr(service, "INVITED_AN_HOUR", 2)

    assert [invite(f"guest{i}@example.org").status_code for i in range(3)] == [201, 201, 429]


def test_an_invitation_is_withdrawn_and_may_be_sent_anew(client, make, attic, invite):
    url = f"{attic[2]}/{invite().json()['id']}"
    owner = make.as_(attic[1])

    statuses = [client.delete(url, headers=who).status_code for who in (make.as_(make.account()), owner, owner)]

    assert statuses == [403, 204, 409]
    assert client.get(attic[2], headers=owner).json()["items"] == []
    assert invite(role="viewer").json()["role"] == "viewer"


def test_of_another_organisation_nothing_is_withdrawn(client, make, attic):
    other = make.invitation(make.organisation())

    assert client.delete(f"{attic[2]}/{other.id}", headers=make.as_(attic[1])).status_code == 404


@pytest.mark.parametrize("how", ["remove", "demote"])
def test_with_an_owner_go_the_invitations_they_sent(client, make, attic, invite, how):
    """Nobody who is removed comes back through an address of theirs that they invited before."""
    organisation, owner, url = attic
    hostile = make.member(organisation)
    headers, seat = make.as_(hostile), f"/api/organisations/{organisation.id}/members/{hostile.id}"
    door = client.post(url, json={"email": "back-door@example.org", "role": "owner"}, headers=headers).json()["id"]
    invite()

    if how == "remove":
        client.delete(seat, headers=make.as_(owner))
    else:
        client.patch(seat, json={"role": "viewer"}, headers=make.as_(owner))

    thief = make.as_(make.account(email="back-door@example.org"))
    assert client.post(f"/api/invitations/{door}/acceptance", headers=thief).json()["code"] == (
        "organisations.invitation-over"
    )
    assert [i["email"] for i in client.get(url, headers=make.as_(owner)).json()["items"]] == [RITA]


def test_an_invitation_runs_out_and_its_address_is_forgotten(client, make, attic, invite, db):
    invite()
    owner = make.as_(attic[1])
    db.execute(update(Invitation).values(expires_at=now() - timedelta(seconds=1)))
    db.commit()

    with writing(db.get_bind()) as worker:
        service.end_lapsed_invitations(worker)

    (shown,) = client.get(attic[2], headers=owner).json()["items"]
    assert (shown["status"], shown["can"]) == ("expired", [])
    assert db.query(LoggedEvent).filter_by(name="organisations.invitation-expired").count() == 1
    db.execute(update(Invitation).values(status_at=now() - 31 * DAY))
    db.commit()
    with writing(db.get_bind()) as worker:
        service.end_lapsed_invitations(worker)
    assert db.scalar(select(func.count(Invitation.id))) == 0


def test_one_that_ran_out_a_moment_ago_hinders_no_new_one(invite, db):
    invite()
    db.execute(update(Invitation).values(expires_at=now() - timedelta(seconds=1)))
    db.commit()

    assert invite().status_code == 201
    assert sorted(db.scalars(select(Invitation.status))) == ["expired", "pending"]


def test_one_row_takes_as_many_queries_as_three(client, make, attic, count_queries):
    owner = make.as_(attic[1])
    make.invitation(attic[0], invited_by_id=attic[1].id)
    one = count_queries(lambda: client.get(attic[2], headers=owner))
    make.invitation(attic[0], invited_by_id=attic[1].id), make.invitation(attic[0])

    assert count_queries(lambda: client.get(attic[2], headers=owner)) == one
    assert client.get(f"{attic[2]}?size=2", headers=owner).json()["total"] == 3


# --- one at a time, whatever happens


def pending(db):
    return db.scalar(select(func.count(Invitation.id)).where(Invitation.status == "pending"))


def invited_at_once(invite):
    with ThreadPoolExecutor(6) as pool:
        return sorted(pool.map(lambda _: invite().status_code, range(6)))


@pytest.fixture
def blind(monkeypatch):
    """A service that looks before it leaps no more: only the database can still refuse."""
    monkeypatch.setattr(service.queries, "earlier", lambda *_: [])


def test_six_clicks_at_once_are_one_invitation(invite, db):
    assert invited_at_once(invite) == [201] + [409] * 5
    assert pending(db) == 1


def test_the_database_alone_keeps_it_at_one(invite, db, blind):
    assert invited_at_once(invite) == [201] + [409] * 5
    assert pending(db) == 1


def test_without_the_databases_promise_there_would_be_six(invite, app, make, attic, config, db, blind):
    """The negative control of the race above."""
    drop, mend = "DROP INDEX uq_invitation_pending", next(i for i in Invitation.__table__.indexes if i.unique)
    with writing(app.state.engine) as other:
        other.execute(text(drop))
    try:
        assert invited_at_once(invite) == [201] * 6
        assert pending(db) == 6
    finally:
        db.rollback()
        with writing(app.state.engine) as other:
            other.execute(text("DELETE FROM invitation"))
            mend.create(other.connection())


# --- what the invited person gets by mail


def test_a_mail_says_who_asks_and_leads_to_the_answer(client, make, invite, inbox):
    make.account(email=RITA, lang="pt")

    invite()

    (mail,) = inbox()
    assert (mail["To"], mail["Subject"]) == (RITA, "Convite para fazer parte de Attic")
    assert "Olga" in mail.get_content()
    assert "http://testserver/invitations" in mail.get_content()
    assert client.get("/invitations").status_code != 404


def test_an_address_without_an_account_is_told_in_the_language_of_who_asks(make, attic, invite, inbox):
    invite()

    (mail,) = inbox()
    assert (mail["To"], mail["Subject"]) == (RITA, "Attic invites you to join")


def test_no_name_breaks_out_of_its_line(make, attic, invite, inbox, db):
    attic[0].name = "Attic\nBcc: everybody@example.org"
    db.commit()

    invite()

    (mail,) = inbox()
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Attic Bcc: everybody@example.org invites you to join"


def test_what_was_withdrawn_before_it_was_sent_is_not_sent(client, make, attic, invite, inbox):
    client.delete(f"{attic[2]}/{invite().json()['id']}", headers=make.as_(attic[1]))
    assert inbox() == []

    invite(role="viewer")
    assert len(inbox()) == 1


def test_asking_over_and_over_is_one_mail_a_day(client, make, attic, invite, inbox):
    owner = make.as_(attic[1])
    for _ in range(3):
        one = invite().json()["id"]
        assert len(inbox()) == 1
        client.delete(f"{attic[2]}/{one}", headers=owner)


def test_one_address_gets_so_many_invitations_a_day_by_mail_and_all_on_the_page(client, make, inbox):
    rita, owner = make.as_(make.account(email=RITA)), make.account()
    for _ in range(7):
        organisation = make.organisation()
        make.grant(owner, Role.OWNER, organisation.id)
        url = f"/api/organisations/{organisation.id}/invitations"
        client.post(url, json={"email": RITA, "role": "viewer"}, headers=make.as_(owner))

    assert len(inbox()) == 5
    assert client.get("/api/invitations", headers=rita).json()["total"] == 7


def test_the_invented_people_of_a_demo_write_to_nobody(client, make, attic, invite, inbox):
    make.save(DemoPerson(key="founder", account_id=attic[1].id))
    rita = make.as_(make.account(email=RITA))

    assert invite().status_code == 201
    assert inbox() == []
    assert client.get("/api/invitations", headers=rita).json()["total"] == 1
