"""What people do with a page is noted where it stood on that page, once, and goes when they go."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.core.model import now
from backend.matches.models import Reaction, Showing
from backend.matches.service.reacting import KEPT, forget_reactions
from matching.learn.feedback import examined
from tests.matches.scene import role, talent

ADDRESS = "/api/reactions"


@pytest.fixture
def me(make):
    """An animator before twelve roles; and their headers."""
    account, profile = talent(make)
    owners = [make.verified().id for _ in range(6)]
    for n in range(12):
        role(make, organisation_id=owners[n % 6])
    return make.as_(account), account, profile


def shown(client, me, **asked):
    """A page as it was shown: its receipt, and the cards."""
    page = client.get("/api/matches", params=asked, headers=me[0]).json()
    return page["receipt_id"], page["items"]


def note(client, headers, receipt, card, deed="opened", **given):
    """Something was done with what a card shows."""
    body = {"receipt_id": receipt, "market": card["market"], "thing_id": card["thing_id"], "deed": deed}
    return client.post(ADDRESS, json=body | given, headers=headers)


def rows(db):
    """Everything that was noted."""
    db.expire_all()
    return [
        (str(row.thing_id), row.deed.value, row.position, row.propensity)
        for row in db.scalars(select(Reaction).order_by(Reaction.created_at, Reaction.id))
    ]


def test_it_is_noted_once_with_its_place_on_the_first_page_and_on_later_ones(client, db, me):
    receipt, cards = shown(client, me, size=10)
    third = cards[2]
    for deed in ("opened", "opened", "saved"):
        assert note(client, me[0], receipt, third, deed).status_code == 204
    later, rest = shown(client, me, size=10, page=2)
    assert note(client, me[0], later, rest[1], "applied").status_code == 204
    assert rows(db) == [
        (third["thing_id"], "opened", 3, examined(3)),
        (third["thing_id"], "saved", 3, examined(3)),
        (rest[1]["thing_id"], "applied", 12, examined(12)),
    ]


@pytest.mark.parametrize("asked", [{"order": "newest"}, {"page": 2, "size": 5}])
def test_nothing_is_noted_where_the_receipt_does_not_tell_the_place(client, db, me, asked):
    """In another order, or where a later page cuts into the window in which things are moved."""
    receipt, cards = shown(client, me, **asked)
    assert note(client, me[0], receipt, cards[0]).status_code == 204
    assert rows(db) == []
    assert set(db.scalars(select(Showing.position))) == {None}


def test_who_weighs_for_themselves_is_not_learnt_from(client, db, me):
    choices = client.get("/api/matches/choices", headers=me[0]).json()["choices"]
    plain = [
        {side: {each["factor"]: each["level"] for each in one[side]} for side in ("first", "second")}
        | {"choice": "first"}
        for one in choices
    ]
    me[2].choices = plain
    db.commit()
    receipt, cards = shown(client, me)
    assert note(client, me[0], receipt, cards[0]).status_code == 204
    assert rows(db) == []


def test_nobody_acts_on_a_page_that_was_not_theirs(client, db, make, me):
    receipt, cards = shown(client, me)
    assert note(client, {}, receipt, cards[0]).status_code == 401
    for other in (make.as_(talent(make)[0]), make.as_(make.staff())):
        assert note(client, other, receipt, cards[0]).status_code == 404
    assert note(client, me[0], "0" * 64, cards[0]).status_code == 404
    assert note(client, me[0], receipt, cards[0], market="spaces").status_code == 204  # it stood on no such page
    assert note(client, me[0], receipt, cards[0], deed="adored").status_code == 422
    assert rows(db) == []


def test_it_is_forgotten_after_its_time_and_with_the_person(client, db, me):
    receipt, cards = shown(client, me)
    for card in cards[:2]:
        note(client, me[0], receipt, card)
    first = db.scalars(select(Reaction).order_by(Reaction.created_at)).first()
    first.created_at = now() - KEPT - timedelta(days=1)
    db.commit()
    forget_reactions(db)
    db.commit()
    assert len(rows(db)) == 1
    db.delete(me[1])
    db.commit()
    assert rows(db) == []
