"""Who would be shown what: the first things of everybody's list, and how good whatever comes after them is.

A sparse graph of people and things. Rows and columns stand in the order of ids, and so do the things of a row: the
order of input changes nothing, down to the last bit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FULL = 10_000  # scores and prices are in hundredths of a point of 100
LISTED = 50  # things of one list that count


class Wanted(NamedTuple):
    """One person's list: (thing, score in hundredths of a point), what stands next after it, and how much they look.

    `beyond` None: nothing stands after it, and the last of the list is what is left to somebody who is crowded out.
    `attention` is in units of one person.
    """

    person: str
    things: Sequence[tuple[str, int]]
    beyond: int | None = None
    attention: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """The graph as rows of flat arrays.

    `people` (n) and `things` (m) are ids, rising. Row i holds the entries `starts[i]` to `starts[i + 1]` of `columns`
    (places in `things`, rising) and `scores` (0..10 000). `beyond` (n) 0..10 000, `attention` (n) above 0.
    Raises BadInput (`market.graph`, `market.score`, `market.attention`) where these do not fit together.
    """

    people: tuple[str, ...]
    things: tuple[str, ...]
    starts: Longs
    columns: Ints
    scores: Ints
    beyond: Ints
    attention: Floats

    def __post_init__(self) -> None:
        n, entries = len(self.people), len(self.columns)
        shapes = (len(self.starts), len(self.scores), len(self.beyond), len(self.attention))
        if shapes != (n + 1, entries, n, n) or int(self.starts[0]) != 0 or int(self.starts[-1]) != entries:
            raise BadInput("market.graph", people=n, entries=entries)
        if entries and not (self.columns.min() >= 0 and self.columns.max() < len(self.things)):
            raise BadInput("market.graph", people=n, entries=entries)
        for scores in (self.scores, self.beyond):
            if len(scores) and not (scores.min() >= 0 and scores.max() <= FULL):
                raise BadInput("market.score", at_most=FULL)
        if not bool(np.all(np.isfinite(self.attention) & (self.attention > 0))):
            raise BadInput("market.attention")

    @classmethod
    def of(cls, lists: Iterable[Wanted], listed: int = LISTED) -> "Demand":
        """Everybody's first `listed` things, the best first and ties by id. Raises BadInput on a twin."""
        rows = sorted((_cut(one, listed) for one in lists if one.things), key=lambda one: one.person)
        things = tuple(sorted({thing for one in rows for thing, _ in one.things}))
        place = {thing: number for number, thing in enumerate(things)}
        entries = [sorted((place[thing], score) for thing, score in one.things) for one in rows]
        _refuse_twins(rows, entries)
        flat = [entry for row in entries for entry in row]
        return cls(
            people=tuple(one.person for one in rows),
            things=things,
            starts=np.cumsum([0, *(len(row) for row in entries)], dtype=np.int64),
            columns=np.array([column for column, _ in flat], dtype=np.int32),
            scores=np.array([score for _, score in flat], dtype=np.int32),
            beyond=np.array([one.beyond for one in rows], dtype=np.int32),
            attention=np.array([one.attention for one in rows], dtype=np.float64),
        )

    @property
    def rows(self) -> Longs:
        """(entries,) The row of each entry."""
        return np.repeat(np.arange(len(self.people)), np.diff(self.starts))

    def transposed(self, attention: Mapping[str, float]) -> "Demand":
        """The same pairs from the other side: things look for people, so that people have a price.

        Whom many would ask is spared: what is cleared is how often each person is put before somebody. `attention` is
        how many people a thing can look at. What is left to a thing that is crowded out is the last of its list.
        """
        order = np.lexsort((self.rows, self.columns))
        counts = np.bincount(self.columns, minlength=len(self.things))
        starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        scores = self.scores[order]
        least = np.minimum.reduceat(scores, starts[:-1]) if len(scores) else scores
        return Demand(
            people=self.things,
            things=self.people,
            starts=starts,
            columns=self.rows[order].astype(np.int32),
            scores=scores,
            beyond=least.astype(np.int32),
            attention=np.array([attention.get(thing, 1.0) for thing in self.things], dtype=np.float64),
        )


def _cut(one: Wanted, listed: int) -> Wanted:
    best = sorted(one.things, key=lambda entry: (-entry[1], entry[0]))
    after = best[listed][1] if len(best) > listed else one.beyond
    kept = best[:listed]
    return Wanted(one.person, kept, kept[-1][1] if after is None else after, one.attention)


def _refuse_twins(rows: Sequence[Wanted], entries: Sequence[Sequence[tuple[int, int]]]) -> None:
    if len({one.person for one in rows}) != len(rows):
        raise BadInput("market.twice", what="person")
    if any(len({column for column, _ in row}) != len(row) for row in entries):
        raise BadInput("market.twice", what="thing")
