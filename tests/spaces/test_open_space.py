"""The life of a space: opened, closed with a reason, opened again."""

import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.core.events import LoggedEvent
from backend.spaces.models import Space


@pytest.fixture
def host(make):
    """A public organisation, and the headers of its owner."""
    organisation = make.organisation()
    return organisation, make.as_(make.member(organisation))


@pytest.fixture
def draft(make, host):
    """Make a draft of that organisation."""
    place = make.place(organisation_id=host[0].id)
    return lambda **given: make.space(place_id=place.id, status="draft", **given)


def do(client, space, deed, headers, **body):
    return client.post(f"/api/spaces/{space.id}/{deed}", json=body or None, headers=headers)


def test_everybody_sees_what_is_opened(client, db, draft, host):
    space = draft()

    page = do(client, space, "opening", host[1]).json()

    assert (page["status"], page["can"]) == ("open", ["edit_space", "close_space"])
    assert client.get(f"/api/spaces/{space.id}").json()["opened_at"] == page["opened_at"] is not None
    assert db.scalars(select(LoggedEvent.name)).all() == ["spaces.opened"]


@pytest.mark.parametrize(
    ("missing", "pointer"),
    [({"seats": None}, "/seats"), ({"price": None, "price_period": None}, "/price")],
)
def test_what_people_need_has_to_be_there(client, draft, host, missing, pointer):
    reply = do(client, draft(**missing), "opening", host[1])

    assert (reply.status_code, reply.json()["code"]) == (422, "spaces.not-ready")
    assert [e["pointer"] for e in reply.json()["errors"]] == [pointer]


def test_an_area_or_a_word_about_the_price_will_do(client, draft, host):
    space = draft(seats=None, area_m2=30, price=None, price_period=None, price_note="A share of the tickets")

    assert do(client, space, "opening", host[1]).status_code == 200


def test_closing_says_why_and_opening_again_keeps_the_age(client, db, draft, host):
    space = draft()
    first = do(client, space, "opening", host[1]).json()["opened_at"]

    closed = do(client, space, "closure", host[1], reason="works").json()
    again = do(client, space, "opening", host[1]).json()

    assert (closed["status"], closed["closed_for"]) == ("closed", "works")
    assert (again["status"], again["closed_for"], again["opened_at"]) == ("open", None, first)
    assert client.get(f"/api/spaces/{space.id}").status_code == 200


def test_closing_needs_a_reason(client, make, draft, host):
    space = draft()
    do(client, space, "opening", host[1])

    assert do(client, space, "closure", host[1]).status_code == 422
    assert do(client, space, "closure", host[1], reason="because").status_code == 422


def test_right_things_at_the_wrong_time(client, make, draft, host):
    space = draft()

    assert do(client, space, "closure", host[1], reason="let").json()["code"] == "not-now"
    do(client, space, "opening", host[1])
    assert do(client, space, "opening", host[1]).json()["code"] == "not-now"


def test_an_organisation_that_is_not_public_opens_nothing(client, make):
    hidden = make.organisation(status="draft")
    space = make.space(place_id=make.place(organisation_id=hidden.id).id, status="draft")

    reply = do(client, space, "opening", make.as_(make.member(hidden)))

    assert (reply.status_code, reply.json()["code"]) == (409, "organisations.not-public")


def test_others_cannot(client, make, draft, host):
    space = draft()

    assert do(client, space, "opening", make.as_(make.account())).status_code == 404
    assert do(client, space, "opening", make.as_(make.member(host[0], Role.VIEWER))).status_code == 403
    assert do(client, space, "opening", {}).status_code in (401, 404)


def test_a_suspended_host_takes_its_spaces_off_the_stage(client, db, make):
    suspended = make.organisation(status="suspended", suspended_for="asked")
    space = make.space(place_id=make.place(organisation_id=suspended.id).id)

    assert client.get(f"/api/spaces/{space.id}").status_code == 404
    assert client.get("/api/spaces").json()["total"] == 0
    assert db.get(Space, space.id).status == "open"
