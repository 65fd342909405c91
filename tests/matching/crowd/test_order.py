"""Looking people up before an item finds what judging and scoring each pair alone finds, ties and edits included."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import item_counterfactuals
from matching.crowd.judging import prepare
from matching.crowd.order import Order
from matching.crowd.people import People
from matching.eligibility import RULES, judge
from matching.explain.contributions import sides
from matching.retrieve.select import tie_break
from matching.types import Item, Market, Outcome, Requirement, Seeker, SkillClaim
from tests.matching.worlds import DAY, GRAPH, NOW, items, scene, seekers

crowds = st.lists(seekers, max_size=12)


def numbered(people, copies=2):
    """Everybody twice, so that scores tie."""
    return [replace(one, id=f"p{n:03d}{copy}") for n, one in enumerate(people) for copy in range(copies)]


def plainly(item, people):
    """The oracle: judge and score every pair alone, then sort."""
    here = scene()
    failed = {one.id: tuple(v.rule for v in judge(one, item, here) if v.outcome is Outcome.FAIL) for one in people}
    placed = []
    for one in people:
        if not failed[one.id]:
            forward, backward = sides(one, item, here)
            placed.append((-forward * backward, tie_break(one.id, DAY), one.id))
    hidden = {
        rule.name: (count, sum(rules == (rule.name,) for rules in failed.values()))
        for rule in RULES
        if (count := sum(rule.name in rules for rules in failed.values()))
    }
    return [(one, -key) for key, _, one in sorted(placed)], hidden


@settings(max_examples=60)
@given(items(), crowds, st.randoms())
def test_many_are_ordered_and_hidden_as_each_alone_would_be(item, crowd, lot):
    everybody = numbered(crowd)
    parts, marked = [], []
    for which in range(2):  # those who stayed as they were, and those who changed since
        people = People(everybody[which::2], GRAPH)
        mask = np.array([lot.random() < 0.8 for _ in people.seekers], dtype=np.bool_)
        parts.append((people, mask))
        marked += [one for one, is_in in zip(people.seekers, mask, strict=True) if is_in]
    order = Order.of(item, parts, scene(), DAY)
    placed, hidden = plainly(item, marked)
    assert (order.total, order.eligible, order.hidden()) == (len(marked), len(placed), hidden)
    for top in (0, 1, 3, len(placed) + 1):
        assert [(one.seeker.id, one.key) for one in order.best(top)] == placed[:top]
    assert {one.id: order.rank_of(one.id) for one in everybody} == {one.id: None for one in everybody} | {
        known: rank for rank, (known, _) in enumerate(placed, start=1)
    }
    keys = [key for _, key in placed]
    assert all(order.is_tied(key) == (keys.count(key) > 1) for key in keys)
    drawn = [one.seeker.id for one in order.drawn("lot", 99)]
    assert drawn == sorted((known for known, _ in placed), key=lambda known: (tie_break(known, "lot"), known))


@settings(max_examples=20)
@given(items(Market.OPPORTUNITIES), crowds.filter(len))
def test_what_a_change_of_the_posting_brings_is_what_the_changed_posting_finds(item, crowd):
    everybody = numbered(crowd, 1)
    who = everybody[-1]
    for told in item_counterfactuals(item, everybody, GRAPH, now=NOW, day_seed=DAY, person_id=who.id, best=3):
        for post, reach, rank, mean in (
            (item, told.reach_before, told.rank_before, told.mean_before),
            (told.after, told.reach_after, told.rank_after, told.mean_after),
        ):
            placed, _ = plainly(post, everybody)
            known = {one: place for place, (one, _) in enumerate(placed, start=1)}
            scores = [key**0.5 / 10_000 for _, key in placed[:3]]
            assert (reach, rank) == (len(placed), known.get(who.id))
            assert abs(mean - (sum(scores) / len(scores) if scores else 0)) < 1e-9


def test_who_is_not_marked_is_nowhere():
    people = People([Seeker("a"), Seeker("b", (SkillClaim("rigging", 2),))], GRAPH)
    prepare(people, Market.OPPORTUNITIES, scene())
    item = Item("i", Market.OPPORTUNITIES, requirements=(Requirement("rigging"),))
    some, both = (Order.of(item, [(people, np.array(mask))], scene(), DAY) for mask in ((True, False), (True, True)))
    assert [one.seeker.id for one in both.best(9)] == ["b", "a"]
    assert [one.seeker.id for one in some.best(9)] == [one.seeker.id for one in some.drawn("lot", 9)] == ["a"]
    assert some.seeker("b") is None is some.find("b")
    assert len(some.parts[0].reading.earned) == 1


def test_what_is_judged_does_not_grow_with_the_people(monkeypatch):
    """Everybody of one look is judged once: by calls, not by the clock."""
    judged = []
    monkeypatch.setattr("matching.crowd.judging._hides", lambda rule, *_: judged.append(rule.name) or 0)
    counted = []
    for count in (30, 3000):
        claims = [(SkillClaim("rigging", 1 + n % 4),) for n in range(count)]
        people = People([Seeker(f"p{n}", claims[n], education_level=1 + n % 3) for n in range(count)], GRAPH)
        everybody = people, np.ones(count, dtype=np.bool_)
        assert Order.of(Item("i", Market.OPPORTUNITIES), [everybody], scene(), DAY).eligible == count
        counted.append(Counter(judged))
        judged.clear()
    assert counted[0] == counted[1]
    assert (counted[0]["hours"], counted[0]["education"]) == (1, 3)
