"""One item before many people: what is read of each of them, by look or by what they name.

A rule or factor looks, by itself, at the few different looks that people have; what nearly everybody has differently
(skills, languages, a past, wishes) is found by who names it. Nobody is read but the rows that are asked about.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, partial

import numpy as np

from matching.crowd.people import Mask, People
from matching.scene import Scene
from matching.scoring.demand import claim_credit, demand_weight
from matching.scoring.shapes import Numbers
from matching.types import Item, Requirement, Seeker


class Reading:
    """An item before some rows of some people. Arrays are of these rows, M of them, rising.

    `known` is what was worked out before the same rows, also for another item: what stays the same is not done again.
    """

    def __init__(
        self, item: Item, people: People, rows: Numbers, scene: Scene, known: dict[Hashable, Numbers] | None = None
    ) -> None:
        self.item = item
        self.people = people
        self.rows = rows
        self.scene = scene
        self._known = {} if known is None else known

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, item: Item) -> "Reading":
        """Another item before the same people."""
        return Reading(item, self.people, self.rows, self.scene, self._known)

    def kept(self, key: Hashable, make: Callable[[], Numbers]) -> Numbers:
        """What was worked out under this key, or is now."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = make()
        return found

    def forget(self) -> None:
        """Lets go of all that; it is worked out again when it is asked for."""
        self._known.clear()

    def filled(self, value: int) -> Numbers:
        """The same for every row."""
        return np.full(len(self), value, dtype=np.int64)

    def each(self, look: tuple[str, ...], number: Callable[[Seeker], int]) -> Numbers:
        """For each row what its look is worth, asked once for each look."""
        seen = self.people.look(look)
        return np.array([number(one) for one in seen.those], dtype=np.int64)[seen.codes[self.rows]]

    def closest(self, what: str, wanted: Sequence[str]) -> Numbers:
        """For each row how near the nearest concept it names comes to any of these, 0..255."""
        naming, best, at = self.people.naming(what), self._blank(0), self._at
        for concept in dict.fromkeys(wanted):
            for own, similarity in naming.towards.get(concept, ()):
                places = at[naming.rows[own]]
                best[places] = np.maximum(best[places], similarity)
        return best[:-1]

    def names_any(self, what: str) -> Mask:
        """Who names anything at all."""
        return self.people.naming(what).anything[self.rows]

    @cached_property
    def weight(self) -> int:
        """What all demands weigh together."""
        return sum(demand_weight(one, self.scene) for one in self.item.requirements)

    @property
    def earned(self) -> Numbers:
        """For each row Σ weight × credit of the demands."""
        return self.kept(("earned", self.item.requirements), self._earned)

    def _earned(self) -> Numbers:
        total = self.filled(0)
        for asked in self.item.requirements:
            credit = self.kept(("credit", asked.concept, asked.level), partial(self._credit, asked))
            total += demand_weight(asked, self.scene) * credit
        return total

    def _credit(self, asked: Requirement) -> Numbers:
        """`best_credit` for each row."""
        claims, at, best = self.people.claims, self._at, self._blank(self.scene.config.silence)
        best[at[self.people.census.denied.rows.get(asked.concept, _NOBODY)]] = 0
        reached = np.minimum(self._levels, asked.level)
        for own, similarity in claims.towards.get(asked.concept, ()):
            worth = claim_credit(np.full(len(reached), similarity), reached, asked.level, self._beliefs)
            np.maximum.at(best, at[claims.rows[own]], worth[claims.which[own]])
        return best[:-1]

    @cached_property
    def _levels(self) -> Numbers:
        return np.array([claim.level for claim in self.people.claims.sorts], dtype=np.int64)

    @cached_property
    def _beliefs(self) -> Numbers:
        return np.array([self.scene.belief(claim) for claim in self.people.claims.sorts], dtype=np.int64)

    @property
    def _at(self) -> Numbers:
        """For each of the N where it stands among the M; M, a place that nobody reads, for who is not asked about."""
        return self.kept("at", self._places)

    def _places(self) -> Numbers:
        at = np.full(len(self.people), len(self), dtype=np.int64)
        at[self.rows] = np.arange(len(self))
        return at

    def _blank(self, value: int) -> Numbers:
        return np.full(len(self) + 1, value, dtype=np.int64)


_NOBODY = np.zeros(0, dtype=np.int32)
