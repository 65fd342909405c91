"""Many explanations at once say, number by number, what each says alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.config import Competition
from matching.explain.batch import explain_many
from matching.explain.contributions import explain
from matching.market.prices import Prices
from matching.retrieve.lens import Lens
from matching.types import TOLERANCE
from tests.matching.worlds import scene, seekers, snapshot, worlds


@settings(max_examples=40)
@given(seekers, worlds(most=8), st.sampled_from((None, Competition())), st.integers(1, 4000))
def test_a_batch_has_the_very_numbers_of_each_pair_alone_and_they_sum(seeker, things, terms, price):
    prices = Prices({thing.id: price for thing in things[::2]})
    for (shelved,) in (market.segments for market in snapshot(things).shelves.values()):
        lens = Lens(seeker, shelved.shelf, scene())
        told = explain_many(lens, prices=prices, terms=terms)
        for i, item in enumerate(shelved.shelf.items):
            match = explain(seeker, item, scene(), charge=prices.of(item.id, terms))
            assert told[i] == match
            assert (told.base, told.score[i], told.low[i], told.high[i]) == (
                match.base,
                match.score,
                match.low,
                match.high,
            )
            assert told.competition[i] == (match.competition.points if match.competition else 0)
            assert (told.forward.score[i], told.backward.score[i]) == (match.forward.score, match.backward.score)
            assert numbers(told, i) == [
                (c.side, c.factor, c.points, c.side_points, c.value, c.low, c.high, c.is_known)
                for c in match.contributions
            ]
        sums = told.base + told.competition + told.forward.points.sum(axis=1) + told.backward.points.sum(axis=1)
        assert np.all(np.abs(sums - told.score) <= TOLERANCE)
        some = explain_many(lens, np.arange(0, len(lens), 2))
        assert [numbers(some, i) for i in range(len(some))] == [numbers(told, i) for i in range(0, len(told), 2)]


def numbers(told, row):
    return [
        (side.side, weight.factor, *(part[row, i].item() for part in columns(side)))
        for side in (told.forward, told.backward)
        for i, weight in enumerate(side.weights)
    ]


def columns(side):
    return side.points, side.side_points, side.values / 1000, side.low / 1000, side.high / 1000, side.is_known
