"""The arithmetic of one person and many items at once: the numbers of `explain`, to the bit, as arrays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.config import Competition, Scheme, Weight
from matching.explain.contributions import explain
from matching.factors import factor
from matching.factors.factor import UNKNOWN
from matching.market.prices import NONE, Prices, priced_over
from matching.retrieve.lens import Lens
from matching.scoring import mutual
from matching.scoring.personal import scheme_of
from matching.scoring.shapes import Numbers
from matching.types import Match, Side

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

GUESSES: Mapping[str, Callable[[Lens], Mask]] = {
    "skills": lambda lens: (lens.shelf.requirements.lengths > 0) & (not lens.seeker.skills),
    "practice": lambda lens: (lens.shelf.requirements.lengths == 0) & (lens.shelf.affords.lengths == 0),
    "occupation": lambda lens: lens.shelf.occupation < 0,
}
"""Factors whose value may rest on silence, and for which rows it does: `Told.is_guess` over a whole shelf."""


@dataclass(frozen=True, slots=True, eq=False)
class Sided:
    """One side of k pairs with F factors: k × F arrays, and its k sums in the integers that order (0..1 000 000).

    `values`, `low` and `high` are thousandths; `points` count for the mutual score, `side_points` for the side's own.
    """

    side: Side
    weights: tuple[Weight, ...]
    values: Numbers
    low: Numbers
    high: Numbers
    is_known: Mask
    points: Floats
    side_points: Floats
    base: float
    total: Numbers

    @property
    def score(self) -> Floats:
        """The side's own score of each pair, 0..100."""
        return self.total / mutual.POINTS


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """k pairs of one person: `base + Σ points + competition == score` in every row, to 1e-9. `batch[i]` is its `Match`.

    `base`: what everyone starts from; `score`, `low`, `high`: k numbers, 0..100; `competition`: what being shown to
    many takes off, 0 or less.
    """

    lens: Lens
    rows: Numbers
    base: float
    score: Floats
    low: Floats
    high: Floats
    forward: Sided
    backward: Sided
    competition: Floats
    prices: Prices
    terms: Competition | None

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> Match:
        """The match of one row with its reasons, made when it is asked for."""
        item = self.lens.shelf.items[self.rows[place]]
        return explain(self.lens.seeker, item, self.lens.scene, charge=self.prices.of(item.id, self.terms))


def explain_many(
    lens: Lens,
    rows: Numbers | None = None,
    values: Mapping[str, Numbers] | None = None,
    prices: Prices = NONE,
    terms: Competition | None = None,
) -> Batch:
    """Every factor's points for these rows of a shelf (all, where none are named), each number equal to `explain`'s.

    `values`: what a scan has found already, by factor and for the whole shelf; what is missing is computed.
    `prices` and `terms`: what competition takes off, where a policy has it.
    """
    scheme = scheme_of(lens.scene.config, lens.shelf.market, lens.seeker)
    chosen = np.arange(len(lens), dtype=np.int64) if rows is None else rows
    found = dict(values or {})
    for weight in (*scheme.forward, *scheme.backward):
        if weight.factor not in found:
            found[weight.factor] = factor(weight.factor).scan(lens)
    raw = {name: column[chosen] for name, column in found.items()}
    guesses = {name: guess(lens)[chosen] for name, guess in GUESSES.items() if name in raw}
    u, v = (_total(side, raw, len(chosen)) for side in (scheme.forward, scheme.backward))
    base, per_forward, per_backward = split(scheme, u, v)
    forward = _sided(Side.FORWARD, scheme.forward, raw, guesses, per_forward, u)
    backward = _sided(Side.BACKWARD, scheme.backward, raw, guesses, per_backward, v)
    taken = prices.taken(lens.shelf, terms)
    charged = np.zeros(len(chosen), dtype=np.int64) if taken is None else taken[chosen]
    score = scores(u * v, charged)
    return Batch(
        lens=lens,
        rows=chosen,
        base=base,
        score=score,
        low=scores(_bound(forward.weights, forward.low) * _bound(backward.weights, backward.low), charged),
        high=scores(_bound(forward.weights, forward.high) * _bound(backward.weights, backward.high), charged),
        forward=forward,
        backward=backward,
        competition=score - scores(u * v, np.zeros_like(charged)),
        prices=prices,
        terms=terms,
    )


def scores(keys: Numbers, charged: Numbers) -> Floats:
    """The mutual scores of many products U·V, so many hundredths of a point taken off."""
    score: Floats = np.sqrt(priced_over(keys, charged).astype(np.float64)) / mutual.POINTS
    return score


def split(scheme: Scheme, forward: Numbers, backward: Numbers) -> tuple[float, Floats, Floats]:
    """`mutual.split` of many pairs: the base, and what one unit of either side is worth in each pair."""
    u, v = np.sqrt(forward.astype(np.float64)), np.sqrt(backward.astype(np.float64))
    u0, v0 = (float(np.sqrt(np.float64(mutual.priors(side)))) for side in (scheme.forward, scheme.backward))
    per_forward: Floats = (v0 + v) / 2 / (u + u0) / mutual.POINTS
    per_backward: Floats = (u0 + u) / 2 / (v + v0) / mutual.POINTS
    return u0 * v0 / mutual.POINTS, per_forward, per_backward


def _total(weights: Sequence[Weight], raw: Mapping[str, Numbers], count: int) -> Numbers:
    total = np.zeros(count, dtype=np.int64)
    for weight in weights:
        column = raw[weight.factor]
        total += weight.weight * np.where(column == UNKNOWN, weight.prior, column)
    return total


def _sided(
    side: Side,
    weights: tuple[Weight, ...],
    raw: Mapping[str, Numbers],
    guesses: Mapping[str, Mask],
    per_unit: Floats,
    total: Numbers,
) -> Sided:
    shape = (len(total), len(weights))
    values, low, high, units = (np.empty(shape, dtype=np.int64) for _ in range(4))
    known = np.empty(shape, dtype=np.bool_)
    for i, weight in enumerate(weights):
        is_said = raw[weight.factor] != UNKNOWN
        value = np.where(is_said, raw[weight.factor], weight.prior)
        values[:, i], units[:, i] = value, weight.weight * (value - weight.prior)
        low[:, i] = np.where(is_said, value, weight.low)
        high[:, i] = np.where(is_said, value, weight.high)
        known[:, i] = is_said
        if weight.factor in guesses:
            is_guess = is_said & guesses[weight.factor]
            high[:, i] = np.where(is_guess, np.maximum(value, weight.high), high[:, i])
            known[:, i] &= ~is_guess
    return Sided(
        side=side,
        weights=weights,
        values=values,
        low=low,
        high=high,
        is_known=known,
        points=units * per_unit[:, None],
        side_points=units / mutual.POINTS,
        base=mutual.priors(weights) / mutual.POINTS,
        total=total,
    )


def _bound(weights: Sequence[Weight], ends: Numbers) -> Numbers:
    """One side at one end of everything that is not known."""
    bound: Numbers = ends @ np.array([weight.weight for weight in weights], dtype=np.int64)
    return bound
