"""Six small choices that tell what a person weighs: which of two things, equal but for two or three factors?

The choices are D-optimal: of all that could be asked, those that make the volume of what stays unknown about the
weights smallest (Kiefer and Wolfowitz 1960; for choices, Huber and Zwerina 1996), taken at the market's weights, where
nearly everybody starts. They are found by Fedorov's exchange (1972) over all small choices there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from matching.config import WHOLE, Weight
from matching.errors import BadInput
from matching.learn import simplex
from matching.learn.simplex import UNIT, Comparison, Floats, curvature, estimate

MANY = 6  # choices a person is asked
STRENGTH = 8.0  # comparisons the market's weights are worth against a person's own
LEVELS = (150, 500, 850)  # what a factor can be in a choice: poor, fair, good
_DIFFERING = (2, 3)  # factors in which the two differ: more is no small choice
_PASSES = 20


class Choice(StrEnum):
    """What a person says to a vignette."""

    FIRST = "first"
    SECOND = "second"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Vignette:
    """Two things, each with the levels (thousandths) of the factors in which they differ; all else is equal."""

    first: tuple[tuple[str, int], ...]
    second: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        names = [name for name, _ in self.first]
        if names != [name for name, _ in self.second] or len(set(names)) != len(names) or not names:
            raise BadInput("learn.vignette")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody chose."""

    vignette: Vignette
    choice: Choice


def personal(market: Sequence[Weight], answers: Iterable[Answer]) -> tuple[Weight, ...]:
    """A person's weights: Bradley–Terry, maximum a posteriori on the simplex, the market's weights as prior.

    Without answers they are the market's. "Either" counts as half a choice of each. The order of answers does not
    matter. Raises BadInput when an answer is about a factor that this market does not weigh (`learn.factors`).
    """
    return estimate(market, [each for answer in answers for each in _comparisons(market, answer)], STRENGTH)


@lru_cache(maxsize=64)
def design(market: tuple[Weight, ...], size: int = MANY) -> tuple[Vignette, ...]:
    """The `size` choices that tell most about weights near the market's, the same for the same weights everywhere.

    Which of the two stands first is chosen such that somebody who always takes the first says next to nothing.
    """
    if len(market) < _DIFFERING[0] or size < 1:
        raise BadInput("learn.too-few", factors=len(market), size=size)
    candidates = list(_candidates(len(market)))
    chosen = _exchanged(market, candidates, size)
    return tuple(_vignette(market, delta) for delta in _turned(market, [candidates[i] for i in chosen]))


def information(market: Sequence[Weight], vignettes: Sequence[Vignette]) -> float:
    """How much a set of choices tells at the market's weights: log det of the information along the simplex.

    The prior's own is in it, so that it is finite for any set.
    """
    basis = _basis(len(market))
    whole = simplex.information(market, [_delta(market, vignette) for vignette in vignettes], STRENGTH)
    return float(np.linalg.slogdet(basis.T @ whole @ basis)[1])


def _candidates(factors: int) -> Iterator[tuple[int, ...]]:
    """Every small choice, as differences: some factor is better in the first, some other in the second."""
    steps = sorted({high - low for low in LEVELS for high in LEVELS if high > low})
    signed = [step * sign for step in steps for sign in (1, -1)]
    for count in _DIFFERING:
        for places in combinations(range(factors), count):
            for values in product(signed, repeat=count):
                if values[0] > 0 > min(values):  # the other way round is the same choice
                    delta = [0] * factors
                    for place, value in zip(places, values, strict=True):
                        delta[place] = value
                    yield tuple(delta)


def _exchanged(market: Sequence[Weight], candidates: Sequence[tuple[int, ...]], size: int) -> list[int]:
    """Starts with the best one by one, then exchanges single choices as long as that tells more."""
    chosen: list[int] = []
    for _ in range(size):
        chosen.append(_best(market, candidates, chosen))
    for _ in range(_PASSES):
        before = list(chosen)
        for place in range(size):
            others = chosen[:place] + chosen[place + 1 :]
            chosen[place] = _best(market, candidates, others, chosen[place])
        if chosen == before:
            break
    return sorted(chosen)


