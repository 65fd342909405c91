"""Who speaks for an organisation."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest

from backend.core.access import Role
from backend.core.model import now


@pytest.fixture
def attic(make):
    """A verified organisation with its one owner."""
    organisation = make.verified()
    return organisation, make.member(organisation), f"/api/organisations/{organisation.id}/members"


def test_members_see_each_other_and_strangers_do_not(client, make, attic):
    viewer = make.member(attic[0], Role.VIEWER)

    seen = client.get(attic[2], headers=make.as_(viewer)).json()

    assert [(m["role"], m["can"]) for m in seen] == [("owner", []), ("viewer", ["remove_member"])]
    assert client.get(attic[2], headers=make.as_(make.account())).status_code == 403
    assert client.get(attic[2]).status_code == 401


def test_a_role_can_be_changed_and_back(client, make, attic):
    editor = make.member(attic[0], Role.EDITOR)
    url, headers = f"{attic[2]}/{editor.id}", make.as_(attic[1])

    for role in ("owner", "editor", "editor"):
        assert client.patch(url, json={"role": role}, headers=headers).json()["role"] == role
    assert make.viewer(editor).organisations == {(attic[0].id, Role.EDITOR)}


def test_the_last_owner_stays(client, make, attic):
    url, headers = f"{attic[2]}/{attic[1].id}", make.as_(attic[1])

    left = client.delete(url, headers=headers)
    demoted = client.patch(url, json={"role": "viewer"}, headers=headers)

    assert (left.status_code, left.json()["code"]) == (409, "organisations.last-owner")
    assert (demoted.status_code, demoted.json()["code"]) == (409, "organisations.last-owner")


def test_everybody_may_leave(client, make, attic):
    viewer = make.member(attic[0], Role.VIEWER)
    headers = make.as_(viewer)

    assert client.delete(f"{attic[2]}/{viewer.id}", headers=headers).status_code == 204
    assert client.get(attic[2], headers=headers).status_code == 403


def test_a_stranger_has_no_seat(client, make, attic):
    url = f"{attic[2]}/{make.account().id}"

    assert client.delete(url, headers=make.as_(attic[1])).status_code == 404


def test_two_owners_who_leave_at_once_do_not_both_succeed(client, make, attic):
    owners = [attic[1], make.member(attic[0])]
    headers = [make.as_(owner) for owner in owners]

    def leave(i):
        return client.delete(f"{attic[2]}/{owners[i].id}", headers=headers[i]).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, range(2))) == [204, 409]


def test_whoever_comes_back_was_not_there_meanwhile(client, make, attic, db):
    """The dated grant begins anew: nobody shows a membership for the time they were away."""
    organisation, owner, url = attic
    rita = make.member(organisation, Role.EDITOR)
    away = client.delete(f"{url}/{rita.id}", headers=make.as_(owner))
    left_at = now()
    invitation = make.invitation(organisation, email=rita.email)

    back = client.post(f"/api/invitations/{invitation.id}/acceptance", headers=make.as_(rita))

    assert (away.status_code, back.status_code) == (204, 200)
    (since,) = (m["since"] for m in client.get(url, headers=make.as_(owner)).json() if m["account_id"] == str(rita.id))
    assert datetime.fromisoformat(since) > left_at
