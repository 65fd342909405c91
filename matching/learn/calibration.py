"""From fit to chance: how often what scored like this came about, and how far off such a statement is.

The curve is the best rising one (isotonic regression by pooling adjacent violators; Zadrozny and Elkan, KDD 2002).
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from matching.errors import BadInput

ENOUGH = 500  # outcomes from which a fit may be called a chance
BINS = 10


@dataclass(frozen=True, slots=True)
class Curve:
    """Rising steps: at and above `scores[i]`, `chances[i]`; below the first score the first chance."""

    scores: tuple[int, ...]
    chances: tuple[float, ...]

    @classmethod
    def fit(cls, scores: Sequence[int], happened: Sequence[bool]) -> "Curve":
        """From at least `ENOUGH` outcomes, in any order; BadInput (`learn.too-few-outcomes`) from fewer."""
        if len(scores) < ENOUGH:
            raise BadInput("learn.too-few-outcomes", found=len(scores), needed=ENOUGH)
        blocks: list[tuple[int, int, int]] = []  # first score, how many, how many of them happened
        for score, came in sorted(_grouped(scores, happened).items()):
            block = (score, *came)
            while blocks and blocks[-1][2] * block[1] >= block[2] * blocks[-1][1]:
                first, count, hits = blocks.pop()
                block = (first, count + block[1], hits + block[2])
            blocks.append(block)
        return cls(tuple(block[0] for block in blocks), tuple(hits / count for _, count, hits in blocks))

    def at(self, score: int) -> float:
        """The chance of what scores like this, 0..1."""
        return self.chances[max(0, bisect_right(self.scores, score) - 1)]


def calibration_error(chances: Sequence[float], happened: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error over bins of equally many: Σ |mean chance − share that happened| × share of all.

    Naeini, Cooper and Hauskrecht, AAAI 2015. Equal chances are never torn apart, so that order does not matter.
    """
    ordered = sorted(zip(chances, happened, strict=True))
    if not ordered:
        raise BadInput("learn.too-few-outcomes", found=0, needed=1)
    errors, start = [], 0
    for number in range(1, bins + 1):
        end = max(start, len(ordered) * number // bins)
        while start < end < len(ordered) and ordered[end][0] == ordered[end - 1][0]:
            end += 1
        part = ordered[start:end]
        errors.append(abs(math.fsum(chance for chance, _ in part) - sum(came for _, came in part)))
        start = end
    return math.fsum(errors) / len(ordered)


def _grouped(scores: Sequence[int], happened: Sequence[bool]) -> dict[int, tuple[int, int]]:
    told: dict[int, tuple[int, int]] = {}
    for score, came in zip(scores, happened, strict=True):
        count, hits = told.get(score, (0, 0))
        told[score] = (count + 1, hits + came)
    return told
