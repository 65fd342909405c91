"""Who speaks for an organisation."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.core.access import Role


@pytest.fixture
def attic(make):
    """A verified organisation with its one owner."""
    organisation = make.verified()
    return organisation, make.member(organisation), f"/api/organisations/{organisation.id}/members"


def test_an_owner_invites_somebody_who_has_an_account(client, make, attic, db):
    _, owner, url = attic
    rita = make.account(email="rita@example.org", name="Rita")

    reply = client.post(url, json={"email": "Rita@Example.org", "role": "editor"}, headers=make.as_(owner))

    assert reply.status_code == 201
    assert (reply.json()["name"], reply.json()["role"]) == ("Rita", "editor")
    assert make.viewer(rita).vouched == {attic[0].id}
    again = client.post(url, json={"email": "rita@example.org", "role": "viewer"}, headers=make.as_(owner))
    assert (again.status_code, again.json()["code"]) == (409, "organisations.already-member")


def test_an_unknown_address_is_a_field_error(client, make, attic):
    reply = client.post(attic[2], json={"email": "nobody@example.org", "role": "editor"}, headers=make.as_(attic[1]))

    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/email")


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 403), (Role.VIEWER, 403)])
def test_only_owners_invite(client, make, attic, role, status):
    headers = make.as_(make.member(attic[0], role))

    assert (
        client.post(attic[2], json={"email": "a@example.org", "role": "editor"}, headers=headers).status_code == status
    )


def test_nobody_is_made_staff_this_way(client, make, attic):
    reply = client.post(attic[2], json={"email": "a@example.org", "role": "staff"}, headers=make.as_(attic[1]))

    assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, "/role")


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
