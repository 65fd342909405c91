"""The alarm is calibrated: it finds a disadvantage, and where there is none it stays silent nineteen times in twenty."""

import math

import numpy as np
import pytest
from scipy import stats

from matching.audit.alarm import Level, Measure, audit
from matching.audit.exposure import MILLION
from matching.errors import BadInput
from matching.evaluate.auditing import panel, power


def test_a_biased_panel_is_flagged_and_says_against_whom():
    told = panel(seed=1, people=400, bias=1.0)
    assert told.is_alarm
    against = {(found.measure, found.worse) for found in told.findings if found.level is Level.ALARM}
    assert {(measure, 2) for measure in Measure} <= against
    assert {worse for _, worse in against} == {2}


def test_without_bias_at_most_one_panel_in_twenty_is_flagged():
    fair = power(0.0, panels=200, people=300)
    assert fair.alarms <= 200 * 0.05
    assert power(1.0, panels=20, people=300).share >= 0.9  # the same panels can be flagged
    theirs = stats.binomtest(fair.alarms, 200).proportion_ci(method="wilson")
    assert (fair.low, fair.high) == pytest.approx(tuple(theirs))


def test_both_a_large_ratio_and_more_than_chance_make_an_alarm():
    def impact(chosen, others, people):
        code = np.repeat([0, 1], people)
        picked = np.concatenate([np.arange(people) < chosen, np.arange(people) < others])
        even = np.arange(2 * people) % 2
        told = audit(code, chosen=picked, scores=even, exposure=even * MILLION)
        return next(found for found in told.findings if found.measure is Measure.IMPACT), told.is_alarm

    small, is_alarm = impact(4500, 5000, 10_000)
    assert (small.level, small.ratio, is_alarm) == (Level.SMALL, 0.9, False)
    unsure, is_alarm = impact(3, 6, 12)
    assert (unsure.level, unsure.ratio, is_alarm) == (Level.UNSURE, 0.5, False)
    large, is_alarm = impact(100, 200, 400)
    assert (large.level, large.ratio, large.worse, large.better, is_alarm) == (Level.ALARM, 0.5, 0, 1, True)


def test_nothing_to_compare_is_no_alarm():
    nobody = np.zeros(0, dtype=int)
    assert audit(nobody, chosen=nobody > 0, scores=nobody, exposure=nobody).findings == ()
    code = np.repeat([0, 1], 20)
    told = audit(code, chosen=code < 0, scores=code * 0, exposure=code * 0)
    assert {(found.level, found.p) for found in told.findings} == {(Level.CLEAR, 1.0)}
    assert all(math.isnan(share.parity) for share in told.exposure.shares)
    with pytest.raises(BadInput, match=r"simulate\.size"):
        panel(1, 99, 0.0)
