"""The quick way to the best action finds what trying every action in full finds."""

from dataclasses import fields, replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.explain.actions import actions
from matching.explain.contributions import sides
from matching.explain.counterfactuals import TRIED
from matching.explain.levers import best_action
from matching.rank import EVERYTHING
from matching.retrieve.again import Deed, again
from matching.retrieve.narrow import Narrow
from matching.retrieve.wide import Wide
from matching.scoring import mutual
from tests.matching.worlds import DAY, claims, items, scene, seekers, snapshot, worlds


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


@given(seekers, worlds(), claims, st.sampled_from((Narrow, Wide)))
def test_looking_again_after_a_claim_sees_what_a_new_look_sees(person, things, claim, way):
    after = replace(person, skills=(*person.skills, claim))
    for market in snapshot(things).shelves.values():
        before, then = (way.of(market.segments[0], one, scene(), EVERYTHING, DAY) for one in (person, after))
        assert_equal(again(before, [Deed(after, claim)])[0], then)


@settings(max_examples=25)
@given(seekers, seekers, worlds(), st.data())
def test_looking_again_after_any_deed_sees_what_a_new_look_sees(person, other, things, data):
    """A deed is any part of another person: what each rule and factor reads of people is told in `reads`."""
    names = data.draw(st.lists(st.sampled_from(sorted(field.name for field in fields(person))), max_size=3))
    after = replace(person, **{name: getattr(other, name) for name in names if name != "id"})
    for market in snapshot(things).shelves.values():
        before, then = (Wide.of(market.segments[0], one, scene(), EVERYTHING, DAY) for one in (person, after))
        assert_equal(again(before, [Deed(after)])[0], then)
