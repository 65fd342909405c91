"""Prices of competition: what they promise, against optimal transport and against themselves."""

import os
import subprocess
import sys
import warnings
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.config import Competition
from matching.errors import BadInput
from matching.market.clearing import Terms, clear
from matching.market.demand import Demand, Wanted
from matching.market.exposure import MICRO, Day, faded, of_page
from matching.market.prices import Prices, charge, priced, priced_over

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # of its docstrings, when they are compiled the first time
    warnings.simplefilter("ignore", DeprecationWarning)
    import ot

SHARP = Terms(tolerance=1e-6, most_steps=1_000)
THINGS = tuple("abcdef")


@st.composite
def markets(draw):
    """Lists of a few people, and places for every thing they might want."""
    lists = draw(
        st.lists(st.dictionaries(st.sampled_from(THINGS), st.integers(0, 10_000), min_size=1), min_size=1, max_size=12)
    )
    wanted = [Wanted(f"p{n}", tuple(things.items()), min(things.values())) for n, things in enumerate(lists)]
    return wanted, {thing: draw(st.integers(1, 3)) for thing in THINGS}


def crowd(count, seed=1, things=40):
    """Everybody wants much the same; a place for every second person."""
    random = np.random.default_rng(seed)
    scores = (5000 * random.random(things) + 5000 * random.random((count, things))).astype(int)
    names = [f"t{n:03}" for n in range(things)]
    wanted = [Wanted(f"p{n:04}", tuple(zip(names, row.tolist(), strict=True)), 4000) for n, row in enumerate(scores)]
    return wanted, dict.fromkeys(names, max(1, count // (2 * things)))


def test_prices_are_the_potentials_that_optimal_transport_finds():
    wanted, places = crowd(120)
    demand = Demand.of(wanted)
    found = clear(demand, places, terms=SHARP)
    assert found.has_converged
    assert min(found.prices.values()) == 0 < max(found.prices.values())  # some are crowded, some are not
    loads = np.array(list(found.looked_at.values()))
    columns = np.append(loads, len(wanted) - loads.sum())  # the last is what lies beyond: no price, any amount
    scores = np.column_stack((demand.scores.reshape(120, -1), demand.beyond))
    _, log = ot.sinkhorn(
        np.ones(120), columns, -scores.astype(float), SHARP.epsilon, stopThr=1e-12, numItermax=20_000, log=True
    )
    potentials = SHARP.epsilon * (np.log(log["v"][-1]) - np.log(log["v"][:-1]))
    assert np.abs(potentials - np.array(list(found.prices.values()))).max() < 1
    assert all(found.looked_at[one] <= found.room[one] * (1 + 1e-5) for one in places)
    naive = clear(demand, dict.fromkeys(places, 1000))  # the same people with room for all of them
    assert set(naive.prices.values()) == {0}


@given(markets(), st.randoms())
def test_the_order_of_input_changes_no_bit(market, random):
    wanted, places = market
    again = [Wanted(one.person, random.sample(one.things, len(one.things)), *one[2:]) for one in wanted]
    random.shuffle(again)
    shuffled = dict(random.sample(sorted(places.items()), len(places)))
    first, second = clear(Demand.of(wanted), places), clear(Demand.of(again), shuffled)
    assert first == second
    assert list(first.prices) == list(second.prices)


@settings(max_examples=25)
@given(markets(), st.sampled_from(THINGS), st.integers(0, 10_000))
def test_more_demand_never_makes_a_thing_cheaper(market, thing, score):
    wanted, places = market
    more = [*wanted, Wanted("z", ((thing, score),), 0)]
    places = {one: count * (len(wanted) + 1) for one, count in places.items() if one != thing} | {thing: 1}
    before = clear(Demand.of(wanted), places, terms=SHARP)
    after = clear(Demand.of(more), places, terms=SHARP)
    assume(before.has_converged and after.has_converged)
    assert after.prices[thing] >= before.prices.get(thing, 0) - 1
    assert before.prices.keys() == {one for person in wanted for one, _ in person.things}  # nobody wants it: no price


@given(markets())
def test_where_there_is_room_for_all_nothing_costs_anything(market):
    wanted, _ = market
    found = clear(Demand.of(wanted), dict.fromkeys(THINGS, len(wanted)))
    assert set(found.prices.values()) <= {0}
    assert found.has_converged


def test_both_twins_agree_to_the_last_bit_and_a_warm_start_is_quick():
    wanted, places = crowd(400, things=60)
    demand = Demand.of(wanted)
    found = clear(demand, places, is_compiled=True)
    assert found == clear(demand, places, is_compiled=False)
    warm = clear(demand, places, before=found.prices)
    assert warm.steps < found.steps / 2
    assert max(abs(warm.prices[one] - price) for one, price in found.prices.items()) < 100  # a point


def test_who_was_shown_much_has_less_room_until_days_have_passed():
    wanted, places = crowd(120)
    demand, today = Demand.of(wanted), date(2026, 11, 27)
    usual = clear(demand, places, terms=SHARP).prices
    page = of_page(f"t{n:03}" for n in range(20))
    assert MICRO - 20 <= sum(page.values()) <= MICRO
    assert page["t000"] > page["t019"] > 0
    prices = []
    for age in (0, 7, 69):
        days = [Day("t000", today - timedelta(age), 3, 2 * MICRO), Day("t001", today, 0, 0)]
        prices.append(clear(demand, places, shown=faded(days, today), terms=SHARP).prices["t000"])
    assert prices[0] > prices[1] > usual["t000"]
    assert abs(prices[2] - usual["t000"]) <= 5  # hundredths of a point
    assert faded([Day("t000", today - timedelta(70), 3, 2 * MICRO)], today) == {}


def test_the_other_way_round_over_asked_people_are_spared():
    lists = [Wanted(f"p{n}", (("one", 5000 + 300 * n), ("two", 5000 + 300 * n)), 1000) for n in range(6)]
    turned = Demand.of(lists).transposed({"one": 2.0, "two": 2.0})
    found = clear(turned, dict.fromkeys(turned.things, 1))
    assert [found.prices[f"p{n}"] for n in range(6)] == sorted(found.prices.values())
    assert found.prices["p5"] > 0
    assert turned.people == ("one", "two")


@given(st.integers(0, 10**12), st.integers(0, 1500), st.integers(0, 10_000))
def test_a_price_comes_off_once_and_in_whole_numbers(key, charged, price):
    left = priced(key, charged)
    assert priced_over(np.array([key]), np.array([charged])).tolist() == [left]
    assert priced(key, 0) == key
    assert abs(left**0.5 - max(0.0, key**0.5 - 100 * charged)) < 2
    assert charge(price, None) == 0
    assert charge(price, Competition()) == min(1500, price * 3 // 4)


def test_what_makes_no_market_is_told():
    lists = [Wanted("p", (("a", 10),))]
    assert clear(Demand.of([]), {}).has_converged
    assert clear(Demand.of([Wanted("p", ())]), {"a": 1}).prices == {}
    full = clear(Demand.of([*lists, Wanted("q", (("b", 5000),), 10)]), {"a": 1, "b": 0})
    assert full.prices["b"] > 0
    for code, call in (
        ("market.no-places", lambda: clear(Demand.of(lists), {"a": 0})),
        ("market.places", lambda: clear(Demand.of(lists), {"a": -1})),
        ("market.places", lambda: clear(Demand.of(lists), {})),
        ("market.shown", lambda: clear(Demand.of(lists), {"a": 1}, shown={"a": float("nan")})),
        ("market.price", lambda: clear(Demand.of(lists), {"a": 1}, before={"a": -5})),
        ("market.price", lambda: Prices({"a": 0})),
        ("market.score", lambda: Demand.of([Wanted("p", (("a", 10_001),))])),
        ("market.attention", lambda: Demand.of([Wanted("p", (("a", 1),), attention=float("nan"))])),
        ("market.twice", lambda: Demand.of([*lists, *lists])),
        ("market.twice", lambda: Demand.of([Wanted("p", (("a", 1), ("a", 2)))])),
        ("market.terms", lambda: Terms(epsilon=0)),
        ("market.shown-tomorrow", lambda: faded([Day("a", date(2026, 1, 2), 1, 1)], date(2026, 1, 1))),
        ("config.competition", lambda: Competition(weight=0)),
    ):
        with pytest.raises(BadInput, match=code.replace(".", r"\.")):
            call()


ELSEWHERE = """
from matching.market.clearing import clear
from matching.market.demand import Demand, Wanted
things = {f"t{n}": n * 37 % 101 for n in range(60)}
crowd = {Wanted(f"p{n}", tuple({(t, 9_000 - k * n % 997 * 7) for t, k in things.items()})) for n in range(90)}
found = clear(Demand.of(crowd, 12), {t: 1 for t in set(things)}, shown={t: 0.25 for t in set(things)})
print([one.person for one in crowd])
print(sorted(found.prices.items()), sorted(found.looked_at.items()), found.steps, found.off)
print(max(found.prices.values()))
"""


def test_prices_are_the_same_to_the_last_bit_in_every_process_whatever_order_its_sets_have():
    said = {
        seed: subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout.splitlines()
        for seed in ("1", "2")
    }
    assert said["1"][0] != said["2"][0], "the order of input differs, so the test can fail"
    assert said["1"][1] == said["2"][1]
    assert int(said["1"][2]) > 0, "somebody is crowded out"
