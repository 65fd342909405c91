"""One segment as one person sees it: scanned, filtered, and in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from matching.market.prices import priced_over
from matching.retrieve import select
from matching.retrieve.filters import Filters, Mask, wanted
from matching.retrieve.lens import Lens
from matching.retrieve.scan import Scan, scan, scan_again
from matching.retrieve.segment import Segment
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker, SkillClaim


class Best(NamedTuple):
    """One row with what orders it: higher key, then lower tie, then lower id."""

    key: int
    tie: int
    item: Item

    @property
    def order(self) -> tuple[int, int, str]:
        """What it is sorted by."""
        return -self.key, self.tie, self.item.id


@dataclass(frozen=True, eq=False)
class View:
    """A segment, scanned. `wanted`: the rows that stand and pass the filters; `rows`: those of them no rule hides.

    `keys` and `ties` order `rows`, one number each. `taken` is what competition takes of each row of the segment, in
    hundredths of a point.
    """

    segment: Segment
    lens: Lens
    scan: Scan
    wanted: Mask
    rows: Numbers
    day_seed: str
    taken: Numbers | None = None

    @classmethod
    def of(
        cls,
        segment: Segment,
        seeker: Seeker,
        scene: Scene,
        filters: Filters,
        day_seed: str,
        taken: Numbers | None = None,
    ) -> "View":
        """The segment before this person."""
        lens = Lens(seeker, segment.shelf, scene)
        scanned, mask = scan(lens), wanted(filters, lens) & segment.stand
        return cls(segment, lens, scanned, mask, scanned.eligible(mask), day_seed, taken)

    def again(self, after: Seeker, claim: SkillClaim) -> "View":
        """The same once the person has made one claim more, or bettered one."""
        lens = self.lens.with_claim(after, claim)
        scanned = scan_again(self.scan, lens)
        return View(self.segment, lens, scanned, self.wanted, scanned.eligible(self.wanted), self.day_seed, self.taken)

    @cached_property
    def keys(self) -> Numbers:
        """What orders the eligible rows: the product of the two sides, less what competition takes: never more."""
        own: Numbers = self.scan.keys[self.rows]
        return own if self.taken is None else priced_over(own, self.taken[self.rows])

    @cached_property
    def ties(self) -> select.Hashes:
        """What orders eligible rows of the same key on this day."""
        return select.shuffle(self.segment.hashes[self.rows], self.day_seed)

    @property
    def filtered(self) -> int:
        """How many rows filters leave out."""
        return self.segment.count - int(np.count_nonzero(self.wanted))

    def items(self) -> Iterator[Item]:
        """The eligible items, by id."""
        return (self.lens.shelf.items[row] for row in self.rows.tolist())

    def best(self, top: int) -> Iterator[Best]:
        """The first `top` eligible items in the order of scores."""
        return (self._best(at) for at in select.order(self.keys, self.ties, top).tolist())

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

    def _best(self, at: int) -> Best:
        return Best(int(self.keys[at]), int(self.ties[at]), self.lens.shelf.items[int(self.rows[at])])


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
