"""Being asked: seen by whoever confirmed the address, accepted or declined once, in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.accounts.models import Account, Grant
from backend.core.access import Role
from backend.core.model import now
from tests.accounts.test_sign_up import sign_up, token_in


@pytest.fixture
def attic(make):
    """A verified organisation."""
    return make.verified(name="Attic")


@pytest.fixture
def rita(make):
    """Somebody who was asked."""
    return make.account(email="rita@example.org", name="Rita")


def mine(client, headers):
    return client.get("/api/invitations", headers=headers).json()["items"]


def answer(client, invitation, what, headers):
    return client.post(f"/api/invitations/{invitation.id}/{what}", headers=headers)


def test_who_is_asked_sees_by_whom_and_as_what(client, make, attic, rita):
    owner = make.member(attic, name="Olga")
    make.invitation(attic, email=rita.email, role=Role.OWNER, invited_by_id=owner.id)

    (seen,) = mine(client, make.as_(rita))

    assert (seen["organisation"]["name"], seen["role"], seen["invited_by"]) == ("Attic", "owner", "Olga")
    assert seen["can"] == ["accept_invitation", "decline_invitation"]
    assert "email" not in seen
    assert mine(client, make.as_(make.account())) == mine(client, make.as_(owner)) == []
    assert client.get("/api/invitations").status_code == 401


def test_a_yes_seats_with_the_role_that_was_offered(client, make, attic, rita, db):
    invitation = make.invitation(attic, email=rita.email, role=Role.OWNER)

    reply = answer(client, invitation, "acceptance", make.as_(rita))

    assert (reply.status_code, reply.json()["status"], reply.json()["can"]) == (200, "accepted", [])
    assert make.viewer(rita).organisations == {(attic.id, Role.OWNER)}
    assert make.viewer(rita).vouched == {attic.id}
    assert mine(client, make.as_(rita)) == []


def test_a_no_seats_nobody_and_the_owner_sees_it(client, make, attic, rita):
    invitation = make.invitation(attic, email=rita.email)
    owner = make.as_(make.member(attic))

    assert answer(client, invitation, "refusal", make.as_(rita)).json()["status"] == "declined"

    assert make.viewer(rita).organisations == frozenset()
    (seen,) = client.get(f"/api/organisations/{attic.id}/invitations", headers=owner).json()["items"]
    assert (seen["email"], seen["status"], seen["can"]) == (rita.email, "declined", [])


@pytest.mark.parametrize("first", ["acceptance", "refusal"])
@pytest.mark.parametrize("then", ["acceptance", "refusal"])
def test_an_answer_is_given_once(client, make, attic, rita, first, then):
    invitation, headers = make.invitation(attic, email=rita.email), make.as_(rita)
    answer(client, invitation, first, headers)
    before = client.get("/api/me", headers=headers).json()["roles"]

    again = answer(client, invitation, then, headers)

    assert (again.status_code, again.json()["code"]) == (409, "organisations.invitation-over")
    assert client.get("/api/me", headers=headers).json()["roles"] == before
    assert len(before) == (1 if first == "acceptance" else 0)


def test_nobody_answers_for_somebody_else(client, make, attic, rita):
    """Not the owner who sent it either: they may only withdraw it."""
    invitation = make.invitation(attic, email=rita.email)

    for who in (make.account(), make.member(attic), make.staff()):
        assert answer(client, invitation, "acceptance", make.as_(who)).status_code == 404
        assert answer(client, invitation, "refusal", make.as_(who)).status_code == 404


def test_an_address_that_nobody_confirmed_proves_nothing(client, make, attic):
    """A session without a confirmed address cannot be had; if it could, it would still not be enough."""
    invitation = make.invitation(attic, email="rita@example.org")
    impostor = make.account(email="rita@example.org", confirmed_at=None)
    headers = make.as_(impostor)

    assert mine(client, headers) == []
    assert answer(client, invitation, "acceptance", headers).status_code == 404


def test_who_comes_later_finds_the_invitation_once_the_address_is_confirmed(client, make, attic, inbox, db):
    invitation = make.invitation(attic, email="rita@example.org")
    sign_up(client, "Rita@example.org")

    client.post("/api/accounts/confirmation", json={"token": token_in(inbox()[0])})

    assert [one["organisation"]["name"] for one in client.get("/api/invitations").json()["items"]] == ["Attic"]
    assert client.post(f"/api/invitations/{invitation.id}/acceptance").status_code == 200
    rita = db.scalars(select(Account).where(Account.email == "rita@example.org")).one()
    assert make.viewer(rita).organisations == {(attic.id, Role.EDITOR)}


def test_one_may_join_a_draft_that_nobody_else_sees(client, make, rita):
    draft = make.organisation(status="draft", name="Cellar")
    headers = make.as_(rita)
    make.invitation(draft, email=rita.email)
    assert client.get(f"/api/organisations/{draft.id}", headers=headers).status_code == 404

    (seen,) = mine(client, headers)
    client.post(f"/api/invitations/{seen['id']}/acceptance", headers=headers)

    assert client.get(f"/api/organisations/{draft.id}", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param({"expires_at": now() - timedelta(seconds=1)}, "organisations.invitation-over", id="too late"),
        pytest.param({"status": "withdrawn"}, "organisations.invitation-over", id="withdrawn"),
    ],
)
def test_what_no_longer_holds_is_neither_shown_nor_accepted(client, make, attic, rita, given, code):
    invitation, headers = make.invitation(attic, email=rita.email, **given), make.as_(rita)

    assert mine(client, headers) == []
    assert answer(client, invitation, "acceptance", headers).json()["code"] == code
    assert make.viewer(rita).organisations == frozenset()


def test_nobody_joins_what_is_suspended(client, make, attic, rita, db):
    invitation, headers = make.invitation(attic, email=rita.email), make.as_(rita)
    attic.status, attic.suspended_for = "suspended", "impostor"
    db.commit()

    assert mine(client, headers) == []
    assert answer(client, invitation, "acceptance", headers).json()["code"] == "not-now"
    assert answer(client, invitation, "refusal", headers).status_code == 200


def test_who_is_there_already_keeps_the_role_they_have(client, make, attic):
    viewer = make.member(attic, Role.VIEWER)
    invitation = make.invitation(attic, email=viewer.email, role=Role.OWNER)

    reply = answer(client, invitation, "acceptance", make.as_(viewer))

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.already-member")
    assert make.viewer(viewer).organisations == {(attic.id, Role.VIEWER)}


def test_a_yes_in_two_browsers_at_once_is_one_seat(client, make, attic, rita, db):
    invitation, browsers = make.invitation(attic, email=rita.email), [make.as_(rita) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda who: answer(client, invitation, "acceptance", who).status_code, browsers))

    assert statuses == [200, 409, 409, 409]
    assert len(db.scalars(select(Grant).where(Grant.account_id == rita.id)).all()) == 1


def test_a_yes_and_a_withdrawal_at_once_do_not_both_succeed(client, make, attic, rita):
    invitation = make.invitation(attic, email=rita.email)
    person, owner = make.as_(rita), make.as_(make.member(attic))
    deeds = [
        lambda: answer(client, invitation, "acceptance", person).status_code == 200,
        lambda: client.delete(
            f"/api/organisations/{attic.id}/invitations/{invitation.id}", headers=owner
        ).status_code == 204,
    ]  # fmt: skip

    with ThreadPoolExecutor(2) as pool:
        accepted, withdrawn = pool.map(lambda deed: deed(), deeds)

    assert accepted != withdrawn
    assert bool(make.viewer(rita).organisations) is accepted


def test_one_row_takes_as_many_queries_as_three(client, make, attic, rita, count_queries):
    headers = make.as_(rita)
    make.invitation(attic, email=rita.email, invited_by_id=make.member(attic).id)
    one = count_queries(lambda: client.get("/api/invitations", headers=headers))
    for _ in range(2):
        other = make.organisation()
        make.invitation(other, email=rita.email, invited_by_id=make.member(other).id)

    assert count_queries(lambda: client.get("/api/invitations", headers=headers)) == one
    assert len(mine(client, headers)) == 3
