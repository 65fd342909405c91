"""Weights from comparisons: always on the simplex, always the likeliest, never moved by order."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.config import DEFAULT, Weight
from matching.errors import BadInput
from matching.learn.simplex import SHARPNESS, UNIT, Comparison, estimate, thousandths
from matching.types import Market

SIDE = DEFAULT.scheme(Market.OPPORTUNITIES).forward
DELTA = st.tuples(*[st.integers(-1000, 1000)] * len(SIDE))
COMPARISONS = st.lists(st.builds(Comparison, DELTA, st.integers(1, 10**9)), max_size=12)


def weights(side):
    return [weight.weight for weight in side]


def prefer(side, delta):
    return sum(weight.weight * each for weight, each in zip(side, delta, strict=True))


@given(COMPARISONS, st.sampled_from([0.01, 1.0, 8.0, 1000.0]))
def test_no_answers_whatever_lead_off_the_simplex(comparisons, strength):
    found = estimate(SIDE, comparisons, strength)
    assert sum(weights(found)) == 1000
    assert min(weights(found)) >= 1
    assert [(w.factor, w.prior, w.low, w.high) for w in found] == [(w.factor, w.prior, w.low, w.high) for w in SIDE]


@given(COMPARISONS, st.randoms(use_true_random=False))
def test_neither_order_nor_splitting_matters(comparisons, chance):
    shuffled = [
        Comparison(each.delta, part)
        for each in comparisons
        for part in (each.counts // 2, -(-each.counts // 2))
        if part
    ]
    chance.shuffle(shuffled)
    assert estimate(SIDE, comparisons, 8.0) == estimate(SIDE, shuffled, 8.0)


@given(DELTA)
def test_one_answer_moves_towards_what_was_chosen_and_none_moves_nothing(delta):
    assert estimate(SIDE, [], 8.0) == SIDE
    assert prefer(estimate(SIDE, [Comparison(delta)], 8.0), delta) >= prefer(SIDE, delta) - 3000  # rounding


@given(st.integers(1, 999), st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), max_size=5))
def test_it_is_the_likeliest_of_all_there_are(first, deltas):
    prior = (Weight("goals", first, 500, 0, 1000), Weight("pay", 1000 - first, 500, 0, 1000))

    def height(share):
        told = sum(-math.log1p(math.exp(-SHARPNESS * (share * a + (1 - share) * b) / 1000)) for a, b in deltas)
        return told + 8 * (first * math.log(share) + (1000 - first) * math.log(1 - share)) / 1000

    best = max(range(1, 1000), key=lambda share: height(share / 1000))
    found = estimate(prior, [Comparison(delta) for delta in deltas], 8.0)
    assert abs(found[0].weight - best) <= 2


@pytest.mark.parametrize("true", [(500, 100, 100, 100, 100, 100), (50, 50, 100, 500, 250, 50)])
def test_known_weights_are_found_again_and_better_with_more_answers(true):
    chance = random.Random(7)
    asked = [tuple(chance.randint(-800, 800) for _ in SIDE) for _ in range(2000)]
    answers = []
    for delta in asked:
        better = sum(w * each for w, each in zip(true, delta, strict=True)) / 10**6
        is_first = chance.random() < 1 / (1 + math.exp(-SHARPNESS * better))
        answers.append(Comparison(delta if is_first else tuple(-each for each in delta)))

    def off(count):
        return sum(abs(a - b) for a, b in zip(weights(estimate(SIDE, answers[:count], 8.0)), true, strict=True))

    assert off(2000) < 100 < off(20)


@given(st.lists(st.floats(1e-9, 1e9), min_size=1, max_size=40))
def test_thousandths_sum_and_keep_order(shares):
    whole = thousandths(shares)
    assert (sum(whole), min(whole) >= 1) == (1000, True)
    assert all(
        b >= a - 1 for (x, a) in zip(shares, whole, strict=True) for (y, b) in zip(shares, whole, strict=True) if y >= x
    )


def test_what_cannot_be_compared_is_refused():
    for wrong, code in (
        (lambda: Comparison((1001,)), "learn.comparison"),
        (lambda: Comparison((1,), 0), "learn.comparison"),
        (lambda: estimate(SIDE, [Comparison((1, 2))], 8.0), "learn.factors"),
        (lambda: estimate(SIDE, [], 0.0), "learn.strength"),
        (lambda: estimate(SIDE, [], math.nan), "learn.strength"),
    ):
        with pytest.raises(BadInput, match=code):
            wrong()
    assert UNIT > 1
