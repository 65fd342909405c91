"""Each factor and each rule says the same of one pair as of a whole shelf."""

import numpy as np
from hypothesis import given

from matching.codes import MOVES, PARTS, REASONS, RULES, VERDICTS
from matching.distance import distances, hundred_metres, point
from matching.eligibility import RULES as ALL_RULES
from matching.eligibility import outcome_of
from matching.factors import FACTORS
from matching.retrieve.lens import Lens
from matching.types import Market, Outcome
from tests.matching.worlds import places, scene, seekers, snapshot, worlds


@given(seekers, worlds())
def test_factors_agree_on_one_and_many(seeker, things):
    for (shelved,) in (market.segments for market in snapshot(things).shelves.values()):
        lens = Lens(seeker, shelved.shelf, scene())
        for name, factor in FACTORS.items():
            alone = [factor.value(seeker, item, scene()) for item in shelved.shelf.items]
            assert factor.scan(lens).tolist() == [-1 if value is None else value for value in alone], name
            assert all(value is None or 0 <= value <= 1000 for value in alone), name


@given(seekers, worlds())
def test_rules_agree_on_one_and_many(seeker, things):
    for (shelved,) in (market.segments for market in snapshot(things).shelves.values()):
        lens = Lens(seeker, shelved.shelf, scene())
        for rule in ALL_RULES:
            alone = [rule.judge(seeker, item, scene()) for item in shelved.shelf.items]
            said = [Outcome.PASS if verdict is None else verdict.outcome for verdict in alone]
            assert [outcome_of(int(number)) for number in rule.scan(lens)] == said, rule.name


@given(seekers, worlds(most=3))
def test_every_code_is_in_the_list_of_codes(seeker, things):
    for item in things:
        for factor in FACTORS.values():
            told = factor.tell(seeker, item, scene())
            assert {reason.code for reason in told.reasons} <= REASONS
            assert {share.code for share in told.shares} <= PARTS
        for rule in ALL_RULES:
            verdict = rule.judge(seeker, item, scene())
            assert verdict is None or verdict.code in VERDICTS


def test_every_rule_and_factor_is_named_in_the_list_of_codes():
    assert {rule.name for rule in ALL_RULES} == RULES
    assert {code.partition(".")[0] for code in REASONS} == set(FACTORS)
    assert all(code.startswith("rerank.") for code in MOVES)


@given(places, places)
def test_distances_agree_on_one_and_many_and_both_ways(here, there):
    away = hundred_metres(here, there)
    assert away == hundred_metres(there, here)
    assert away == distances(point(here), np.array([point(there)]))[0]


def test_every_market_has_a_shelf():
    assert set(snapshot(()).shelves) == set(Market)
