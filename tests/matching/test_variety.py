"""The first page with some of the neighbourhood: caps hold, lifts are named, and the lot is fair and told."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import DEFAULT, BadInput, Filters, rank, receipt, verify
from matching.config import Policy, Variety
from matching.learn.feedback import examined
from matching.learn.log import events_of
from matching.rank import Asked, look, rank_of
from matching.rerank.variety import Eye, arrange_varied
from matching.types import Experience, Importance, Item, Market, Requirement, Seeker
from tests.matching.worlds import DAY, NOW, scene, seekers, snapshot, worlds

VARIED = DEFAULT.policy("varied")
ME = Seeker("me", occupations=("animator",), experience=(Experience("animator", 12),))


def jobs(count, occupation="animator", asks="modelling"):
    return [
        Item(
            f"{occupation}-{n:02}",
            Market.OPPORTUNITIES,
            organisation=f"o{n}",
            occupation=occupation,
            requirements=(Requirement(asks, Importance.MUST),),
        )
        for n in range(count)
    ]


def arranged(items, day=DAY, top=99, **variety):
    policy = Policy("v", per_occupation=None, variety=Variety(**{"per_group": 99, **variety}))
    found = arrange_varied(items, policy, policy.variety, min(top, len(items)), Eye(ME, scene(), day))
    return found, {item.id: [move.code for move in found.moves(item, n)] for n, item in enumerate(found.items, 1)}


@settings(max_examples=25)
@given(seekers, worlds(Market.OPPORTUNITIES, most=25), st.integers(1, 25))
def test_every_move_is_named_once_and_a_short_page_begins_a_long_one(seeker, things, top):
    shelf, asked = snapshot(things), {"now": NOW, "day_seed": DAY, "policy": "varied", "market": Market.OPPORTUNITIES}
    whole, short = rank(seeker, shelf, **asked, top=99), rank(seeker, shelf, **asked, top=top)
    order = [match.item_id for match in rank(seeker, shelf, **asked | {"policy": "plain"}, top=99).matches]
    assert [m.item_id for m in short.matches] == [m.item_id for m in whole.matches][:top]
    assert sorted(match.item_id for match in whole.matches) == sorted(order)
    for match in whole.matches:
        is_moved = order[match.rank - 1] != match.item_id
        assert [(order[move.before - 1], move.after) for move in match.moves] == [
            (match.item_id, match.rank)
        ] * is_moved
    told = receipt(short)
    assert verify(told.content, told.sha256)
    assert verify(told.content, told.sha256, shelf)
    views = look(seeker, shelf, Asked(NOW, DAY, Market.OPPORTUNITIES, Filters(), 1, "varied"))
    assert [rank_of(shelf.item(m.item_id), views, VARIED) for m in whole.matches] == [m.rank for m in whole.matches]


def test_the_lot_falls_on_each_that_just_missed_the_page_and_its_chance_is_told():
    items = jobs(25)
    drawn = Counter(arranged(items, day=f"day {n}", adjacent=0)[0].items[7].id for n in range(600))
    assert set(drawn) == {item.id for item in items[9:19]}  # nine stand there by score
    assert min(drawn.values()) > 600 / 10 * 0.6
    found, moves = arranged(items, adjacent=0)
    lot = found.items[7]
    assert moves[lot.id] == ["rerank.explored"]
    assert found.lifted[lot.id].facts == {"of": 10, "propensity": 100_000}
    assert arranged(items, adjacent=0, explored=0)[0].items == tuple(items)  # and without it nothing moves
    assert arranged(items[:8], adjacent=0)[0].items == tuple(items[:8])
    twin = replace(ME, id="somebody else")
    assert Eye(twin, scene(), DAY).lot(10**6) == Eye(ME, scene(), DAY).lot(10**6)  # the same profile, the same list
    assert Eye(replace(ME, goals=("film",)), scene(), DAY).lot(10**6) != Eye(ME, scene(), DAY).lot(10**6)


def test_an_occupation_next_door_has_a_place_and_no_skill_crowds_the_page():
    items = [*jobs(11), *jobs(2, "editor"), *jobs(5, "weaver", "weaving")]
    found, moves = arranged(items, explored=0)
    assert found.items[9].id == "editor-00"
    assert moves["editor-00"] == ["rerank.adjacent"]
    assert moves["animator-09"] == ["rerank.made-room"]
    first = [*jobs(1, "editor"), *jobs(15)]
    assert arranged(first, explored=0)[0].items == tuple(first)  # one stands there anyway
    mixed = [*jobs(8), *jobs(8, "weaver", "weaving")]
    page = arranged(mixed, explored=0, adjacent=0, per_group=5)[0].items[:10]
    assert [item.occupation for item in page] == ["animator"] * 5 + ["weaver"] * 5


def test_what_was_drawn_is_learnt_from_by_the_chance_it_had():
    asked = [(Requirement(f"skill-{n}", Importance.MUST),) for n in range(25)]  # nothing alike
    shelf = snapshot(tuple(replace(one, occupation=None, requirements=asked[n]) for n, one in enumerate(jobs(25))))
    told = receipt(rank(ME, shelf, now=NOW, day_seed=DAY, policy="varied", top=10))
    explored = [
        m for m in json.loads(told.content)["matches"] if m.get("moves", [{}])[0].get("code") == "rerank.explored"
    ]
    events = {one.item: one for one in events_of(told.content, "page", {}, Market.OPPORTUNITIES)}
    assert len(explored) == 1
    facts = explored[0]["moves"][0]["facts"]
    assert events[explored[0]["item_id"]].propensity == examined(explored[0]["rank"], facts["propensity"])
    assert sum(one.propensity != examined(one.position) for one in events.values()) == 1


@pytest.mark.parametrize("wrong", [{"adjacent": 2}, {"explored": -1}, {"pool": 0}, {"alike": 256}, {"per_group": 0}])
def test_what_no_page_could_keep_is_refused(wrong):
    with pytest.raises(BadInput, match=r"config\.variety"):
        Variety(**wrong)
    with pytest.raises(BadInput, match=r"config\.policy"):
        Policy("short", window=5, variety=Variety())
