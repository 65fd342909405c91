"""The two-way model takes leniency out, knows its errors, and compares nobody whom nothing connects."""

import math
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import BadInput, UnknownId
from matching.panel import Mark, Rubric, Side, decide, extra_reads, score_marks
from matching.panel.twoway import GRID
from tests.matching.panel.simulated import RULES as RULES_COMPARED
from tests.matching.panel.simulated import SITUATIONS, Situation, compare, coverage, fitted, panel

RUBRIC = Rubric({"idea": 2, "team": 1, "budget": 1})


def test_an_abstention_is_no_zero():
    assert RUBRIC.mark({"idea": 8, "team": 5, "budget": 3}) == 6
    assert RUBRIC.mark({"idea": 8, "team": None, "budget": 2}) == 6
    assert RUBRIC.mark({"idea": 8}) == 8
    assert RUBRIC.mark({"idea": None}) is RUBRIC.mark({}) is None


@given(st.dictionaries(st.sampled_from(("idea", "team", "budget")), st.none() | st.floats(0, 10)))
def test_a_mark_lies_between_the_answers_given(answers):
    mark, said = RUBRIC.mark(answers), [answer for answer in answers.values() if answer is not None]
    assert (mark is None) == (not said)
    if mark is not None:
        assert min(said) - 1e-9 <= mark <= max(said) + 1e-9


@st.composite
def some_marks(draw):
    pairs = draw(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=18))
    return [
        Mark(f"a{i}", f"r{j}", draw(st.integers(1, 10)), draw(st.sampled_from((0.25, 0.5, 1.0))))
        for i, j in sorted(pairs)
    ]


def by_the_definition(marks):
    """The posterior mean and variance from the dense covariance of all marks, point by point of the same grid."""
    scores = score_marks(marks)
    names, readers = ([one.application for one in scores.applications], [one.reviewer for one in scores.reviewers])
    y = np.array([mark.score for mark in marks])
    z = np.array([[mark.application == one for one in names] for mark in marks], dtype=float)
    u = np.array([[mark.reviewer == one for one in readers] for mark in marks], dtype=float)
    home = np.array([[score.panel == p for p in range(scores.panels)] for score in scores.applications], dtype=float)
    x, n, p = z @ home, len(y), scores.panels
    rows = []
    for share in GRID:
        for other in GRID:
            q, b = share / (1 - share), other / (1 - other)
            v = np.diag([1 / mark.confidence for mark in marks]) + q * z @ z.T + b * u @ u.T
            inverse = np.linalg.inv(v)
            information = np.linalg.inv(x.T @ inverse @ x)
            mu = information @ x.T @ inverse @ y
            residual = (y - x @ mu) @ inverse @ (y - x @ mu)
            loss = (n - p) * np.log(residual) + np.linalg.slogdet(v)[1] - np.linalg.slogdet(information)[1]
            rows_of_q = q * z.T @ inverse
            means = home @ mu + rows_of_q @ (y - x @ mu)
            lift = home - rows_of_q @ x
            variance = q * np.eye(len(names)) - rows_of_q @ z * q + lift @ information @ lift.T
            off = np.eye(len(names)) - home @ (home / home.sum(axis=0)).T
            variance = np.diag(off @ variance @ off.T) * residual / (n - p) * (n - p) / max(n - p - 2, 1)
            rows.append((loss, means, variance, off @ means))
    weights = np.exp(-0.5 * (np.array([row[0] for row in rows]) - min(row[0] for row in rows)))
    weights /= weights.sum()
    means, variances, distances = (np.stack([row[k] for row in rows]) for k in (1, 2, 3))
    between = weights @ (distances - weights @ distances) ** 2
    return weights @ means, np.sqrt(weights @ variances + between)


