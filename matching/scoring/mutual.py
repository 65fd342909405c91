"""Two additive sides and the mutual score R = √(U·V), split exactly between all factors.

A side is an integer 0..1 000 000: weights in thousandths times values in thousandths. The order of two pairs is the
order of the integers U·V, so ties are true ties on every machine. Points count from the priors: with U₀ and V₀ the
sides of a pair of which nothing is known, Shapley's value of the two sides in √(U·V) is

    φ_U = ½(√(U·V₀) − √(U₀·V₀)) + ½(√(U·V) − √(U₀·V)) = (U − U₀) · ½(√V₀ + √V) / (√U + √U₀)

and since U − U₀ is a sum over factors, each gets its part of φ_U pro rata; the factor on the right is never negative
and never divides by zero, because priors are positive.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from matching.config import Scheme, Weight

POINTS = 10_000  # one point of 100, in units of √(U·V)


class Split(NamedTuple):
    """What everyone starts from, and how many points one unit of either side is worth in this pair."""

    base: float
    per_forward: float
    per_backward: float


def priors(weights: Sequence[Weight]) -> int:
    """The side of a pair of which nothing is known."""
    return sum(weight.weight * weight.prior for weight in weights)


def score(forward: int, backward: int) -> float:
    """The mutual score, 0..100."""
    return math.sqrt(forward * backward) / POINTS


def split(scheme: Scheme, forward: int, backward: int) -> Split:
    """The Shapley split of this pair's score between its sides, per unit of either."""
    return split_from(priors(scheme.forward), priors(scheme.backward), forward, backward)


def split_from(forward_prior: int, backward_prior: int, forward: int, backward: int) -> Split:
    """The same from the sides of a pair of which nothing is known."""
    u, v = math.sqrt(forward), math.sqrt(backward)
    u0, v0 = math.sqrt(forward_prior), math.sqrt(backward_prior)
    return Split(u0 * v0 / POINTS, (v0 + v) / 2 / (u + u0) / POINTS, (u0 + u) / 2 / (v + v0) / POINTS)
