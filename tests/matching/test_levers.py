"""The quick way to the best action finds what trying every action in full finds."""

from dataclasses import fields, replace
from itertools import repeat
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.actions import actions
from matching.explain.contributions import sides
from matching.explain.counterfactuals import TRIED
from matching.explain.levers import best_action
from matching.rank import EVERYTHING
from matching.retrieve import loops, twins, wide
from matching.retrieve.again import Deed, Reach, again
from matching.retrieve.narrow import Narrow
from matching.retrieve.wide import Wide
from matching.scoring import mutual
from matching.types import Importance, Item, Market, Requirement, Seeker, SkillClaim
from tests.matching.worlds import DAY, JOBS, SKILLS, claims, items, scene, seekers, snapshot, worlds


@given(seekers, items())
def test_it_is_the_best_of_all_that_can_be_done(person, item):
    world = scene()
    score = mutual.score(*sides(person, item, world))
    tried = [(mutual.score(*sides(a.after, item, world)), a) for a in actions(person, item, world)[:TRIED]]
    helpful = [(then, action) for then, action in tried if then > score]
    found = best_action(person, item, world)
    if not helpful:
        assert found is None
        return
    assert found is not None
    then, action = min(helpful, key=lambda one: (-one[0], one[1].code, str(one[1].facts)))
    assert (found.score, found.action) == (then, action)


def assert_equal(old, new):
    assert np.array_equal(old.failed, new.failed)
    assert np.array_equal(old.rows, new.rows)
    assert np.array_equal(old.keys, new.keys)
    assert old.eligible == new.eligible
    for top in (1, 5):
        assert list(old.best(top)) == list(new.best(top))
    for item in new.segment.shelf.items:
        one = new.find(item.id)
        assert old.find(item.id) == one
        assert one is None or (old.before(one), old.twins(one)) == (new.before(one), new.twins(one))


@given(seekers, worlds(), claims, st.sampled_from((Narrow, Wide)), st.none() | st.integers(0, 3))
def test_looking_again_after_a_claim_sees_what_a_new_look_sees(person, things, claim, way, top):
    """However little it is told to look at: the rest is found when it is asked for after all."""
    after = replace(person, skills=(*person.skills, claim))
    for market in snapshot(things).shelves.values():
        before, then = (way.of(market.segments[0], one, scene(), EVERYTHING, DAY) for one in (person, after))
        reach = None if top is None else Reach(top, max(before.keys.tolist(), default=0))
        assert_equal(again(before, [Deed(after, claim)], reach)[0], then)


def many(count):
    """Posts that differ in what they ask for, pay and wait for."""
    chance = Random(7)
    for n in range(count):
        asked = chance.sample(SKILLS, chance.randint(1, 5))
        demands = tuple(Requirement(one, chance.choice(list(Importance)), chance.randint(1, 4)) for one in asked)
        yield Item(f"i{n:04}", Market.OPPORTUNITIES, requirements=demands, occupation=chance.choice(JOBS))


@pytest.mark.parametrize("loop", [loops, twins], ids=("compiled", "not"))
@pytest.mark.parametrize("taken", [None, 300], ids=("free", "priced"))
def test_what_a_claim_lifts_is_only_worked_out_as_far_as_it_matters_and_told_exactly(monkeypatch, loop, taken):
    monkeypatch.setattr(wide, "loop", loop)
    (segment,) = snapshot(tuple(many(400))).shelves[Market.OPPORTUNITIES].segments
    charged = None if taken is None else np.arange(400) % 3 * taken
    person = Seeker("p", skills=(SkillClaim("editing", 2), SkillClaim("weaving", 1)), occupations=("editor",))
    before = Wide.of(segment, person, scene(), EVERYTHING, DAY, charged)
    deeds = [Deed(replace(person, skills=(*person.skills, one)), one) for one in map(SkillClaim, SKILLS, repeat(3))]
    reach = Reach(20, int(np.sort(before.keys)[-30]))
    quick, whole = again(before, deeds, reach), again(before, deeds)
    for deed, then, full in zip(deeds, quick, whole, strict=True):
        anew = Wide.of(segment, deed.after, scene(), EVERYTHING, DAY, charged)
        assert list(then.best(20)) == list(anew.best(20))
        for place, one in enumerate(anew.best(30)):  # past the first twenty, whose keys are at hand
            assert anew.before(one) == place
            assert (then.find(one.item.id), then.before(one), then.twins(one)) == (
                one,
                anew.before(one),
                anew.twins(one),
            )
        assert "rows" not in vars(then.whole)  # nothing of that took a look at every row
        assert_equal(then, anew)
        assert len(then.into) < len(full.into) / 2


@settings(max_examples=25)
@given(seekers, seekers, worlds(), st.data())
def test_looking_again_after_any_deed_sees_what_a_new_look_sees(person, other, things, data):
    """A deed is any part of another person: what each rule and factor reads of people is told in `reads`."""
    names = data.draw(st.lists(st.sampled_from(sorted(field.name for field in fields(person))), max_size=3))
    after = replace(person, **{name: getattr(other, name) for name in names if name != "id"})
    for market in snapshot(things).shelves.values():
        before, then = (Wide.of(market.segments[0], one, scene(), EVERYTHING, DAY) for one in (person, after))
        assert_equal(again(before, [Deed(after)])[0], then)
