"""Who is matched with what: an invented market of any size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from matching.evaluate.market import Market
from matching.retrieve.index.askers import Askers, query_at
from matching.retrieve.index.index import Index
from matching.retrieve.index.together import NOBODY, Together
from matching.retrieve.select import id_hash


class Source(Protocol):
    """People in an order that stays, in portions, and the index they are all searched in."""

    @property
    def name(self) -> str:
        """What tells it from others."""

    @property
    def index(self) -> Index:
        """The opportunities."""

    @property
    def things(self) -> Sequence[str] | None:
        """The ids of the index's numbers; None where the numbers are all there is."""

    @property
    def count(self) -> int:
        """How many people."""

    @property
    def seed(self) -> np.uint64:
        """What shuffles ties."""

    def people(self, low: int, high: int) -> tuple[Sequence[str], Askers]:
        """The ids of these, and what they ask. May be called by several threads at once."""

    def barred(self, low: int, high: int) -> Mapping[str, Sequence[int]]:
        """Person → numbers that are not to be put before them, of these people; who has none is not in it."""

    def close(self) -> None:
        """Lets go of what it reads from."""


@dataclass(frozen=True)
class Invented:
    """The market that speed is measured on."""

    market: Market
    items: int
    count: int

    @property
    def name(self) -> str:
        """Its seed says all."""
        return f"invented market {self.market.seed}"

    @cached_property
    def index(self) -> Index:
        """Built once."""
        return Index.build(self.market.items(self.items).rows())

    @property
    def things(self) -> None:
        """Numbers."""
        return None

    @property
    def seed(self) -> np.uint64:
        """Of no day."""
        return np.uint64(id_hash(""))

    def people(self, low: int, high: int) -> tuple[Sequence[str], Askers]:
        """Drawn when they are asked for."""
        return [str(number) for number in range(low, high)], self.market.askers(self.market.people(high - low, low))

    def barred(self, low: int, high: int) -> Mapping[str, Sequence[int]]:
        """Nobody minds anything."""
        return {}

    def close(self) -> None:
        """There is nothing to let go of."""


def settled(
    source: Source,
    span: tuple[int, int],
    people: Sequence[str],
    found: Together,
    top: int,
    askers: Askers | None = None,
) -> Together:
    """What was found, without what is barred: who has such things is searched for once more, deeper by as many.

    `askers` are what these people asked; they are read once more where nobody kept them.
    """
    barred = source.barred(*span)
    again = [at for at, who in enumerate(people) if who in barred]
    if not again:
        return found
    numbers, scores = found.numbers.copy(), found.scores.copy()
    if askers is None:
        _, askers = source.people(*span)
    for at in again:
        shut = barred[people[at]]
        best = source.index.search(query_at(askers, at, source.seed), top + len(shut))
        may = np.flatnonzero(~np.isin(best.numbers, shut))[:top]
        numbers[at], scores[at] = NOBODY, 0
        numbers[at, : len(may)], scores[at, : len(may)] = best.numbers[may], best.scores[may]
    return Together(numbers, scores)
