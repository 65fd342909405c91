"""The one estimator: weights from comparisons, on the simplex, drawn to a prior.

A comparison says that one thing was chosen over another, and by how much each factor was better in it. Utilities are
additive, U = w·x, and the choice is that of Bradley and Terry (Biometrika 1952) with features, which is McFadden's
conditional logit (1974): P(first) = σ(κ · w·Δ). The prior is Dirichlet with its mode at the prior weights m, so that

    maximise  Σ ω log σ(κ · Δ·w) + c · Σ m log w   subject to  Σ w = 1

has exactly one answer, which lies inside the simplex (the logarithm keeps every weight above zero) and is m itself when
nothing was compared. c says how many comparisons the prior is worth.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.config import WHOLE, Weight
from matching.errors import BadInput

Floats = npt.NDArray[np.float64]

SHARPNESS = 12.0  # κ: what is better by a tenth of the whole scale is chosen by three people of four
UNIT = 1_000_000  # how much one whole comparison counts; shares of it are integers, so that their sum has no order
_STEPS = 100
_SHORTEST = 1e-12  # share of a step
_CLOSE = 1e-20  # squared Newton decrement, far below what a thousandth can show


@dataclass(frozen=True, slots=True)
class Comparison:
    """By how much each factor was better in what was chosen, in thousandths (−1000..1000), and how much that counts.

    `counts` is in millionths of a comparison.
    """

    delta: tuple[int, ...]
    counts: int = UNIT

    def __post_init__(self) -> None:
        if self.counts < 1 or not all(-WHOLE <= each <= WHOLE for each in self.delta):
            raise BadInput("learn.comparison")


class Estimate(NamedTuple):
    """Weights, and the logarithm of how likely comparisons and weights are together (but for a constant)."""

    weights: tuple[Weight, ...]
    height: float


def estimate(prior: Sequence[Weight], comparisons: Iterable[Comparison], strength: float) -> tuple[Weight, ...]:
    """As `estimated`, at the usual sharpness."""
    return estimated(prior, comparisons, strength).weights


def estimated(
    prior: Sequence[Weight], comparisons: Iterable[Comparison], strength: float, sharpness: float = SHARPNESS
) -> Estimate:
    """The weights that explain the comparisons best, in thousandths that sum to 1000 and are never below 1.

    `strength` is c above. The order of comparisons cannot matter, and neither can splitting one in two halves. Raises
    BadInput when a comparison speaks of another number of factors (`learn.factors`) or c is not positive.
    """
    counted: Counter[tuple[int, ...]] = Counter()
    for each in comparisons:
        counted[each.delta] += each.counts
    if any(len(delta) != len(prior) for delta in counted):
        raise BadInput("learn.factors", needed=len(prior))
    if not strength > 0:
        raise BadInput("learn.strength", strength=strength)
    deltas = sorted(counted)
    rows = np.array(deltas, dtype=np.float64).reshape(len(deltas), len(prior)) / WHOLE
    counts = np.array([counted[delta] for delta in deltas], dtype=np.float64) / UNIT
    problem = _Problem(shares(prior), rows, counts, strength, sharpness)
    best = problem.maximum()
    return Estimate(reweighed(prior, thousandths(best.tolist())), problem.height(best))


def shares(side: Sequence[Weight]) -> Floats:
    """The weights of a side as shares of 1."""
    return np.array([weight.weight for weight in side], dtype=np.float64) / WHOLE


def thousandths(parts: Sequence[float]) -> list[int]:
    """Parts of a whole as integers that sum to 1000, each at least 1: the largest remainders are rounded up, ties by
    place, and what would be nothing is taken from the largest.
    """
    total = sum(parts)
    exact = [part / total * WHOLE for part in parts]
    whole = [int(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: WHOLE - sum(whole)]:
        whole[i] += 1
    for i, each in enumerate(whole):
        if each < 1:
            whole[whole.index(max(whole))] -= 1
            whole[i] = 1
    return whole


def reweighed(side: Sequence[Weight], weights: Sequence[int]) -> tuple[Weight, ...]:
    """The same factors with other weights; what is assumed where nothing is known stays."""
    return tuple(
        Weight(one.factor, weight, one.prior, one.low, one.high) for one, weight in zip(side, weights, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    """What is maximised: prior m, comparisons as rows of Δ with how much each counts, c, and κ."""

    prior: Floats
    rows: Floats
    counts: Floats
    strength: float
    sharpness: float = SHARPNESS

    def maximum(self) -> Floats:
        """Damped Newton along the simplex: strictly concave, so that from inside it ends at the one answer."""
        weights = self.prior
        for _ in range(_STEPS):
            slope = self.slope(weights)
            step = self._step(slope, weights)
            decrement = float(slope @ step)
            if decrement < _CLOSE:
                break
            weights = self._walked(weights, step, decrement)
        return weights

    def height(self, weights: Floats) -> float:
        """The logarithm of likelihood and prior."""
        margins = self.sharpness * (self.rows @ weights)
        return float(-self.counts @ np.logaddexp(0, -margins) + self.strength * (self.prior @ np.log(weights)))

    def slope(self, weights: Floats) -> Floats:
        """Its first derivative."""
        missed = self.counts * self.sharpness * _sigmoid(-self.sharpness * (self.rows @ weights))
        told: Floats = missed @ self.rows + self.strength * self.prior / weights
        return told

    def information(self, weights: Floats) -> Floats:
        """Minus its second derivative."""
        curves = self.counts * curvature(weights, self.rows, self.sharpness)
        told: Floats = (self.rows * curves[:, None]).T @ self.rows + np.diag(self.strength * self.prior / weights**2)
        return told

    def _step(self, slope: Floats, weights: Floats) -> Floats:
        """Where Newton goes along Σ w = 1."""
        size = len(slope)
        bordered = np.ones((size + 1, size + 1))
        bordered[:size, :size], bordered[size, size] = self.information(weights), 0
        step: Floats = np.linalg.solve(bordered, np.append(slope, 0.0))[:size]
        return step

    def _walked(self, weights: Floats, step: Floats, decrement: float) -> Floats:
        """As far along the step as stays inside and climbs (Armijo)."""
        shrinking = step < 0
        length = min(1.0, 0.95 * float(np.min(-weights[shrinking] / step[shrinking], initial=np.inf)))
        before = self.height(weights)
        while length > _SHORTEST:
            there = weights + length * step
            if self.height(there) >= before + 1e-4 * length * decrement:
                inside: Floats = there / there.sum()
                return inside
            length /= 2
        return weights


def information(side: Sequence[Weight], deltas: Iterable[Sequence[int]], strength: float) -> Floats:
    """What comparisons along these differences (thousandths) and the prior tell about weights near the side's."""
    rows = np.array(list(deltas), dtype=np.float64).reshape(-1, len(side)) / WHOLE
    return _Problem(shares(side), rows, np.ones(len(rows)), strength).information(shares(side))


def curvature(weights: Floats, rows: Floats, sharpness: float = SHARPNESS) -> Floats:
    """Per comparison κ²p(1 − p): how much its answer tells; most where it is open."""
    chance = _sigmoid(sharpness * (rows @ weights))
    told: Floats = chance * (1 - chance) * sharpness**2
    return told


def _sigmoid(x: Floats) -> Floats:
    told: Floats = np.exp(-np.logaddexp(0, -x))
    return told
