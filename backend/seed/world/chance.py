"""Luck that can be repeated: every entity draws from a source of its own, so a new one disturbs no other."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance:
    """Draws for one entity. Same seed and name, same draws, in every process and Python version."""

    def __init__(self, seed: int, *name: object) -> None:
        self._random = Random("/".join(map(str, (seed, *name)))).random  # noqa: S311  nothing secret is drawn

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self._random() * n)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def round(self, low: int, high: int, step: int) -> int:
        """A multiple of `step` from low to high."""
        return self.between(-(-low // step), high // step) * step

    def yes(self, probability: float) -> bool:
        """True so often."""
        return self._random() < probability

    def one(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return things[self.below(len(things))]

    def some(self, things: Sequence[Thing], n: int) -> list[Thing]:
        """Up to n different ones, in drawn order."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in range(min(n, len(left)))]

    def weighted(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of them, the heavier the likelier."""
        mark = self._random() * sum(weights)
        for thing, weight in zip(things, weights, strict=True):
            mark -= weight
            if mark < 0:
                return thing
        return things[-1]

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """All of them in drawn order."""
        return self.some(things, len(things))