def _best(
    market: Sequence[Weight], candidates: Sequence[tuple[int, ...]], others: Sequence[int], now: int | None = None
) -> int:
    """The candidate that adds most to the others, each at most once: det(M + cΔΔᵀ) = det M · (1 + c ΔᵀM⁻¹Δ).

    Gains are rounded, so that equal gains are equal on every machine; ties stay as they are, else go to the first.
    """
    weights = simplex.shares(market)
    inverse = _inverse(simplex.information(market, [candidates[i] for i in others], STRENGTH))
    rows = np.array(candidates, dtype=np.float64) / WHOLE
    gains = np.round(curvature(weights, rows) * ((rows @ inverse) * rows).sum(axis=1), 9)
    gains[list(others)] = -1
    best = int(np.argmax(gains))
    return now if now is not None and gains[now] >= gains[best] else best


def _inverse(whole: Floats) -> Floats:
    """The inverse along Σ w = 1."""
    basis = _basis(len(whole))
    inverse: Floats = basis @ np.linalg.inv(basis.T @ whole @ basis) @ basis.T
    return inverse


def _basis(size: int) -> Floats:
    """Orthonormal directions that keep the sum (Helmert's)."""
    columns = [[1.0] * k + [-float(k)] + [0.0] * (size - k - 1) for k in range(1, size)]
    basis = np.array(columns).T
    scaled: Floats = basis / np.sqrt((basis**2).sum(axis=0))
    return scaled


def _turned(market: Sequence[Weight], deltas: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Each choice one way round or the other: so that "always the first" moves the weights least."""
    ways = list(product((1, -1), repeat=len(deltas) - 1))[: 1 << 10]  # the first stays; the mirror image is the same
    turned = [
        [Comparison(tuple(turn * value for value in delta)) for turn, delta in zip((1, *way), deltas, strict=True)]
        for way in ways
    ]
    moved = [_moved(market, each) for each in turned]
    best = turned[moved.index(min(moved))]
    return [each.delta for each in best]


def _moved(market: Sequence[Weight], comparisons: Sequence[Comparison]) -> int:
    """How far these answers move the weights, in thousandths, that way or the mirrored one."""
    mirrored = [Comparison(tuple(-value for value in each.delta)) for each in comparisons]
    return max(
        sum(abs(a.weight - b.weight) for a, b in zip(market, estimate(market, each, STRENGTH), strict=True))
        for each in (comparisons, mirrored)
    )


def _vignette(market: Sequence[Weight], delta: Sequence[int]) -> Vignette:
    """The highest levels that differ by this much."""
    first, second = [], []
    for weight, difference in zip(market, delta, strict=True):
        if difference:
            a, b = max((a, b) for a in LEVELS for b in LEVELS if a - b == difference)
            first.append((weight.factor, a))
            second.append((weight.factor, b))
    return Vignette(tuple(first), tuple(second))


def _delta(market: Sequence[Weight], vignette: Vignette) -> tuple[int, ...]:
    first, second = dict(vignette.first), dict(vignette.second)
    if not first.keys() <= {weight.factor for weight in market}:
        raise BadInput("learn.factors", needed=len(market))
    return tuple(first.get(weight.factor, 0) - second.get(weight.factor, 0) for weight in market)


def _comparisons(market: Sequence[Weight], answer: Answer) -> Iterator[Comparison]:
    delta = _delta(market, answer.vignette)
    other = tuple(-value for value in delta)
    if answer.choice is Choice.EITHER:
        yield Comparison(delta, UNIT // 2)
        yield Comparison(other, UNIT // 2)
    else:
        yield Comparison(delta if answer.choice is Choice.FIRST else other)
