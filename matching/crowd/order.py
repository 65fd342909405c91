"""Who suits an item, of people in one or several parts: nobody is put in order but the first who are asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.crowd.judging import Judging
from matching.crowd.people import Mask, People
from matching.crowd.reading import Reading
from matching.eligibility import RULES
from matching.retrieve import select
from matching.retrieve.reads import BITS
from matching.retrieve.select import Hashes
from matching.scene import Scene
from matching.scoring import mutual
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker

Floats = npt.NDArray[np.float64]
Part = tuple[People, Mask]


class Placed(NamedTuple):
    """One person whom no rule hides: higher key, then lower tie, then lower id."""

    key: int
    tie: int
    seeker: Seeker

    @property
    def order(self) -> tuple[int, int, str]:
        """What they are sorted by."""
        return -self.key, self.tie, self.seeker.id

    @property
    def score(self) -> float:
        """0 to 100."""
        return mutual.score(self.key, 1)


@dataclass(frozen=True, eq=False)
class Order:
    """Some people before one item. Equal to judging and scoring each alone and sorting."""

    item: Item
    day_seed: str
    parts: tuple[Judging, ...] = field(repr=False)

    @classmethod
    def of(cls, item: Item, people: Iterable[Part], scene: Scene, day_seed: str) -> "Order":
        """The marked people of each part; nobody may be in two of them. Nobody else is looked at."""
        readings = (Reading(item, part, np.flatnonzero(mask), scene) for part, mask in people)
        return cls(item, day_seed, tuple(Judging(reading) for reading in readings))

    def again(self, item: Item) -> "Order":
        """The same people before another item, of the same market: what the change does not bear on stays."""
        return Order(item, self.day_seed, tuple(Judging(part.reading.of(item)) for part in self.parts))

    def settled(self) -> "Order":
        """The same, worked out; what that needed and nothing else does is let go."""
        _ = self.keys
        for part in self.parts:
            part.reading.forget()
        return self

    @property
    def total(self) -> int:
        """How many are marked."""
        return sum(len(part.reading) for part in self.parts)

    @property
    def eligible(self) -> int:
        """How many no rule hides."""
        return sum(len(part.eligible) for part in self.parts)

    @cached_property
    def keys(self) -> Numbers:
        """What orders those whom no rule hides, part by part."""
        return np.concatenate([part.products for part in self.parts]) if self.parts else np.zeros(0, dtype=np.int64)

    @property
    def scores(self) -> Floats:
        """The scores of those whom no rule hides, 0 to 100, in no order: as `mutual.score` has each."""
        return np.sqrt(self.keys.astype(np.float64)) / mutual.POINTS

    def hidden(self) -> Mapping[str, tuple[int, int]]:
        """Rule → how many it hides, and how many only it hides; rules that hide nobody are left out."""
        failed = np.concatenate([part.failed for part in self.parts]) if self.parts else np.zeros(0, dtype=np.uint32)
        bits, counts = np.unique(failed, return_counts=True)
        found = {}
        for rule in RULES:
            bit = BITS[rule.name]
            hides = int(counts[(bits & np.uint32(bit)) > 0].sum())
            if hides:
                found[rule.name] = hides, int(counts[bits == bit].sum())
        return found

    def best(self, top: int) -> list[Placed]:
        """The first `top` by score."""
        near = select.leading(self.keys, top)
        ties = select.shuffle(self._hashes[near], self.day_seed)
        placed = near[np.lexsort((ties, -self.keys[near]))][:top]
        return [self._placed(at) for at in placed.tolist()]

    def drawn(self, seed: str, top: int) -> list[Placed]:
        """The first `top` in an order drawn by this lot, whatever their scores."""
        lots = select.shuffle(self._hashes, seed)
        near = np.arange(len(lots)) if top >= len(lots) else np.argpartition(lots, top)[:top]
        near = near[np.argsort(lots[near], kind="stable")]
        return [self._placed(at) for at in near.tolist()]

    def find(self, person_id: str) -> Placed | None:
        """What orders this person; None where a rule hides them or they are not there."""
        start = 0
        for part in self.parts:
            row = part.reading.people.row_of.get(person_id)
            if row is not None:
                rows = part.reading.rows[part.eligible]
                at = int(np.searchsorted(rows, row))
                if at < len(rows) and rows[at] == row:
                    return self._placed(start + at)
            start += len(part.eligible)
        return None

    def seeker(self, person_id: str) -> Seeker | None:
        """One of the marked people, hidden by a rule or not."""
        for part in self.parts:
            row = part.reading.people.row_of.get(person_id)
            if row is not None and row in part.reading.rows:
                return part.reading.people.seekers[row]
        return None

    def rank_of(self, person_id: str) -> int | None:
        """The place by score, from 1; None where a rule hides the person."""
        one = self.find(person_id)
        if one is None:
            return None
        level = np.flatnonzero(self.keys == one.key)
        return (
            1
            + int(np.count_nonzero(self.keys > one.key))
            + sum(other.order < one.order for other in map(self._placed, level.tolist()))
        )

    def is_tied(self, key: int) -> bool:
        """Whether more than one person has this very score."""
        return int(np.count_nonzero(self.keys == key)) > 1

    @cached_property
    def _hashes(self) -> Hashes:
        parts = [part.reading.people.hashes[part.reading.rows[part.eligible]] for part in self.parts]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)

    @cached_property
    def _starts(self) -> Sequence[int]:
        counts = np.cumsum([0, *(len(part.eligible) for part in self.parts)])
        return [int(count) for count in counts]

    def _placed(self, at: int) -> Placed:
        """Who stands there in `keys`."""
        which = int(np.searchsorted(self._starts, at, side="right")) - 1
        part = self.parts[which]
        row = int(part.reading.rows[part.eligible[at - self._starts[which]]])
        seeker = part.reading.people.seekers[row]
        return Placed(int(self.keys[at]), select.tie_break(seeker.id, self.day_seed), seeker)
