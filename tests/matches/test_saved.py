"""Keeping things in view, and letting go."""

from uuid import uuid4

import pytest

from tests.matches.scene import role


@pytest.fixture
def me(make):
    """Somebody signed in; a profile is not needed to save."""
    return make.as_(make.account())


def saved(client, me, **asked):
    reply = client.get("/api/saved", params=asked, headers=me)
    assert reply.status_code == 200, reply.text
    return reply.json()


def test_things_of_every_market_can_be_kept_newest_first(client, make, me):
    things = {
        "opportunities": role(make, title="Blender artist"),
        "mentors": make.mentor(),
        "places": make.call(),
        "funding": make.funding_call(),
        "spaces": make.space(),
    }
    for market, thing in things.items():
        assert client.put(f"/api/saved/{market}/{thing.id}", headers=me).status_code == 204
    page = saved(client, me)
    assert [one["thing_id"] for one in page["items"]] == [str(thing.id) for thing in reversed(things.values())]
    assert page["total"] == 5
    assert page["items"][-1]["title"] == "Blender artist"
    assert {one["is_open"] for one in page["items"]} == {True}
    assert [one["market"] for one in saved(client, me, market=["spaces", "places"])["items"]] == ["spaces", "places"]


def test_twice_is_once_and_letting_go_twice_too(client, make, me):
    address = f"/api/saved/opportunities/{role(make).id}"
    assert [client.put(address, headers=me).status_code for _ in range(2)] == [204, 204]
    assert saved(client, me)["total"] == 1
    assert [client.delete(address, headers=me).status_code for _ in range(2)] == [204, 204]
    assert saved(client, me) == {"items": [], "total": 0, "page": 1, "size": 20}


def test_what_is_over_stays_and_says_so_and_what_is_gone_goes(client, make, db, me):
    ended, withdrawn = role(make), role(make)
    for thing in (ended, withdrawn):
        client.put(f"/api/saved/opportunities/{thing.id}", headers=me)
    ended.status, ended.closed_for = "filled", "filled"
    withdrawn.status = "draft"
    db.commit()
    page = saved(client, me)
    assert [(one["thing_id"], one["is_open"]) for one in page["items"]] == [(str(ended.id), False)]
    assert page["total"] == 1


def test_everybody_keeps_their_own(client, make, me):
    client.put(f"/api/saved/opportunities/{role(make).id}", headers=me)
    assert saved(client, make.as_(make.account()))["total"] == 0


def test_what_nobody_may_see_cannot_be_kept(client, make, me):
    for address in (
        f"opportunities/{role(make, status='draft').id}",
        f"opportunities/{uuid4()}",
        f"spaces/{role(make).id}",
    ):
        assert client.put(f"/api/saved/{address}", headers=me).status_code == 404
    assert client.put(f"/api/saved/stars/{uuid4()}", headers=me).status_code == 404
    assert client.put(f"/api/saved/spaces/{uuid4()}").status_code == 401
    assert saved(client, me)["total"] == 0


def test_filters_are_true_and_others_refused(client, make, me):
    client.put(f"/api/saved/opportunities/{role(make).id}", headers=me)
    assert saved(client, me, market="spaces")["items"] == []
    for bad in ("colour=red", "market=stars", "page=0"):
        assert client.get(f"/api/saved?{bad}", headers=me).status_code == 422


def test_the_number_of_queries_does_not_grow_with_the_list(client, make, count_queries, me):
    client.put(f"/api/saved/opportunities/{role(make).id}", headers=me)
    once = count_queries(lambda: saved(client, me))
    for _ in range(2):
        client.put(f"/api/saved/opportunities/{role(make).id}", headers=me)
    assert count_queries(lambda: saved(client, me)) == once
