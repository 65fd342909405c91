"""Changing the description."""

import pytest

from backend.accounts.queries import viewer_of
from backend.core.access import Role
from tests.organisations.factory import PORTO


@pytest.fixture
def mine(make):
    """A verified organisation and the headers of its owner."""
    organisation = make.verified(name="Attic", website="https://attic.example")
    owner = make.member(organisation)
    return organisation, make.as_(owner), owner


def test_only_what_was_sent_changes(client, mine):
    organisation, headers, _ = mine

    reply = client.patch(f"/api/organisations/{organisation.id}", json={"founded_year": 1999}, headers=headers)

    assert reply.status_code == 200
    assert (reply.json()["name"], reply.json()["founded_year"]) == ("Attic", 1999)
    assert reply.json()["status"] == "verified"


def test_another_name_has_to_be_verified_again(client, mine, db):
    organisation, headers, owner = mine

    reply = client.patch(f"/api/organisations/{organisation.id}", json={"name": "Cellar"}, headers=headers)

    assert (reply.json()["status"], reply.json()["proof"]) == ("claimed", None)
    assert viewer_of(db, owner.id).vouched == frozenset()


def test_a_form_filled_from_an_older_version_is_refused(client, mine):
    organisation, headers, _ = mine
    page = f"/api/organisations/{organisation.id}"
    old = client.get(page).json()["updated_at"]
    first = client.patch(page, json={"founded_year": 1998, "updated_at": old}, headers=headers)

    second = client.patch(page, json={"founded_year": 1999, "updated_at": old}, headers=headers)

    assert first.status_code == 200
    assert (second.status_code, second.json()["code"]) == (409, "stale")
    assert client.get(page).json()["founded_year"] == 1998


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"name": None}, "/name"), ({"lat": 41.0}, "/"), ({"colour": "blue"}, "/colour"), ({"kind": None}, "/kind")],
)
def test_what_must_be_there_stays(client, mine, change, pointer):
    organisation, headers, _ = mine

    reply = client.patch(f"/api/organisations/{organisation.id}", json=change, headers=headers)

    assert (reply.status_code, [e["pointer"] for e in reply.json()["errors"]]) == (422, [pointer])


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 200), (Role.EDITOR, 200), (Role.VIEWER, 403)])
def test_owners_and_editors_edit(client, make, mine, role, status):
    headers = make.as_(make.member(mine[0], role))

    reply = client.patch(f"/api/organisations/{mine[0].id}", json={"address": "Rua 1"}, headers=headers)

    assert reply.status_code == status


def test_strangers_and_guests_do_not(client, make, mine):
    page = f"/api/organisations/{mine[0].id}"

    assert client.patch(page, json={"address": "Rua 1"}, headers=make.as_(make.account())).status_code == 403
    assert client.patch(page, json={"address": "Rua 1"}).status_code == 401


def test_nothing_sent_changes_nothing(client, mine):
    organisation, headers, _ = mine
    page = f"/api/organisations/{organisation.id}"
    before = client.get(page).json()["updated_at"]

    reply = client.patch(page, json={"municipality_id": str(PORTO)}, headers=headers)

    assert reply.json()["updated_at"] == before
