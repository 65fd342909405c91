"""A market's rows in parts: one large shelf that stays, and a small one of what came or changed since."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.retrieve.columns import FEW, Columns
from matching.retrieve.facets import LOOKS
from matching.retrieve.select import Hashes, id_hash
from matching.retrieve.shelf import Shelf
from matching.scene import Scene
from matching.types import Item, Market

Mask = npt.NDArray[np.bool_]
FRESH = 64  # rows the newest part grows to before it joins the other small one


@dataclass(frozen=True, eq=False)
class Segment:
    """A shelf of N rows, the hash of each id, and which rows `stand`: the others were removed, or changed since."""

    shelf: Shelf
    hashes: Hashes
    stand: Mask

    @classmethod
    def of(cls, market: Market, items: Iterable[Item], scene: Scene) -> "Segment":
        """A segment of which every row stands. A large one is told apart by all its looks now, not when it is asked."""
        shelf = Shelf(market, items, scene)
        hashes = np.array([id_hash(item.id) for item in shelf.items], dtype=np.uint64)
        made = cls(shelf, hashes, np.ones(len(shelf), dtype=np.bool_))
        if len(shelf) >= FEW:
            made.columns.prepare(LOOKS)
        return made

    @cached_property
    def columns(self) -> Columns:
        """What looking at many rows reads."""
        return Columns(self.shelf)

    @cached_property
    def count(self) -> int:
        """How many rows stand."""
        return int(np.count_nonzero(self.stand))

    @cached_property
    def teachers(self) -> dict[str, tuple[str, ...]]:
        """Concept → ids of rows that teach it, whether they stand or not."""
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.shelf.items:
            for concept in item.teaches:
                found[concept].append(item.id)
        return {concept: tuple(ids) for concept, ids in found.items()}

    @cached_property
    def told(self) -> int:
        """The sum of what is told of each item that stands."""
        return sum(told(item) for item in self.items())

    def row_of(self, id: str) -> int | None:
        """The row of this id, if it stands."""
        row = self.shelf.row_of.get(id)
        return row if row is not None and self.stand[row] else None

    def items(self) -> Iterator[Item]:
        """The items that stand, by id."""
        return (self.shelf.items[row] for row in np.flatnonzero(self.stand).tolist())

    def without(self, rows: Collection[int]) -> "Segment":
        """The same with these rows removed: what was worked out about the shelf is kept."""
        if not rows:
            return self
        stand = self.stand.copy()
        stand[list(rows)] = False
        parted = replace(self, stand=stand)
        kept = parted.__dict__  # where `cached_property` keeps what was worked out
        kept |= {name: self.__dict__[name] for name in ("columns", "teachers") if name in self.__dict__}
        if "told" in self.__dict__:
            kept["told"] = self.told - sum(told(self.shelf.items[row]) for row in rows)
        return parted


@dataclass(frozen=True, eq=False)
class Shelved:
    """A market: its segments, the large one first. An id stands in one of them at most."""

    segments: tuple[Segment, ...]

    @property
    def count(self) -> int:
        """How many items stand."""
        return sum(segment.count for segment in self.segments)

    @property
    def told(self) -> int:
        """The sum of what is told of each item that stands."""
        return sum(segment.told for segment in self.segments)

    @property
    def loose(self) -> int:
        """How many rows a merge would put in order: those that came later, and those that no longer stand."""
        first, *later = self.segments
        return len(first.shelf) - first.count + sum(len(segment.shelf) for segment in later)

    def item(self, id: str) -> Item | None:
        """The item of this id, if it stands here."""
        for segment in self.segments:
            row = segment.row_of(id)
            if row is not None:
                return segment.shelf.items[row]
        return None

    def items(self) -> Iterator[Item]:
        """The items that stand, segment by segment."""
        return (item for segment in self.segments for item in segment.items())

    def teachers(self, concept: str) -> list[str]:
        """Ids of the items that teach it."""
        return [
            known
            for segment in self.segments
            for known in segment.teachers.get(concept, ())
            if segment.row_of(known) is not None
        ]

    def changed(
        self, gone: Collection[str], new: Collection[Item], shelve: Callable[[Iterable[Item]], Segment]
    ) -> "Shelved":
        """Without those, with these. Costs as much as what is new and what came lately, not what there is."""
        first, *later = (segment.without(_rows(segment, gone)) for segment in self.segments)
        if not new:
            return Shelved((first, *(segment for segment in later if segment.count)))
        if later and later[-1].count + len(new) <= FRESH:
            new = (*later.pop().items(), *new)
        elif len(later) > 1:
            new = (*(item for segment in later for item in segment.items()), *new)
            later = []
        return Shelved((first, *(segment for segment in later if segment.count), shelve(new)))

    def merged(self, shelve: Callable[[Iterable[Item]], Segment]) -> "Shelved":
        """The same in one segment."""
        if not self.loose:
            return self
        whole = shelve(self.items())
        if all("told" in segment.__dict__ for segment in self.segments):  # a sum stays the same, however it is parted
            whole.__dict__["told"] = self.told
        return Shelved((whole,))


def told(item: Item) -> int:
    """256 bits of SHA-256 over all that an item says.

    Sums of these know a set of items in whatever order and parts it comes (AdHash: Bellare, Micciancio 1997).
    """
    return int.from_bytes(hashlib.sha256(repr(item).encode()).digest(), "big")


def _rows(segment: Segment, ids: Collection[str]) -> list[int]:
    return [row for known in ids if (row := segment.row_of(known)) is not None]
