"""One segment as one person sees it: what is hidden, what is asked, and the rest in order.

`Narrow` and `Wide` are two ways of seeing the very same: the first by scanning a shelf, the second without.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
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


class Led(NamedTuple):
    """Where the first few stand and whatever equals the last of them, and the keys of all these; both rise."""

    at: Numbers
    keys: Numbers


@dataclass(frozen=True, eq=False)
class View(ABC):
    """A segment of N rows before a person. `wanted`: the rows that stand and pass the filters (N).

    `taken` is what competition takes of each of the N, in hundredths of a point.
    """

    segment: Segment
    seeker: Seeker
    scene: Scene
    wanted: Mask
    day_seed: str
    taken: Numbers | None = field(default=None, kw_only=True, repr=False)
    _led: dict[int, Led] = field(default_factory=dict, kw_only=True, repr=False)

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
    def eligible(self) -> int:
        """How many rows are eligible."""
        return len(self.rows)

    @property
    def filtered(self) -> int:
        """How many rows filters leave out."""
        return self.segment.count - int(np.count_nonzero(self.wanted))

    def items(self) -> Iterator[Item]:
        """The eligible items, by id."""
        return (self.segment.shelf.items[row] for row in self.rows.tolist())

    def best(self, top: int) -> Iterator[Best]:
        """The first `top` eligible items in the order of scores."""
        near = self.leading(top)
        ties = select.shuffle(self.segment.hashes[self.rows[near]], self.day_seed)
        placed = select.order(self.keys[near], ties)[:top]
        items = (self.segment.shelf.items[row] for row in self.rows[near[placed]].tolist())
        return (Best(*one) for one in zip(self.keys[near[placed]].tolist(), ties[placed].tolist(), items, strict=True))

    def leading(self, top: int) -> Numbers:
        """Where in `rows` the first `top` stand, and whatever equals the last of them, rising."""
        if top not in self._led:
            near = select.leading(self.keys, top)
            self._led[top] = Led(near, np.sort(self.keys[near]))
        return self._led[top].at

    def find(self, id: str) -> Best | None:
        """What orders the item of this id, if it is eligible here."""
        row = self.segment.row_of(id)
        at = None if row is None else self.at(row)
        return None if at is None else self.best_at(at)

    def at(self, row: int) -> int | None:
        """Where in `rows` a row stands; None where it is not eligible."""
        at = int(np.searchsorted(self.rows, row))
        return at if at < len(self.rows) and self.rows[at] == row else None

    def best_at(self, at: int) -> Best:
        """What orders the item that stands there in `rows`."""
        item = self.segment.shelf.items[int(self.rows[at])]
        return Best(int(self.keys[at]), select.tie_break(item.id, self.day_seed), item)

    @cached_property
    def sorted_keys(self) -> Numbers:
        """The keys, rising: for places of many, which are looked up."""
        return np.sort(self.keys)

    def before(self, one: Best) -> int:
        """How many eligible items stand before this one by score."""
        higher, level = self._above(one.key)
        return higher + (first(self.keys, one, self.best_at) if level else 0)

    def twins(self, one: Best) -> int:
        """How many eligible items have the very same score."""
        return self._above(one.key)[1]

    def _above(self, key: int) -> tuple[int, int]:
        """How many have a higher key, and how many this one: all are sorted only for what does not lead."""
        for led in self._led.values():
            if len(led.keys) and key >= led.keys[0]:
                return above(led.keys, key)
        return above(self.sorted_keys, key)


def above(keys: Numbers, key: int) -> tuple[int, int]:
    """How many of these rising keys are higher, and how many the same."""
    high = int(np.searchsorted(keys, key, side="right"))
    return len(keys) - high, high - int(np.searchsorted(keys, key, side="left"))


def first(keys: Numbers, one: Best, best_at: Callable[[int], Best]) -> int:
    """How many of those with the very same key stand before one, as `best_at` says."""
    return sum(best_at(at).order < one.order for at in np.flatnonzero(keys == one.key).tolist())


def before(keys: Numbers, one: Best, best_at: Callable[[int], Best]) -> int:
    """How many of those with these keys, in whatever order, stand before one."""
    return int(np.count_nonzero(keys > one.key)) + first(keys, one, best_at)


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
