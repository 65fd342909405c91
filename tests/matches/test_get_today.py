"""At most three things worth doing this week."""

import pytest
from sqlalchemy import select

from backend.matches.models import Showing
from tests.matches.scene import role, soon, talent, teaches


def today(client, headers):
    reply = client.get("/api/today", headers=headers)
    assert reply.status_code == 200, reply.text
    return reply.json()["suggestions"]


def test_a_newcomer_is_told_where_to_begin(client, make):
    (begin,) = today(client, make.as_(make.account()))
    assert (begin["code"], begin["target"]["field"]) == ("today.begin", "headline")


def test_the_best_new_thing_one_that_closes_soon_and_one_thing_to_learn(client, make):
    account, _ = talent(make)
    role(make, "tool/blender", "craft/basketry", opened_at=soon(-30), deadline_at=soon(40))
    new = role(make, "tool/blender", "craft/basketry", opened_at=soon(-1), deadline_at=soon(40))
    closing = role(make, "craft/basketry", opened_at=soon(-30), deadline_at=soon(3))
    mentor = make.mentor(topics=[teaches("craft/basketry")])
    told = today(client, make.as_(account))
    assert [(one["code"], one["thing"]["thing_id"]) for one in told] == [
        ("today.new-match", str(new.id)),
        ("today.closing-soon", str(closing.id)),
        ("today.learn", str(mentor.id)),
    ]
    assert told[1]["facts"]["days"] == 2
    assert told[2]["facts"]["n"] == 3


def test_never_more_than_three_and_never_the_same_thing_twice(client, make):
    account, _ = talent(make, education_level=None, status="private")
    for _ in range(4):
        role(make, opened_at=soon(-1), deadline_at=soon(3))
    told = today(client, make.as_(account))
    assert len(told) == 3
    shown = [one["thing"]["thing_id"] for one in told if one["thing"]]
    assert len(shown) == len(set(shown))


def test_what_was_not_said_is_asked(client, make):
    account, _ = talent(make, education_level=None)
    role(make, opened_at=soon(-30), deadline_at=soon(40))
    ask = today(client, make.as_(account))[0]
    assert (ask["code"], ask["facts"], ask["target"]["field"]) == (
        "today.answer",
        {"question": "question.education", "n": 1},
        "education_level",
    )


def test_somebody_nobody_can_find_is_told_so(client, make):
    account, _ = talent(make, status="private")
    role(make, "tool/blender", opened_at=soon(-30), deadline_at=soon(40))
    assert ("today.list-profile", {"n": 1}) in [(one["code"], one["facts"]) for one in today(client, make.as_(account))]


def test_what_is_saved_is_not_suggested_again(client, make):
    account, _ = talent(make)
    headers, new = make.as_(account), role(make, opened_at=soon(-1), deadline_at=soon(40))
    assert today(client, headers)[0]["code"] == "today.new-match"
    client.put(f"/api/saved/opportunities/{new.id}", headers=headers)
    assert "today.new-match" not in [one["code"] for one in today(client, headers)]


def test_what_it_shows_is_logged_like_any_ranking(client, make, db):
    account, _ = talent(make)
    role(make, opened_at=soon(-1))
    today(client, make.as_(account))
    (kept,) = db.scalars(select(Showing.receipt_id).where(Showing.account_id == account.id))
    again = client.post(f"/api/receipts/{kept}/replay", headers=make.as_(account))
    assert again.json()["identical"] is True


@pytest.mark.parametrize("market", ["spaces"])
def test_an_empty_region_is_quiet(client, make, market):
    account, _ = talent(make)
    assert today(client, make.as_(account)) == []


def test_the_number_of_queries_does_not_grow(client, make, count_queries):
    headers = make.as_(talent(make)[0])
    role(make)
    once = count_queries(lambda: today(client, headers))
    role(make), role(make)
    assert count_queries(lambda: today(client, headers)) <= once  # fewer where a receipt is kept beside an earlier one
