"""Six small choices say as much as six small choices can."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.config import DEFAULT
from matching.errors import BadInput
from matching.learn.vignettes import LEVELS, Answer, Choice, Vignette, design, information, personal
from matching.types import Market

SIDES = {market: DEFAULT.scheme(market).forward for market in Market}
SIDE = SIDES[Market.OPPORTUNITIES]


def moved(side, answers):
    return sum(abs(a.weight - b.weight) for a, b in zip(side, personal(side, answers), strict=True))


def small_choice(chance, side):
    """Any small choice: two or three factors, better here in one, there in another."""
    while True:
        names = chance.sample([weight.factor for weight in side], chance.choice((2, 3)))
        first, second = (tuple((name, chance.choice(LEVELS)) for name in names) for _ in range(2))
        signs = {(a > b) - (a < b) for (_, a), (_, b) in zip(first, second, strict=True)}
        if signs == {1, -1}:
            return Vignette(first, second)


@pytest.mark.parametrize("market", Market)
def test_six_are_asked_each_small_and_none_twice(market):
    side = SIDES[market]
    asked = design(side)
    assert len(asked) == len(set(asked)) == 6
    assert {name for vignette in asked for name, _ in vignette.first} == {weight.factor for weight in side}
    for vignette in asked:
        differences = [a - b for (_, a), (_, b) in zip(vignette.first, vignette.second, strict=True)]
        assert len(differences) in {2, 3}
        assert min(differences) < 0 < max(differences)


@pytest.mark.parametrize("market", Market)
def test_no_random_six_tell_more(market):
    side, chance = SIDES[market], random.Random(3)
    others = [information(side, [small_choice(chance, side) for _ in range(6)]) for _ in range(400)]
    best = information(side, design(side))
    assert best > max(others)
    assert best > sum(others) / len(others) + 1.5  # e^1.5: the usual six leave over four times the volume unknown


@given(st.lists(st.sampled_from(Choice), min_size=6, max_size=6), st.permutations(range(6)))
def test_a_person_stays_on_the_simplex_and_may_answer_in_any_order(choices, order):
    answers = [Answer(vignette, choice) for vignette, choice in zip(design(SIDE), choices, strict=True)]
    own = personal(SIDE, answers)
    assert sum(weight.weight for weight in own) == 1000
    assert min(weight.weight for weight in own) > 10  # six answers are not enough to say that something does not matter
    assert own == personal(SIDE, [answers[place] for place in order])


@pytest.mark.parametrize("market", Market)
@pytest.mark.parametrize("choice", [Choice.FIRST, Choice.SECOND])
def test_who_always_takes_the_same_side_says_next_to_nothing(market, choice):
    side = SIDES[market]
    lazy = moved(side, [Answer(vignette, choice) for vignette in design(side)])
    assert lazy <= 180  # of 2000 that they can be moved
    mainly = side[0].factor  # while somebody who means it is heard
    keen = [
        Answer(v, Choice.FIRST if dict(v.first).get(mainly, 0) >= dict(v.second).get(mainly, 0) else Choice.SECOND)
        for v in design(side)
    ]
    if market is Market.OPPORTUNITIES:
        assert personal(side, keen)[0].weight > side[0].weight + 60
    assert personal(side, []) == side


def test_what_is_no_choice_here_is_refused():
    other = Vignette((("grant", 850), ("deadline", 150)), (("grant", 150), ("deadline", 850)))
    for wrong, code in (
        (lambda: Vignette((("pay", 150),), (("place", 150),)), "learn.vignette"),
        (lambda: Vignette((), ()), "learn.vignette"),
        (lambda: personal(SIDE, [Answer(other, Choice.FIRST)]), "learn.factors"),
        (lambda: design(SIDE[:1]), "learn.too-few"),
        (lambda: design(SIDE, 0), "learn.too-few"),
    ):
        with pytest.raises(BadInput, match=code):
            wrong()


SCRIPT = """
from matching.config import DEFAULT
from matching.evaluate.learning import simulate
from matching.learn.vignettes import Answer, Choice, design, personal
for scheme in DEFAULT.schemes:
    asked = design(scheme.forward)
    print(asked, personal(scheme.forward, [Answer(one, Choice.SECOND) for one in asked]))
print(simulate(5, people=100, months=1))
"""


def test_every_process_asks_the_same_and_hears_the_same():
    root = Path(__file__).resolve().parents[3]
    said = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert len(said.pop()) > 2000