@given(some_marks())
def test_it_is_the_posterior_of_the_model_by_its_definition(marks):
    scores = score_marks(marks)
    if len(marks) - scores.panels < 3 or len({mark.score for mark in marks}) < 3:
        return
    means, errors = by_the_definition(marks)
    assert [score.adjusted for score in scores.applications] == pytest.approx(means, abs=0.02)
    assert [score.error for score in scores.applications] == pytest.approx(errors, rel=0.02, abs=0.02)


@given(some_marks(), st.randoms(use_true_random=False))
def test_the_order_of_marks_is_nothing(marks, chance):
    mixed = list(marks)
    chance.shuffle(mixed)
    assert score_marks(mixed) == score_marks(marks)


def test_a_lenient_reader_no_longer_decides():
    """Two applications of equal quality; one was read by two who mark high."""
    marks = [(f"a{i}", f"r{j}", 5 + (i % 3) + (2 if j < 2 else 0)) for i in range(12) for j in ((i % 4), (i + 1) % 4)]
    marks += [("high", "r0", 8), ("high", "r1", 8), ("low", "r2", 6), ("low", "r3", 6)]
    scores = score_marks(Mark(*mark) for mark in marks)
    assert scores.score("high").raw - scores.score("low").raw == 2
    assert abs(scores.difference("high", "low")) < 0.5
    points = {one.reviewer: one.points for one in scores.reviewers}
    assert min(points["r0"], points["r1"]) > 0.5 > -0.5 > max(points["r2"], points["r3"])


def test_less_confidence_moves_less():
    base = [Mark(f"a{i}", f"r{j}", 4 + i % 4 + j % 2) for i in range(12) for j in range(3)]

    def with_last(confidence):
        return score_marks([*base, Mark("b", "r0", 6), Mark("b", "r1", 10, confidence)]).score("b").adjusted

    assert with_last(0.05) < with_last(0.5) < with_last(1.0)


def test_panels_that_nothing_connects_are_never_compared():
    apart = [Mark(f"{side}{i}", f"{side}-r{j}", 5 + i % 3 + j) for side in "ab" for i in range(5) for j in range(2)]
    scores = score_marks(apart)
    assert scores.panels == 2
    for refused in (lambda: scores.difference("a0", "b0"), lambda: decide(scores, 3)):
        with pytest.raises(BadInput, match=r"panels\.apart"):
            refused()
    assert {band.application[0] for band in decide(scores, 2, panel=1).bands} == {"b"}
    assert scores.difference("a2", "a0") > 0
    bridged = score_marks([*apart, Mark("a0", "b-r0", 6)])
    assert bridged.panels == 1
    assert len(decide(bridged, 3).bands) == 10


def test_too_few_marks_have_no_errors_and_all_is_left_to_people():
    scores = score_marks([Mark("a", "r", 5), Mark("b", "r", 7)])
    assert [(score.adjusted, score.error) for score in scores.applications] == [(5, None), (7, None)]
    decision = decide(scores, 1)
    assert {band.side for band in decision.bands} == {Side.INSIDE}
    assert extra_reads(scores, decision, [("a", "s")]) == ()
    same = score_marks([Mark(f"a{i}", f"r{j}", 6) for i in range(4) for j in range(2)])
    assert {score.adjusted for score in same.applications} == {6.0}


def test_the_shrunk_model_is_never_measurably_worse_than_the_mean_and_mostly_better():
    better = 0
    for name, situation in SITUATIONS.items():
        told = compare(situation, range(100, 116), {rule: RULES_COMPARED[rule] for rule in ("mean", "two-way")})
        more = told["two-way"] - told["mean"]
        reach = 1.96 * more.std(ddof=1) / math.sqrt(len(more))
        assert more.mean() + reach >= 0, name
        better += more.mean() - reach > 0
    assert better >= 3


