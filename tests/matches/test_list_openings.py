"""What would open most: exact, with somebody who has room, and true once it is learnt."""

import pytest

from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import far, role, talent, teaches

WEAVING, BASKETRY, BLENDER = "craft/hand-weaving", "craft/basketry", "tool/blender"


@pytest.fixture
def me(make):
    """A signed-in animator."""
    account, profile = talent(make)
    return make.as_(account), profile


def openings(client, me, status=200, **asked):
    reply = client.get("/api/matches/openings", params=asked, headers=me[0])
    assert reply.status_code == status, reply.text
    return reply.json()["items"] if status == 200 else reply.json()


def first_page(client, me):
    reply = client.get("/api/matches", params={"size": 10}, headers=me[0]).json()
    return [card["thing_id"] for card in reply["items"]], reply["total"]


def test_a_promise_comes_true_once_it_is_learnt_and_not_by_learning_something_else(client, make, me):
    for _ in range(10):
        role(make, BLENDER, BASKETRY)
    weavers = [role(make, BLENDER, BASKETRY, WEAVING) for _ in range(3)]
    mentor = make.mentor(topics=[teaches(WEAVING)])
    (told,) = openings(client, me)
    assert (told["code"], told["facts"]["concept"]) == ("learn.skill", str(id_of(WEAVING)))
    assert [one["thing_id"] for one in told["teachers"]] == [str(mentor.id)]
    before, _ = first_page(client, me)
    assert told["enters"] > 0
    assert told["climb"]["thing_id"] in {str(one.id) for one in weavers}

    make.skill(me[1], "skill/2d-animation", 4, evidence_kind="reference")
    assert set(first_page(client, me)[0]) == set(before), "another skill does not open it"
    make.skill(me[1], WEAVING, told["facts"]["level"], evidence_kind="reference")
    after, _ = first_page(client, me)
    assert len(set(after) - set(before)) == told["enters"]
    assert after.index(told["climb"]["thing_id"]) + 1 == told["climb"]["rank_to"]


def test_a_mentor_without_hours_or_too_far_away_teaches_nobody(client, make, me):
    role(make, WEAVING)
    assert openings(client, me) == []
    mentor = make.mentor(topics=[teaches(WEAVING)])
    assert [one["thing_id"] for one in openings(client, me)[0]["teachers"]] == [str(mentor.id)]
    mentor.free_hours = 0
    make.db.commit()
    assert openings(client, me) == []


def test_about_one_opportunity_only_what_it_asks_for_is_told(client, make, me):
    weaver, _ = role(make, WEAVING), role(make, BASKETRY)
    make.mentor(topics=[teaches(WEAVING)])
    make.mentor(topics=[teaches(BASKETRY)])
    assert {one["facts"]["concept"] for one in openings(client, me)} == {str(id_of(WEAVING)), str(id_of(BASKETRY))}
    (told,) = openings(client, me, thing_id=str(weaver.id))
    assert told["facts"]["concept"] == str(id_of(WEAVING))
    assert openings(client, me, status=404, thing_id=str(far(make).organisation_id))["code"]


def test_nothing_on_offer_opens_nothing(client, me):
    assert openings(client, me) == []


def test_the_number_of_queries_does_not_grow(client, make, me, count_queries):
    role(make, WEAVING)
    make.mentor(topics=[teaches(WEAVING)])
    assert len(openings(client, me)) == 1
    once = count_queries(lambda: openings(client, me))
    for key in (BASKETRY, WEAVING, "skill/2d-animation"):
        role(make, key, BLENDER)
        make.mentor(topics=[teaches(key)])
    assert len(openings(client, me)) == 3
    assert count_queries(lambda: openings(client, me)) == once
