"""Ratios of rates are those of fairlearn, intervals and tests those of scipy and of the published examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from matching.audit.exact import fisher, holm
from matching.audit.interval import score_interval
from matching.audit.ratios import impact, scoring
from matching.errors import BadInput
from matching.learn.gate import Standing, judge


def panel(people=3000, groups=4, seed=1):
    """Groups of rising size, and who was chosen: less often where the number is larger."""
    chance = np.random.default_rng(seed)
    code = chance.choice(groups, people, p=np.arange(1, groups + 1) / (groups * (groups + 1) / 2))
    return code, chance.random(people) < 0.5 - 0.1 * code


def test_rates_and_ratios_are_those_of_fairlearn():
    from fairlearn.metrics import MetricFrame, demographic_parity_ratio, selection_rate

    code, chosen = panel()
    told = impact(code, chosen)
    theirs = MetricFrame(metrics=selection_rate, y_true=chosen, y_pred=chosen, sensitive_features=code)
    assert {rate.group: rate.rate for rate in told.rates} == pytest.approx(theirs.by_group.to_dict())
    assert told.best == theirs.by_group.idxmax()
    least = demographic_parity_ratio(chosen, chosen, sensitive_features=code)
    assert min(rate.ratio for rate in told.rates) == pytest.approx(least)


def test_the_scoring_ratio_counts_who_is_above_the_median_of_all():
    code = np.repeat([0, 1], 20)
    scores = np.array([*range(20), *[19] * 10, *[0] * 10])  # the median is 9.5
    told = scoring(code, scores)
    assert [(rate.chosen, rate.rate, rate.ratio) for rate in told.rates] == [(10, 0.5, 1.0), (10, 0.5, 1.0)]
    tied = scoring(code, np.full(40, 7))
    assert (tied.best, tied.named(["a", "b"])) == (None, {})
    assert scoring(np.zeros(0, dtype=int), np.zeros(0)).rates == ()


TABLES = st.tuples(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40)).filter(
    lambda one: one[0] <= one[1] and one[2] <= one[3]
)


@given(TABLES)
@settings(max_examples=60)
def test_the_exact_test_is_scipys(table):
    chosen, people, other_chosen, others = table
    theirs = stats.fisher_exact([[chosen, people - chosen], [other_chosen, others - other_chosen]])
    assert fisher(*table) == pytest.approx(theirs[1], abs=1e-12)


def test_the_exact_test_of_very_many_is_scipys():
    assert fisher(500, 100_000, 700, 200_000) == pytest.approx(1.658181568796e-09, rel=1e-9)  # scipy.stats.fisher_exact


@pytest.mark.parametrize(
    ("table", "interval"),
    [
        pytest.param((36, 40, 16, 80), (2.94, 7.15), id="the example of Koopman 1984"),
        pytest.param((3, 30, 12, 40), (0.107, 0.973), id="few"),
        pytest.param((0, 20, 5, 30), (0.0, 1.035), id="none of one group"),
        pytest.param((5, 56, 0, 29), (0.726, np.inf), id="none of the other"),
        pytest.param((20, 20, 15, 30), (1.496, 3.016), id="all of one group"),
    ],
)
def test_the_interval_is_the_published_score_interval(table, interval):
    assert score_interval(*table) == pytest.approx(interval, abs=0.005)


def test_the_interval_of_many_agrees_with_the_logarithmic_one():
    katz = stats.contingency.relative_risk(3000, 10_000, 4000, 10_000).confidence_interval()
    assert score_interval(3000, 10_000, 4000, 10_000) == pytest.approx(tuple(katz), abs=5e-4)


@pytest.mark.parametrize("rates", [(0.1, 0.2), (0.5, 0.5), (0.05, 0.05)])
def test_nineteen_of_twenty_intervals_hold_the_true_ratio(rates):
    people = 30
    likely = [stats.binom(people, rate).pmf(range(people + 1)) for rate in rates]
    holding = 0.0
    for one in range(13 if rates[0] < 0.5 else people + 1):
        for other in range(17 if rates[0] < 0.5 else people + 1):
            low, high = score_interval(one, people, other, people) if one or other else (0, np.inf)
            holding += likely[0][one] * likely[1][other] * (low <= rates[0] / rates[1] <= high)
    assert 0.93 <= holding <= 0.995


def test_holm_rejects_step_by_step():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()
    assert holm([0.6, 0.9]) == (1.0, 1.0)


def test_nobody_chosen_is_no_ratio_and_a_group_never_chosen_is_a_ratio_of_nought():
    code = np.repeat([0, 1], 15)
    assert impact(code, np.zeros(30, dtype=bool)).best is None
    told = impact(code, code == 0)
    assert [(rate.ratio, rate.low) for rate in told.rates] == [(1.0, 1.0), (0.0, 0.0)]
    assert 0 < told.rates[1].high < 1
    assert told.named(["here", "there"]) == {"here": 1.0, "there": 0.0}


def test_a_lucky_dozen_is_not_what_everybody_is_held_against():
    code = np.concatenate((np.repeat([0, 1], 500), [2] * 12))
    told = impact(code, np.arange(1012) % 500 < np.array([250, 200, 12])[code])
    assert (told.best, told.named(["a", "b", "c"])) == (0, {"a": 1, "b": 0.8, "c": 2})
    assert told.rates[2].low < 2 < told.rates[2].high


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: impact(np.array([0, -2]), np.array([True, True])), r"audit\.group"),
        (lambda: impact(np.array([0, 1]), np.array([True])), r"audit\.length"),
        (lambda: fisher(3, 2, 0, 1), r"audit\.count"),
    ],
)
def test_what_cannot_be_is_refused(call, code):
    with pytest.raises(BadInput, match=code):
        call()


def test_what_the_audit_tells_is_what_the_gate_compares():
    code = np.concatenate((np.repeat([0, 1], 50), [2] * 4, [-1] * 20))
    before, after = (impact(code, np.arange(124) % 50 < np.where(code == 0, least, 40)) for least in (40, 30))
    champion, challenger = (Standing(0.7, 0.01, 900, told.named(["small", "large", "few"])) for told in (before, after))
    assert (champion.impact_ratios, challenger.impact_ratios) == ({"small": 1, "large": 1}, {"small": 0.75, "large": 1})
    assert judge(champion, challenger, approved_by="approval/1").refusals == ("gate.impact",)
    assert judge(challenger, champion, approved_by="approval/1").goes_live
