"""Becoming an invented person by a click: in a demo region, and only there."""

import pytest

from backend.accounts.models import DemoPerson
from backend.core.site import Site


@pytest.fixture
def region(make, db):
    """An installation with one person who may be entered; says whether it is a demo."""

    def set_up(*, is_demo):
        db.merge(Site(id=1, name="Norte", is_demo=is_demo))
        db.commit()
        make.save(DemoPerson(key="student", account_id=make.account(name="Ines").id))

    return set_up


def test_a_click_is_enough_in_a_demo(client, region):
    region(is_demo=True)

    assert client.get("/api/demo/people").json() == [{"key": "student", "name": "Ines"}]
    assert client.post("/api/demo/sessions", json={"key": "student"}).status_code == 204
    assert client.get("/api/me").json()["name"] == "Ines"
    assert client.get("/api/me").json()["site"] == {"name": "Norte", "is_demo": True}


def test_nobody_is_entered_anywhere_else(client, region):
    region(is_demo=False)

    reply = client.post("/api/demo/sessions", json={"key": "student"})

    assert (reply.status_code, reply.json()["code"]) == (403, "accounts.no-demo")
    assert "set-cookie" not in reply.headers
    assert client.get("/api/demo/people").json() == []
    assert client.get("/api/me").json()["id"] is None


def test_only_those_who_are_offered_can_be_entered(client, region):
    region(is_demo=True)

    assert client.post("/api/demo/sessions", json={"key": "staff"}).status_code == 404
