"""The quick way to the best action finds what trying every action in full finds."""

from dataclasses import replace

import numpy as np
from hypothesis import given

from matching.explain.actions import actions
from matching.explain.contributions import sides
from matching.explain.counterfactuals import TRIED
from matching.explain.levers import best_action
from matching.rank import EVERYTHING, Asked, look, look_again
from matching.scoring import mutual
from tests.matching.worlds import DAY, NOW, claims, items, scene, seekers, snapshot, worlds


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


@given(seekers, worlds(), claims)
def test_looking_again_after_a_claim_sees_what_a_new_look_sees(person, things, claim):
    after = replace(person, skills=(*person.skills, claim))
    shelves, asked = snapshot(things), Asked(NOW, DAY, None, EVERYTHING, 5, "fit")
    again = look_again(look(person, shelves, asked), after, claim)
    for old, new in zip(again, look(after, shelves, asked), strict=True):
        assert np.array_equal(old.scan.keys, new.scan.keys)
        assert np.array_equal(old.rows, new.rows)
        assert all(np.array_equal(old.scan.outcomes[name], new.scan.outcomes[name]) for name in new.scan.outcomes)
