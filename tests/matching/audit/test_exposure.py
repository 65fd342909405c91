"""Exposure by place, group and employer: worked out by hand, and a test that finds what is there and nothing else."""

import math

import numpy as np
import pytest
from scipy import stats

from matching.audit.exposure import MILLION, by_group, by_place, exposures, gini
from matching.errors import BadInput


def test_a_place_is_worth_less_the_further_down_it_is():
    seen = exposures([[2, 0, 1], [2, 1]], 4)
    assert (seen / MILLION).tolist() == pytest.approx(
        [1 / math.log2(3), 1 / math.log2(4) + 1 / math.log2(3), 2, 0], abs=2e-6
    )
    assert exposures([], 2).tolist() == [0, 0]
    with pytest.raises(BadInput, match=r"audit\.page"):
        exposures([[0, 4]], 4)


def test_shares_by_size_of_town():
    town, big = by_place(np.array([0, 1, 1, 1, -1]), np.array([3, 1, 0, 2, 50]) * MILLION, 2)
    assert (town.of_members, town.of_exposure, town.parity) == (0.25, 0.5, 2.0)
    assert (big.members, big.of_exposure, big.parity) == (3, 0.5, pytest.approx(2 / 3))
    empty, *_ = by_place(np.array([1]), np.array([1]), 2)
    assert (empty.members, math.isnan(empty.parity)) == (0, True)


def test_the_test_of_exposure_is_a_permutation_test():
    chance = np.random.default_rng(4)
    code, seen = np.repeat([0, 1], [60, 90]), chance.integers(0, 9, 150) * MILLION
    seen[:60] += MILLION // 2
    (pair,) = by_group(code, seen, draws=4999).pairs

    def apart(one, other, axis):
        return np.abs(one.mean(axis) - other.mean(axis))

    told = stats.permutation_test(
        (seen[:60], seen[60:]), apart, n_resamples=4999, vectorized=True, alternative="greater", rng=1
    )
    assert pair.p == pytest.approx(told.pvalue, rel=0.4)
    assert by_group(code, seen, draws=4999).pairs == (pair,)
    apart_by_far = by_group(code, np.where(code == 0, MILLION, 0), draws=4999).pairs
    assert [pair.p for pair in apart_by_far] == [1 / 5000]
    assert by_group(code, np.full(150, 7), draws=4999).pairs[0].p == 1


@pytest.mark.parametrize(
    ("amounts", "value"), [([5, 5, 5], 0), ([0, 0, 0, 8], 0.75), ([1, 2, 3], 2 / 9), ([3, 1, 2], 2 / 9)]
)
def test_gini_by_hand(amounts, value):
    assert gini(np.array(amounts)) == pytest.approx(value)
    assert math.isnan(gini(np.zeros(3, dtype=int)))
