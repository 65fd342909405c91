"""A view after a deed that changed a few rows: all others are read where they were."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matching.eligibility.rule import Rule
from matching.retrieve import select
from matching.retrieve.filters import Mask
from matching.retrieve.inverted import are_among
from matching.retrieve.loops import Bits
from matching.retrieve.view import Best, Tally, View, before
from matching.retrieve.wide import Wide
from matching.scoring.shapes import Numbers
from matching.types import Seeker


@dataclass(frozen=True, eq=False)
class Patched(View):
    """What `whole` is, seen as `base` without the eligible rows that stand at `out`, and with the rows `into`.

    Both rise; `into_keys` order `into`. Of rows that only changed their key, those are named that now reach `floor`.
    Down to there places, ties and the first few are told without making the whole.
    """

    base: Wide = field(repr=False)
    whole: Wide = field(repr=False)
    out: Numbers = field(repr=False)
    into: Numbers = field(repr=False)
    into_keys: Numbers = field(repr=False)
    floor: int = 0

    @property
    def failed(self) -> Bits:
        """For each of the N rows the bits of the rules that hide it."""
        return self.whole.failed

    @property
    def products(self) -> Numbers:
        """For each eligible row the product of its two sides."""
        return self.whole.products

    @cached_property
    def rows(self) -> Numbers:
        """The rows that are wanted and that no rule hides, rising."""
        return self._woven(self.base.rows, self.into)

    @cached_property
    def keys(self) -> Numbers:
        """What orders the eligible rows."""
        return self.whole.keys if self.floor else self._woven(self.base.keys, self.into_keys)

    @property
    def eligible(self) -> int:
        """How many rows are eligible."""
        return len(self.base.rows) - len(self.out) + len(self.into)

    def tally(self) -> Tally:
        """What rules hide and ask."""
        return self.whole.tally()

    def still_hides(self, rule: Rule, loosened: Seeker, rows: Numbers) -> Mask:
        """Whether a rule hides each of these rows also from a person with one limit moved."""
        return self.whole.still_hides(rule, loosened, rows)

    def best(self, top: int) -> Iterator[Best]:
        """The first `top` eligible items: of the first of before, and of what came, whatever reaches their last."""
        near = self.base.leading(top)
        stays = near[~are_among(near, self.out)]
        last = int(self.base.keys[near].min()) if len(near) else 0
        fresh = self.into_keys >= last
        rows = np.concatenate((self.base.rows[stays], self.into[fresh]))
        if len(rows) < top or last < self.floor:
            return super().best(top)
        keys = np.concatenate((self.base.keys[stays], self.into_keys[fresh]))
        ties = select.shuffle(self.segment.hashes[rows], self.day_seed)
        placed = np.lexsort((rows, ties, -keys))[:top]
        items = (self.segment.shelf.items[row] for row in rows[placed].tolist())
        return (Best(*one) for one in zip(keys[placed].tolist(), ties[placed].tolist(), items, strict=True))

    def find(self, id: str) -> Best | None:
        """What orders the item of this id, if it is eligible here."""
        row = self.segment.row_of(id)
        if row is None:
            return None
        at = int(np.searchsorted(self.into, row))
        if at < len(self.into) and self.into[at] == row:
            return self._came(at)
        was = self.base.at(row)
        if was is None or are_among(np.array([was]), self.out)[0]:
            return None
        one = self.base.best_at(was)
        return one if one.key >= self.floor else self.whole.find(id)

    def before(self, one: Best) -> int:
        """How many eligible items stand before this one by score."""
        if one.key < self.floor:
            return self.whole.before(one)
        gone = before(self.base.keys[self.out], one, lambda at: self.base.best_at(int(self.out[at])))
        return self.base.before(one) - gone + before(self.into_keys, one, self._came)

    def twins(self, one: Best) -> int:
        """How many eligible items have the very same score."""
        if one.key < self.floor:
            return self.whole.twins(one)
        gone = np.count_nonzero(self.base.keys[self.out] == one.key)
        return self.base.twins(one) - int(gone) + int(np.count_nonzero(self.into_keys == one.key))

    def _came(self, at: int) -> Best:
        item = self.segment.shelf.items[int(self.into[at])]
        return Best(int(self.into_keys[at]), select.tie_break(item.id, self.day_seed), item)

    def _woven(self, old: Numbers, new: Numbers) -> Numbers:
        stays = np.ones(len(self.base.rows), dtype=np.bool_)
        stays[self.out] = False
        at = np.searchsorted(self.base.rows[stays], self.into)
        woven: Numbers = np.insert(old[stays], at, new)
        return woven