def test_intervals_hold_what_they_promise():
    held, right, close = coverage(Situation(stretch=0, is_exact=True), range(25))
    assert held == pytest.approx(0.9, abs=0.015)
    assert right > 0.95
    assert 0.2 < close < 0.6
    small, _, _ = coverage(Situation(40, 12, stretch=0, is_exact=True), range(40))
    assert small == pytest.approx(0.9, abs=0.025)


def test_intervals_hold_nearly_as_much_where_the_model_is_not_true():
    for name in ("readers at random", "topical, six reads each", "readers who differ much"):
        held, right, _ = coverage(SITUATIONS[name], range(8))
        assert 0.83 < held < 0.93, name
        assert right > 0.95, name


def test_the_extra_read_goes_where_it_changes_the_decision_most():
    quality, marks = panel(Situation(60, 12), 4)
    scores = fitted(marks)
    decision = decide(scores, 12)
    read = {(f"a{i:03}", f"r{j:03}") for i, j, _ in marks}
    possible = [(b.application, f"r{j:03}") for b in decision.bands for j in range(12)]
    possible = [one for one in possible if one not in read]
    reads = extra_reads(scores, decision, [*possible, ("stranger", "r000")])
    band = {band.application: band for band in decision.bands}
    assert [read.value for read in reads] == sorted((read.value for read in reads), reverse=True)
    assert band[reads[0].application].side is Side.INSIDE
    assert abs(band[reads[0].application].adjusted - decision.cut) < 0.3
    known = extra_reads(scores, decision, [(reads[0].application, "r000")])[0].value
    assert known > extra_reads(scores, decision, [(reads[0].application, "somebody new")])[0].value
    assert len(quality) == 60


def test_the_value_of_a_read_is_the_expected_gain_by_simulation():
    _, marks = panel(Situation(60, 12), 4)
    scores = fitted(marks)
    decision = decide(scores, 12)
    one = min(decision.bands, key=lambda band: abs(band.adjusted - decision.cut))
    told = extra_reads(scores, decision, [(one.application, "somebody new")])[0].value
    rng = np.random.default_rng(1)
    error = scores.of[one.application].error
    truth = one.adjusted + error * rng.normal(size=400_000)
    noise = scores.noise + scores.leniency
    seen = truth + math.sqrt(noise) * rng.normal(size=400_000)
    after = one.adjusted + error**2 / (error**2 + noise) * (seen - one.adjusted)
    gain = np.maximum(after - decision.cut, 0).mean() - max(one.adjusted - decision.cut, 0)
    assert told == pytest.approx(gain, rel=0.05)


FITTED = """
from hashlib import sha256
from tests.matching.panel.simulated import Situation, fitted, panel
print(sha256(repr(fitted(panel(Situation(60, 12), 4)[1])).encode()).hexdigest())
"""


def test_every_process_says_the_same():
    told = {
        subprocess.run(
            [sys.executable, "-c", FITTED],
            env=os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Rubric({}), "rubric.empty"),
        (lambda: Rubric({"idea": 0}), "rubric.weight"),
        (lambda: RUBRIC.mark({"charm": 3}), "rubric.unknown-criterion"),
        (lambda: RUBRIC.mark({"idea": math.nan}), "mark.answer"),
        (lambda: Mark("a", "r", math.nan), "mark.score"),
        (lambda: Mark("a", "r", math.inf), "mark.score"),
        (lambda: Mark("a", "r", 1, 0), "mark.confidence"),
        (lambda: score_marks([]), "marks.empty"),
        (lambda: score_marks([Mark("a", "r", 1)] * 2), "mark.twice"),
        (lambda: decide(score_marks([Mark("a", "r", 1), Mark("b", "r", 2)]), 2), "places.count"),
    ],
)
def test_what_cannot_be_is_refused(make, code):
    with pytest.raises(BadInput) as caught:
        make()
    assert caught.value.code == code


def test_a_stranger_has_no_score():
    with pytest.raises(UnknownId, match=r"application\.unknown"):
        score_marks([Mark("a", "r", 1)]).score("b")
