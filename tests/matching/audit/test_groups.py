"""A group of fewer than ten is not shown, and cannot be worked out from what is."""

import itertools

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.audit.exposure import by_group
from matching.audit.groups import FEWEST, cells
from matching.audit.ratios import impact


def people(*counts, silent=0):
    return np.concatenate([np.full(count, group) for group, count in enumerate(counts)] + [np.full(silent, -1)])


def test_a_small_group_hides_among_those_who_did_not_say():
    told = cells(people(40, 3, 50, silent=25))
    assert (told.shown, told.rest) == (((0, 40), (2, 50)), 28)


def test_without_them_a_second_group_is_withheld():
    told = cells(people(40, 3, 50))
    assert (told.shown, told.rest) == (((2, 50),), 43)


def test_groups_that_are_all_large_are_all_shown():
    assert cells(people(10, 11, silent=2)).groups == (0, 1)
    assert cells(people()).shown == ()


def test_no_figure_of_a_small_group_is_in_what_is_told():
    code = people(40, 3, 50, silent=25)
    told = impact(code, code >= 0)
    assert ([rate.group for rate in told.rates], [(pair.first, pair.second) for pair in told.pairs]) == (
        [0, 2],
        [(0, 2)],
    )
    shares = by_group(code, np.where(code == 1, 10**9, 10**6), draws=9)
    assert sum(share.of_exposure for share in shares.shares) == 1  # as if the small one were not there
    assert [share.parity for share in shares.shares] == [1, 1]


@example([19, 19, 9])  # two as large as each other, one of them withheld for the sake of the small one
@example([20, 19, 9])
@settings(max_examples=60)
@given(st.lists(st.integers(1, 24), min_size=2, max_size=4))
def test_whoever_knows_the_total_and_the_rule_cannot_tell_how_small_a_small_group_is(counts):
    told = cells(people(*counts))
    small = [group for group, count in enumerate(counts) if count < FEWEST]
    hidden = [group for group in range(len(counts)) if group not in told.groups]
    assert set(small) <= set(hidden)
    if not small or not told.shown:
        return
    # every way to fill the hidden cells that would have led to exactly these figures
    shown = dict(told.shown)
    ways = {
        fill
        for fill in itertools.product(range(1, told.rest), repeat=len(hidden))
        if sum(fill) == told.rest
        and cells(people(*[shown.get(group) or fill[hidden.index(group)] for group in range(len(counts))])) == told
    }
    for group in small:
        assert len({way[hidden.index(group)] for way in ways}) > 1
