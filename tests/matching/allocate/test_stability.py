"""The plan is feasible, stable, and the best stable one for everybody; how it was fed does not matter."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.allocate import Applicant, Call, Place, Seats, Solver, Wish, allocate
from matching.allocate.deferred import solve
from matching.allocate.table import columns
from tests.matching.allocate.calls import (
    SEED,
    acceptable,
    all_plans,
    big_call,
    calls,
    is_stable,
    plan_of,
    rank,
)


@given(calls())
def test_nobody_gets_more_than_there_is_nor_what_they_did_not_wish_for(call):
    allocation = allocate(call, SEED)
    for place in call.places:
        held = allocation.held[place.id]
        assert len(held) <= place.capacity
        for kind, seats in enumerate(place.seats):
            assert sum(placement.kind == kind for placement in held) <= seats.count
        assert all(acceptable(call, call.applicant[placement.applicant], place.id) for placement in held)


@given(calls())
def test_no_pair_would_rather_have_each_other(call):
    allocation = allocate(call, SEED)
    assert is_stable(call, allocation.numbers, plan_of(allocation))


@settings(max_examples=20)
@given(calls(most=6))
def test_of_all_stable_plans_it_is_the_best_for_every_applicant(call):
    allocation = allocate(call, SEED)
    ours = plan_of(allocation)
    stable = [plan for plan in all_plans(call) if is_stable(call, allocation.numbers, plan)]
    assert ours in stable
    for plan in stable:
        assert all(rank(a, ours[a.id]) <= rank(a, plan[a.id]) for a in call.applicants)


def test_a_stable_plan_need_not_be_the_best_so_the_last_test_can_fail():
    call = crossed()
    numbers = allocate(call, SEED).numbers
    assert is_stable(call, numbers, {"ana": "games", "rui": "print"})
    assert plan_of(allocate(call, SEED)) == {"ana": "print", "rui": "games"}


def crossed():
    """Two who each like best the place that likes the other best: two stable plans."""
    return Call(
        "crossed",
        (Place("games", (Seats(1),)), Place("print", (Seats(1),))),
        (
            Applicant("ana", (Wish("print", 1), Wish("games", 2))),
            Applicant("rui", (Wish("games", 1), Wish("print", 2))),
        ),
    )


@given(calls(), st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_is_nothing(call, chance):
    offered, people = list(call.places), list(call.applicants)
    chance.shuffle(offered)
    chance.shuffle(people)
    assert allocate(Call(call.id, tuple(offered), tuple(people)), SEED) == allocate(call, SEED)


@given(calls())
def test_both_solvers_say_the_same(call):
    assert allocate(call, SEED, Solver.COMPILED) == allocate(call, SEED, Solver.HEAPQ)


def test_both_solvers_say_the_same_of_a_big_call():
    for seed in range(3):
        call = big_call(seed=seed)
        allocation = allocate(call, SEED, Solver.COMPILED)
        assert allocation == allocate(call, SEED, Solver.HEAPQ)
        assert is_stable(call, allocation.numbers, plan_of(allocation))
        assert {placement.kind for placement in allocation.placements} == {None, 0, 1, 2}


@given(calls(most=6), st.integers(0, 5))
def test_no_other_list_of_wishes_would_have_brought_more(call, n):
    me = call.applicants[n % len(call.applicants)]
    honest = rank(me, allocate(call, SEED).placement(me.id).place)
    for length in range(len(me.wishes) + 1):
        for lie in permutations(me.wishes, length):
            got = allocate(call.with_wishes({me.id: lie}), SEED).placement(me.id).place
            assert honest <= rank(me, got)


def test_first_come_first_served_would_reward_a_lie_so_the_last_test_can_fail():
    """The immediate acceptance of old: whoever asked first for a seat keeps it."""
    call = Call(
        "boston",
        (Place("games", (Seats(1),)), Place("print", (Seats(1),))),
        (
            Applicant("ana", (Wish("games", 1), Wish("print", 9))),
            Applicant("eva", (Wish("games", 5),)),
            Applicant("rui", (Wish("print", 2),)),
        ),
    )

    def immediate(call):
        got = {}
        for turn in range(2):
            asking = {}
            for a in call.applicants:
                if a.id not in got and turn < len(a.wishes) and a.wishes[turn].place not in got.values():
                    asking.setdefault(a.wishes[turn].place, []).append((a.wishes[turn].score, a.id))
            got |= {max(row)[1]: place for place, row in asking.items()}
        return got

    assert "ana" not in immediate(call)
    assert immediate(call.with_wishes({"ana": (Wish("print", 9),)}))["ana"] == "print"
    assert allocate(call, SEED).placement("ana").place == "print"


def test_a_reserve_takes_members_first_and_is_soft():
    people = [Applicant(f"city{n}", (Wish("lab", 9 - n),)) for n in range(3)]
    people += [Applicant(f"town{n}", (Wish("lab", 3 - n),), frozenset({"small-town"})) for n in range(2)]

    def got(*kinds, crowd=people):
        call = Call("c", (Place("lab", kinds),), tuple(crowd))
        return {p.applicant for p in allocate(call, SEED).placements if p.place}

    assert got(Seats(3)) == {"city0", "city1", "city2"}
    assert got(Seats(1, "small-town"), Seats(2)) == {"town0", "city0", "city1"}
    assert got(Seats(2, "small-town"), Seats(1)) == {"town0", "town1", "city0"}
    assert got(Seats(3, "small-town"), crowd=people[:3]) == {"city0", "city1", "city2"}  # nobody's seat stays empty


def test_the_order_of_precedence_decides_how_much_a_reserve_does():
    """A good member takes an open seat when these come first, and leaves the reserved one to the next member."""
    people = (
        Applicant("star", (Wish("lab", 9),), frozenset({"small-town"})),
        Applicant("city", (Wish("lab", 5),)),
        Applicant("town", (Wish("lab", 1),), frozenset({"small-town"})),
    )

    def got(*kinds):
        return {p.applicant for p in allocate(Call("c", (Place("lab", kinds),), people), SEED).placements if p.place}

    assert got(Seats(1, "small-town"), Seats(1)) == {"star", "city"}
    assert got(Seats(1), Seats(1, "small-town")) == {"star", "town"}


def test_scores_too_far_apart_to_pack_still_decide():
    chance = np.random.default_rng(3)
    n = 60
    starts = np.arange(n + 1)
    points = chance.integers(-9, 9, n) * (1 << 57)
    seats = [[(20, 1), (10, 0)]]
    groups = chance.integers(0, 2, n)
    table = columns(starts, np.zeros(n, np.int32), points, seats, groups)
    near = columns(starts, np.zeros(n, np.int32), points >> 57, seats, groups)
    assert np.array_equal(solve(table), solve(near))
    assert (solve(table, Solver.COMPILED) >= 0).sum() == 30


HASHED = """
from hashlib import sha256
from matching.allocate import Solver, allocate, bundle
from tests.matching.allocate.calls import SEED, big_call
for solver in Solver:
    files = bundle(allocate(big_call(120), SEED, solver))
    print(sha256(b"".join(files[name] for name in files)).hexdigest())
"""


WITHOUT_NUMBA = """
import sys
sys.modules["numba"] = None
from matching.compiled import IS_COMPILED
assert not IS_COMPILED
"""


def test_every_process_writes_the_same_bytes_with_a_compiler_and_without():
    told = set()
    for seed, script in (("1", HASHED), ("2", WITHOUT_NUMBA + HASHED)):
        done = subprocess.run(
            [sys.executable, "-c", script], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        told |= set(done.stdout.split())
    assert len(told) == 1


@given(calls(), st.integers(0, 7))
def test_a_better_score_never_loses_a_place(call, n):
    me = call.applicants[n % len(call.applicants)]
    before = rank(me, allocate(call, SEED).placement(me.id).place)
    better = tuple(
        replace(w, score=None if w.score is None else w.score + random.Random(n).choice((0, 2.5))) for w in me.wishes
    )
    assert rank(me, allocate(call.with_wishes({me.id: better}), SEED).placement(me.id).place) <= before
