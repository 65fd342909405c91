"""One segment as one person sees it: what is hidden, what is asked, and the rest in order.

`Narrow` and `Wide` are two ways of seeing the very same: the first by scanning a shelf, the second without.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from matching.eligibility.rule import Rule
from matching.market.prices import priced_over
from matching.retrieve import select
from matching.retrieve.filters import Mask
from matching.retrieve.loops import Bits
from matching.retrieve.segment import Segment
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker


class Best(NamedTuple):
    """One row with what orders it: higher key, then lower tie, then lower id."""

    key: int
    tie: int
    item: Item

    @property
    def order(self) -> tuple[int, int, str]:
        """What it is sorted by."""
        return -self.key, self.tie, self.item.id


class Tally(NamedTuple):
    """For each rule: how many wanted rows it hides, how many only it hides, about how many eligible ones it asks."""

    hidden: Numbers
    alone: Numbers
    asked: Numbers


@dataclass(frozen=True, eq=False)
class View(ABC):
    """A segment of N rows before a person. `wanted`: the rows that stand and pass the filters (N).

    `taken` is what competition takes of each of the N, in hundredths of a point. `risen_from`: a view of the same
    eligible rows whose keys have only risen since.
    """

    segment: Segment
    seeker: Seeker
    scene: Scene
    wanted: Mask
    day_seed: str
    taken: Numbers | None = field(default=None, kw_only=True, repr=False)
    risen_from: "View | None" = field(default=None, kw_only=True, repr=False)
    _floors: dict[int, int | None] = field(default_factory=dict, kw_only=True, repr=False)

    @property
    @abstractmethod
    def failed(self) -> Bits:
        """For each of the N rows the bits of the rules that hide it."""

    @property
    @abstractmethod
    def products(self) -> Numbers:
        """For each eligible row the product of its two sides."""

    @abstractmethod
    def tally(self) -> Tally:
        """What rules hide and ask."""

    @abstractmethod
    def still_hides(self, rule: Rule, loosened: Seeker, rows: Numbers) -> Mask:
        """Whether a rule hides each of these rows also from a person with one limit moved."""

    @cached_property
    def rows(self) -> Numbers:
        """The rows that are wanted and that no rule hides, rising."""
        rows: Numbers = np.flatnonzero(self.wanted & (self.failed == 0))
        return rows

    @cached_property
    def keys(self) -> Numbers:
        """What orders the eligible rows: the product of the two sides, less what competition takes: never more."""
        return self.products if self.taken is None else priced_over(self.products, self.taken[self.rows])

    @property
    def filtered(self) -> int:
        """How many rows filters leave out."""
        return self.segment.count - int(np.count_nonzero(self.wanted))

    def items(self) -> Iterator[Item]:
        """The eligible items, by id."""
        return (self.segment.shelf.items[row] for row in self.rows.tolist())

    def best(self, top: int) -> Iterator[Best]:
        """The first `top` eligible items in the order of scores."""
        at = self._order(top)
        items = (self.segment.shelf.items[row] for row in self.rows[at].tolist())
        return (Best(*one) for one in zip(self.keys[at].tolist(), self._ties(at).tolist(), items, strict=True))

    def find(self, id: str) -> Best | None:
        """What orders the item of this id, if it is eligible here."""
        row = self.segment.row_of(id)
        at = len(self.rows) if row is None else int(np.searchsorted(self.rows, row))
        return self._best(at) if at < len(self.rows) and self.rows[at] == row else None

    def before(self, one: Best) -> int:
        """How many eligible items stand before this one by score."""
        level = np.flatnonzero(self.keys == one.key).tolist()
        above = int(np.count_nonzero(self.keys > one.key))
        return above + sum(self._best(at).order < one.order for at in level)

    def twins(self, one: Best) -> int:
        """How many eligible items have the very same score."""
        return int(np.count_nonzero(self.keys == one.key))

    def _order(self, top: int) -> Numbers:
        """Where the first `top` stand; keys that only rose since are not sorted through again."""
        if top <= 0:
            return self.rows[:0]
        floor = None if self.risen_from is None else self.risen_from.floor(top)
        at = select.leading(self.keys, top, floor)
        ordered: Numbers = at[select.order(self.keys[at], self._ties(at))][:top]
        return ordered

    def floor(self, top: int) -> int | None:
        """The key of the last of the first `top`; None where there are fewer."""
        if top not in self._floors:
            last = self._order(top)[top - 1 :]
            self._floors[top] = int(self.keys[last[0]]) if len(last) else None
        return self._floors[top]

    def _ties(self, at: Numbers) -> select.Hashes:
        """What orders eligible rows of the same key on this day."""
        return select.shuffle(self.segment.hashes[self.rows[at]], self.day_seed)

    def _best(self, at: int) -> Best:
        item = self.segment.shelf.items[int(self.rows[at])]
        return Best(int(self.keys[at]), select.tie_break(item.id, self.day_seed), item)


def find(id: str, views: Sequence[View]) -> Best | None:
    """What orders the item of this id; None where it is hidden or filtered out."""
    return next((found for view in views if (found := view.find(id)) is not None), None)


def place_of(id: str, views: Sequence[View]) -> int | None:
    """Where an item stands by score over all views, from 1; None where it is hidden or filtered out."""
    one = find(id, views)
    return None if one is None else 1 + sum(view.before(one) for view in views)


def is_tied(id: str, views: Sequence[View]) -> bool:
    """Whether another eligible item has the very same score."""
    one = find(id, views)
    return one is not None and sum(view.twins(one) for view in views) > 1
