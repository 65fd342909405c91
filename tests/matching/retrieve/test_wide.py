"""Looking up what each look is worth finds what scanning every row finds, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.distance import LONGEST, along, longest
from matching.eligibility import RULES
from matching.rank import EVERYTHING, Asked, look, look_for_many
from matching.retrieve import loops, twins, wide
from matching.retrieve.again import Deed, again
from matching.retrieve.columns import FEW
from matching.retrieve.facets import MANY
from matching.retrieve.filters import Filters
from matching.retrieve.narrow import Narrow
from matching.retrieve.shared import Shared
from matching.retrieve.wide import Wide
from matching.types import Item, Market, Seeker
from tests.matching.worlds import DAY, NOW, claims, scene, seekers, snapshot, worlds

FILTERS = st.sampled_from((EVERYTHING, Filters(kinds=("job",)), Filters(without=("i001",))))

ASKED = Asked(NOW, DAY, Market.OPPORTUNITIES, EVERYTHING, 5, "fit")


def both(person, segment, filters=EVERYTHING):
    return [way.of(segment, person, scene(), filters, DAY) for way in (Narrow, Wide)]


def assert_equal(plain, quick):
    assert np.array_equal(plain.failed, quick.failed)
    assert np.array_equal(plain.rows, quick.rows)
    assert np.array_equal(plain.keys, quick.keys)
    for one, other in zip(plain.tally(), quick.tally(), strict=True):
        assert np.array_equal(one, other)


@given(seekers, worlds(), FILTERS, st.sampled_from((loops, twins)), st.sampled_from((1, MANY)))
def test_a_large_shelf_is_seen_as_a_small_one_compiled_or_not(person, things, filters, loop, alike):
    """Whether many are alike, so that each look is judged once, or each is like no other."""
    things = tuple(replace(thing, id=f"{thing.id}{n}") for thing in things for n in range(alike))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wide, "loop", loop)
        check(person, things, filters)


def check(person, things, filters):
    for market in snapshot(things).shelves.values():
        plain, quick = both(person, market.segments[0], filters)
        assert_equal(plain, quick)
        every = np.arange(len(market.segments[0].shelf))
        for rule in RULES:
            for loosened in rule.loosen(person, scene()):
                args = rule, loosened.seeker, every
                assert np.array_equal(plain.still_hides(*args), quick.still_hides(*args))


def test_a_large_market_is_seen_wide_and_a_small_one_scanned():
    """Negative control of all that is compared elsewhere: both ways are really taken."""
    things = tuple(Item(f"i{n}", Market.OPPORTUNITIES) for n in range(FEW))
    views = [look(Seeker("p"), snapshot(things[:n]), ASKED) for n in (FEW - 1, FEW)]
    assert [type(view[0]) for view in views] == [Narrow, Wide]


@given(seekers, worlds(most=4), claims)
def test_the_twins_of_looking_again_agree(person, things, claim):
    after = replace(person, skills=(*person.skills, claim))
    for market in snapshot(things).shelves.values():
        keys = []
        for loop in (loops, twins):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(wide, "loop", loop)
                view = Wide.of(market.segments[0], person, scene(), EVERYTHING, DAY)
                keys += [then.keys for then in again(view, [Deed(after, claim), Deed(person), Deed(after, claim)])]
        assert all(map(np.array_equal, keys[:3], keys[3:]))


@given(st.integers(0, 210_000))
def test_the_longest_chord_of_a_distance_is_the_longest(hundreds):
    assert along(longest(hundreds)) <= hundreds
    assert longest(hundreds) == LONGEST or along(longest(hundreds) + 1) > hundreds


@given(st.lists(seekers, min_size=2, max_size=4), worlds(Market.OPPORTUNITIES))
def test_what_many_have_alike_is_worked_out_once_and_nobody_is_seen_otherwise(people, things):
    """The first comes again at the end, when everything about them is kept already."""
    things = tuple(replace(thing, id=f"{thing.id}{n}") for thing in things for n in range(MANY))
    shelf = snapshot(things)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matching.retrieve.seeing.FEW", 0)
        alone = [look(one, shelf, ASKED) for one in (*people, people[0])]
        together = [views for _, views in look_for_many((*people, people[0]), shelf, ASKED)]
    for one, other in zip(alone, together, strict=True):
        assert_equal(one[0], other[0])
        assert other[0].shared is together[0][0].shared is not None


def test_what_is_kept_has_a_bound():
    shared, made = Shared(100), []
    for key in ("a", "b", "a", "c", "a"):
        shared.kept(key, lambda key=key: made.append(key) or np.zeros(6))
    assert made == ["a", "b", "c", "a"], "48 bytes each: the third begins anew"
