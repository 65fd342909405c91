"""An index in memory: rows in order, with their zones and tiles; and the search in it."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED
from matching.errors import BadInput
from matching.retrieve.index import plain
from matching.retrieve.index.kernels.heap import Top
from matching.retrieve.index.kernels.searching import Scratch, room, search, search_added
from matching.retrieve.index.query import Query
from matching.retrieve.index.rows import Int32, Rows, first_of, sealed, taken
from matching.retrieve.index.sorting import order_by
from matching.retrieve.index.tiles import FEW, Tiles, tiles_of
from matching.retrieve.index.zones import Zones, order_of, zones_of
from matching.retrieve.select import Hashes, shuffle_by
from matching.scoring.shapes import Numbers

BACKEND = "numba" if IS_COMPILED else "numpy"  # what searches; said on /readyz


class Found(NamedTuple):
    """The best, first to last: the caller's number of each, its score, and its age, higher for what came later."""

    numbers: npt.NDArray[np.int32]
    scores: npt.NDArray[np.int32]
    ages: Numbers


@dataclass(frozen=True, eq=False)
class Index:
    """N rows, ready to be searched. Safe to share between threads; arrays may lie in a mapped file."""

    rows: Rows
    zones: Zones
    tiles: Tiles
    finder: npt.NDArray[np.int32] = field(repr=False)

    @classmethod
    def build(cls, rows: Rows, few: int = FEW) -> "Index":
        """Orders the rows and cuts their tiles; with fewer than `few` rows there are none."""
        ordered = taken(rows, order_of(rows))
        finder = order_by(ordered.numbers, 31).astype(np.int32)
        return cls(
            Rows(*map(sealed, ordered)),
            sealed(zones_of(ordered)),
            Tiles(*map(sealed, tiles_of(ordered, few))),
            sealed(finder),
        )

    def __len__(self) -> int:
        return len(self.rows.numbers)

    @property
    def is_of_people(self) -> bool:
        """Whether its rows are people."""
        return len(self.rows.kinds) > 0

    def row_of(self, number: int) -> int | None:
        """Where the row of this number is; None when there is none."""
        at = int(np.searchsorted(self.rows.numbers, np.int32(number), sorter=self.finder))
        if at == len(self) or self.rows.numbers[self.finder[at]] != number:
            return None
        return int(self.finder[at])

    def search(self, query: Query, top: int) -> Found:
        """The best `top` rows: higher score, then lower shuffled hash, then lower number.

        Raises BadInput("top.too-small").
        """
        return search_all((self,), query, top)


class Unordered(Protocol):
    """Rows without zones or tiles, of which a growing number is there."""

    @property
    def rows(self) -> Rows:
        """Room for them."""

    @property
    def count(self) -> int:
        """How many are there now."""


def search_all(parts: Sequence[Index | Unordered], query: Query, top: int) -> Found:
    """The best `top` over several parts, searched in this order."""
    if top < 1:
        raise BadInput("top.too-small", top=top)
    return _compiled(parts, query, top) if IS_COMPILED else search_plainly(parts, query, top)


def _compiled(parts: Sequence[Index | Unordered], query: Query, top: int) -> Found:
    scratch = scratch_of(max(len(part.zones) if isinstance(part, Index) else 0 for part in parts))
    asked = (query.asked, query.concepts, query.amounts, scratch)
    found, least = [], 0
    for age, part in enumerate(parts):
        best = Top(np.empty(top, np.int32), np.empty(top, np.int32))
        if isinstance(part, Index):
            n = search(part.rows, part.zones, part.tiles, *asked, best, least, query.is_of_people)
        else:
            for count in _counts(part):
                n = search_added(part.rows, count, *asked, best, least, query.is_of_people)
        rows = best.rows[:n].astype(np.int64)
        found.append(Some(part.rows.numbers[rows], best.scores[:n], part.rows.hashes[rows], rows + (age << 32)))
        least = int(best.scores[0]) if n == top else least
    return _sorted(found, query, top)


def search_plainly(parts: Sequence[Index | Unordered], query: Query, top: int) -> Found:
    """The same by `plain`: what serves where nothing compiles, and what tests compare with."""
    found = []
    for age, part in enumerate(parts):
        if isinstance(part, Index):
            scored = plain.score(part.rows, query)
        else:
            for count in _counts(part):
                scored = plain.score(first_of(part.rows, count), query)
        least = np.partition(scored.scores, -top)[-top] if top < len(scored.scores) else 0
        kept = np.flatnonzero(scored.scores >= least)
        rows, scores = scored.rows[kept], scored.scores[kept].astype(np.int32)
        found.append(Some(part.rows.numbers[rows], scores, part.rows.hashes[rows], rows + (age << 32)))
    return _sorted(found, query, top)


def _counts(part: Unordered) -> Iterator[int]:
    """How many rows to look at; again and again while more came during the look.

    Of a row that changes, the new self comes before the old one goes: had one come meanwhile, both could be missed.
    """
    looked = -1
    while looked != part.count:
        looked = part.count
        yield looked


class Some(NamedTuple):
    """What one part gave, in no order."""

    numbers: Int32
    scores: Int32
    hashes: Hashes
    ages: Numbers


def _sorted(found: list[Some], query: Query, top: int) -> Found:
    """The first `top` of all that the parts gave."""
    numbers, scores, hashes, ages = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((numbers, shuffle_by(hashes, query.asked.seed), -scores))[:top]
    return Found(numbers[order], scores[order], ages[order])


_own = threading.local()


def scratch_of(blocks: int) -> Scratch:
    """A thread's own room to work in, for so many blocks at least."""
    found: Scratch | None = getattr(_own, "scratch", None)
    if found is None or len(found.active) < blocks:
        found = _own.scratch = room(blocks)
    return found
