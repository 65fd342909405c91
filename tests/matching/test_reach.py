"""What a demand costs is counted over columns; each count is what asking people one by one would give."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import rank_people
from matching.codes import REACH
from matching.crowd.census import Census
from matching.distance import hundred_metres
from matching.explain.reach import reach
from matching.scoring.money import of_money, of_range
from matching.types import Importance, Item, Market, Place, Remote, Requirement, Seeker, SkillClaim
from tests.matching.worlds import DAY, GRAPH, NOW, items, scene, seekers

crowds = st.lists(seekers, max_size=8).map(lambda them: [replace(one, id=f"p{n}") for n, one in enumerate(them)])
posts = items(Market.OPPORTUNITIES).map(lambda item: replace(item, deadline=None, conditions=(), price=None))


def whole(people):
    census = Census.build(people, GRAPH)
    return census, np.ones(len(census), dtype=np.bool_)


@settings(max_examples=60)
@given(posts, crowds, crowds, st.randoms())
def test_every_count_is_that_of_asking_one_by_one(item, first, second, lot):
    second = [replace(one, id=f"q{one.id}") for one in second]
    marked = [np.array([lot.random() < 0.7 for _ in group], dtype=np.bool_) for group in (first, second)]
    crowd = [
        one
        for group, mask in zip((first, second), marked, strict=True)
        for one, is_in in zip(group, mask, strict=True)
        if is_in
    ]
    told = reach(
        item, [(Census.build(group, GRAPH), mask) for group, mask in zip((first, second), marked, strict=True)], scene()
    )
    assert told.total == len(crowd)
    assert told.eligible == rank_people(item, crowd, GRAPH, now=NOW, day_seed=DAY).eligible
    is_must = [cost.importance is Importance.MUST for cost in told.costs]
    met = {one.id: [meets(cost, one, item) for cost in told.costs] for one in crowd}
    musts_met = {one: sum(ok for ok, must in zip(oks, is_must, strict=True) if must) for one, oks in met.items()}
    assert told.musts == sum(n == sum(is_must) for n in musts_met.values())
    assert told.everything == sum(all(oks) for oks in met.values())
    for i, cost in enumerate(told.costs):
        assert cost.code in REACH
        assert cost.meet == sum(oks[i] for oks in met.values()) == told.total - cost.costs
        others = sum(is_must) - is_must[i]
        lost = [one for one in crowd if not met[one.id][i] and musts_met[one.id] == others]
        assert cost.only == len(lost)
        if cost.softer:
            assert cost.softer.code in REACH
            assert cost.softer.brings == sum(meets(cost.softer, one, item) for one in lost)
            assert cost.softer.meet == sum(meets(cost.softer, one, item) for one in crowd) >= cost.meet


def meets(cost, person, item):
    """One person before one demand, written without columns."""
    facts, what = cost.facts, cost.code.partition(".")[2]
    if cost.code in {"reach.skill", "soften.level"}:
        return any(
            facts["concept"] in GRAPH.above(claim.concept) and claim.level >= facts["level"] for claim in person.skills
        )
    if what == "language":
        return any(c.concept == facts["concept"] and c.level >= facts["cefr"] for c in person.languages)
    if what == "education":
        return (person.education_level or 0) >= facts["eqf"]
    if what == "experience":
        near = (
            s.months * (scene().similarity(s.occupation, item.occupation) if item.occupation else 255) // 255
            for s in person.experience
        )
        return bool(person.experience) and sum(near) >= facts["months"]
    if what == "hours":
        return person.hours is None or (person.hours.high >= item.hours.low and person.hours.low <= item.hours.high)
    if what == "dates":
        return not (person.available_from and item.ends_on and person.available_from > item.ends_on) and not (
            person.available_until and item.starts_on and person.available_until < item.starts_on
        )
    if what == "pay":
        floor, paid = person.pay_floor and of_money(person.pay_floor), of_range(item.pay)
        return floor is None or floor.unit != paid.unit or floor.low <= paid.high
    if cost.code == "reach.place":
        return is_near(person, item) and not (person.remote is Remote.ONLY and item.remote_share is not None)
    assert cost.code in {"state.level", "allow.remote"}
    return True


def is_near(person, item):
    if person.place is None or item.place is None:
        return True
    limit = 40 if person.travel_limit_km is None else person.travel_limit_km
    return hundred_metres(person.place, item.place) <= limit * 10


def test_a_must_shows_what_it_costs_and_what_a_milder_one_would_bring():
    porto = Place(41.15, -8.61)
    crowd = [Seeker(f"r{n}", (SkillClaim("rigging", 3), SkillClaim("editing", 2)), place=porto) for n in range(5)]
    crowd += [Seeker(f"s{n}", (SkillClaim("rigging", 2),), place=porto) for n in range(3)]
    crowd += [Seeker(f"t{n}", (SkillClaim("editing", 4),), place=porto, denied=("rigging",)) for n in range(2)]
    post = Item("i", Market.OPPORTUNITIES, place=porto, requirements=(
        Requirement("rigging", Importance.MUST, 3, is_essential=True), Requirement("editing", Importance.NICE, 2)))  # fmt: skip
    told = reach(post, [whole(crowd)], scene())
    rigging, editing, place = told.costs
    assert (told.total, told.eligible, told.musts, told.everything) == (10, 5, 5, 5)
    assert (rigging.meet, rigging.costs, rigging.only, rigging.hides, rigging.unsaid) == (5, 5, 5, 5, 0)
    assert rigging.softer.facts == {"concept": "rigging", "level": 2}
    assert (rigging.softer.meet, rigging.softer.brings) == (8, 3)
    assert (editing.costs, editing.unsaid, editing.only, editing.hides) == (3, 3, 0, 0)
    assert place.costs == 0
    wider = replace(post, requirements=(replace(post.requirements[0], level=2), post.requirements[1]))
    assert reach(wider, [whole(crowd)], scene()).musts == told.musts + rigging.softer.brings
    without = replace(post, requirements=post.requirements[1:])
    assert reach(without, [whole(crowd)], scene()).musts == told.musts + rigging.only


def test_nobody_and_nothing_are_counted_too():
    assert reach(Item("i", Market.OPPORTUNITIES), [], scene()).total == 0
    told = reach(Item("i", Market.OPPORTUNITIES, remote_share=100), [whole([Seeker("p")])], scene())
    assert (told.total, told.eligible, told.musts, told.everything, told.costs) == (1, 1, 1, 1, ())
