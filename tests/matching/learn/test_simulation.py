"""A region that asks and learns regrets less than one that does neither."""

import pytest

from matching.errors import BadInput
from matching.evaluate.learning import simulate


@pytest.mark.parametrize("seed", [2, 4])
def test_regret_falls_by_asking_and_further_by_learning(seed):
    report = simulate(seed, people=160, months=4)
    fixed, choices, learning = report.cumulative
    assert fixed > 1.3 * choices > 1.3 * learning
    assert report.removed[0] == 0
    assert report.removed[2] > report.removed[1] + 0.05 > 0.3
    first = report.months[0].regret
    assert first[1] == first[2] < first[0]  # the first month is content and choices alone


def test_answers_by_lot_are_worse_than_none_and_surer_ones_are_better():
    regret = [simulate(2, people=100, months=1, sharpness=each).cumulative for each in (0.0, 4.0, 24.0)]
    (fixed, by_lot, _), (_, unsure, _), (_, sure, _) = regret
    assert by_lot > fixed > unsure > sure


def test_the_gate_stood_in_between():
    report = simulate(2, people=160, months=4)
    verdicts = [month.verdict for month in report.months]
    assert any(verdict.goes_live for verdict in verdicts)
    for month in report.months:
        is_fine = month.challenger_ndcg >= month.champion_ndcg and month.calibration_error <= 0.05
        assert month.verdict.goes_live == is_fine
    assert report == simulate(2, people=160, months=4)
    with pytest.raises(BadInput, match=r"simulate\.size"):
        simulate(2, people=5)
