"""Hours of mentors: both plans keep all budgets, the stable one leaves nobody who would rather, the full one is fullest."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from matching.allocate import Budget, Pair, Round, plan_round
from matching.errors import BadInput

hours = st.integers(0, 4)


@st.composite
def rounds(draw):
    mentees = tuple(Budget(f"m{n}", draw(hours)) for n in range(draw(st.integers(1, 4))))
    mentors = tuple(Budget(f"t{n}", draw(hours)) for n in range(draw(st.integers(1, 4))))
    side = st.integers(0, 3).map(lambda n: n * 250_000)
    pairs = tuple(
        Pair(a.id, b.id, draw(side), draw(side), draw(hours)) for a in mentees for b in mentors if draw(st.booleans())
    )
    return Round(mentees, mentors, pairs, "seed")


def used(plan, side):
    total = {}
    for pair, given_ in plan.hours.items():
        total[pair[side]] = total.get(pair[side], 0) + given_
    return total


@given(rounds())
def test_nobody_gives_or_gets_more_than_they_said(asked):
    most = {(p.mentee, p.mentor): p.hours for p in asked.pairs}
    plans = plan_round(asked)
    for plan in (plans.stable, plans.fullest):
        assert all(0 < given_ <= most[pair] for pair, given_ in plan.hours.items())
        for side, budgets in enumerate((asked.mentees, asked.mentors)):
            assert all(used(plan, side).get(b.id, 0) <= b.hours for b in budgets)
        assert plan.unmet == sum(b.hours for b in asked.mentees) - sum(plan.hours.values())


@given(rounds())
def test_the_stable_plan_has_no_blocking_pair_and_is_best_for_mentees_asked_again(asked):
    assert plan_round(asked).stable.blocking_pairs == ()


def test_a_plan_that_ignores_a_pair_has_it_as_blocking_so_the_last_test_can_fail():
    told = plan_round(
        Round(
            (Budget("ana", 1), Budget("eva", 1)),
            (Budget("mia", 1), Budget("rui", 1)),
            (
                Pair("ana", "mia", 1_000_000, 1_000_000),
                Pair("ana", "rui", 900_000, 900_000),
                Pair("eva", "mia", 900_000, 900_000),
                Pair("eva", "rui", 10_000, 10_000),
            ),
            "s",
        )
    )
    assert told.stable.hours == {("ana", "mia"): 1, ("eva", "rui"): 1}
    assert told.fullest.hours == {("ana", "rui"): 1, ("eva", "mia"): 1}
    assert told.fullest.blocking_pairs == (("ana", "mia"),)
    assert (told.stable.total, told.fullest.total) == (1_010_000, 1_800_000)
    assert (told.stable.worst, told.fullest.worst) == (10_000, 900_000)


@given(rounds())
def test_the_fullest_plan_is_as_full_as_an_independent_solver_says_and_its_prices_prove_it(asked):
    told = plan_round(asked)
    bound = sum(b.hours * told.mentee_prices[b.id] for b in asked.mentees)
    bound += sum(b.hours * told.mentor_prices[b.id] for b in asked.mentors)
    for pair in asked.pairs:
        excess = pair.fit - told.mentee_prices[pair.mentee] - told.mentor_prices[pair.mentor]
        bound += max(0, excess) * pair.hours
    assert min((*told.mentee_prices.values(), *told.mentor_prices.values())) >= 0
    assert told.fullest.total == bound >= told.stable.total
    if asked.pairs:
        rows = [[p.mentee == b.id for p in asked.pairs] for b in asked.mentees]
        rows += [[p.mentor == b.id for p in asked.pairs] for b in asked.mentors]
        oracle = linprog(
            [-p.fit for p in asked.pairs],
            A_ub=np.array(rows, dtype=float),
            b_ub=[b.hours for b in (*asked.mentees, *asked.mentors)],
            bounds=[(0, p.hours) for p in asked.pairs],
        )
        assert told.fullest.total == pytest.approx(-oracle.fun)


@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_is_nothing(asked, chance):
    parts = [list(part) for part in (asked.mentees, asked.mentors, asked.pairs)]
    for part in parts:
        chance.shuffle(part)
    assert plan_round(Round(*(tuple(part) for part in parts), asked.seed)) == plan_round(asked)


def test_a_big_round_is_stable_and_splits_hours():
    chance = random.Random(5)
    mentees = tuple(Budget(f"m{n}", chance.randint(1, 6)) for n in range(300))
    mentors = tuple(Budget(f"t{n}", chance.randint(0, 30)) for n in range(40))
    pairs = tuple(
        Pair(a.id, b.id, chance.randrange(10**6), chance.randrange(10**6), chance.randint(1, 4))
        for a in mentees
        for b in chance.sample(mentors, 8)
    )
    told = plan_round(Round(mentees, mentors, pairs, "s"))
    assert told.stable.blocking_pairs == ()
    assert len(told.fullest.blocking_pairs) > 20
    assert told.fullest.total > told.stable.total
    assert max(sum(pair[0] == m.id for pair in told.stable.hours) for m in mentees) > 1


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Budget("", 1), "budget.id"),
        (lambda: Budget("a", -1), "budget.hours"),
        (lambda: Pair("a", "b", -1, 0), "pair.side"),
        (lambda: Pair("a", "b", 0, 1_000_001), "pair.side"),
        (lambda: Pair("a", "b", 0, 0, -1), "pair.hours"),
        (lambda: Round((), (Budget("b", 1),), (), "s"), "round.empty"),
        (lambda: Round((Budget("a", 1),) * 2, (Budget("b", 1),), (), "s"), "budget.twice"),
        (lambda: Round((Budget("a", 1),), (Budget("b", 1),), (Pair("a", "c", 0, 0),), "s"), "pair.stranger"),
        (lambda: Round((Budget("a", 1),), (Budget("b", 1),), (Pair("a", "b", 0, 0),) * 2, "s"), "pair.twice"),
    ],
)
def test_what_cannot_be_is_refused(make, code):
    with pytest.raises(BadInput) as caught:
        make()
    assert caught.value.code == code
