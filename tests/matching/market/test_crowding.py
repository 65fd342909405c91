"""A small region in which many want the same: prices bring more together, and do no harm where nobody is in the way."""

import numpy as np
import pytest

from matching.config import Competition
from matching.errors import BadInput
from matching.evaluate.crowding import interval, outcome, prices, simulate
from matching.market.prices import priced_over

SMALL = {"people": 600, "things": 120}


def test_prices_bring_half_as_many_again_together_and_cost_little():
    (apart, lone), (half, crowded) = simulate((2,), shares=(0.0, 0.5)).shares
    assert (apart, half) == (0.0, 0.5)
    for trial in crowded:
        assert trial.has_converged
        assert trial.ratio("matches") > 1.5
        assert trial.ratio("own") > 0.9
        assert trial.ratio("gini") < 0.8
    for what in ("matches", "own", "gained"):  # nobody shares a taste: nothing to gain, and nothing lost
        assert interval([trial.ratio(what) for trial in lone]).mean > 0.99


def test_without_prices_or_with_their_sign_turned_nothing_is_gained():
    chance = np.random.default_rng(3)
    own, theirs = ((500_000 * (chance.random(shape) + chance.random((600, 120)))) for shape in ((1, 120), (600, 1)))
    own, theirs = own.astype(np.int64) + 1, theirs.astype(np.int64) + 1
    places, luck, keys = chance.integers(1, 5, 120), chance.random((600, 120)), own * theirs
    found = np.array(list(prices(keys, places).prices.values()) + [0] * 120)[:120]
    off = priced_over(keys, np.broadcast_to(found * 3 // 4, keys.shape))
    none, right, wrong = (outcome(order, own, theirs, places, luck).matches for order in (keys, off, 2 * keys - off))
    assert wrong < none < right
    faint = simulate((1,), **SMALL, shares=(0.5,), competition=Competition(weight=1, most=1)).shares[0][1][0]
    assert abs(faint.ratio("matches") - 1) < 0.02


def test_the_same_seeds_give_the_same_report():
    first = simulate((4,), people=50, things=20, shares=(0.3,))
    assert first == simulate((4,), people=50, things=20, shares=(0.3,))
    told = interval([1.0, 2.0, 3.0])
    assert (told.mean, round(told.high - 2.0, 3)) == (2.0, 2.484)  # 4.303 × 1 / √3
    with pytest.raises(BadInput, match=r"simulate\.size"):
        simulate((), people=50, things=20)
