"""What looking at a large shelf reads: facets, places and demands as narrow columns, and who asks for what."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.retrieve.facets import ESSENTIALS, WHEREABOUTS, Facet, Facets
from matching.retrieve.inverted import Inverted
from matching.retrieve.shelf import Shelf
from matching.scoring.shapes import Numbers

Codes = npt.NDArray[np.int32]
SHIFT = 32
FEW = 5_000  # rows below which a plain scan takes no longer: measured at 2 000 to 20 000


class Demands(NamedTuple):
    """All demands, row by row from `starts`, as numbers of the few different ones there are.

    Of each of these `which` it is (level × concepts + concept), what it weighs, and how many rows ask for it at most.
    """

    starts: Numbers
    told: Codes
    which: Numbers
    weights: Numbers
    counts: Numbers


class Columns:
    """Made when they are first read; nothing in them depends on a person or an hour."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._facets = Facets(shelf)

    def facet(self, look: str) -> Facet:
        """The rows, told apart by one look."""
        return self._facets.of(look)

    def prepare(self, looks: Iterable[str]) -> None:
        """Makes all of it now, so that nobody who asks has to wait for it."""
        for look in looks:
            self.facet(look)
        for name in ("points", "binds", "demands", "weight", "essential", "essential_rows"):
            getattr(self, name)

    @cached_property
    def points(self) -> Codes:
        """N × 3 metres."""
        return self.shelf.points.astype(np.int32)

    @cached_property
    def binds(self) -> npt.NDArray[np.bool_]:
        """Whether one has to travel there, to a place that is known."""
        binds: npt.NDArray[np.bool_] = self.shelf.has_place & (self.shelf.remote_share != 100)
        return binds

    @cached_property
    def has_few_places(self) -> bool:
        """Whether many rows share a place, as where these are the seats of towns; else each is measured itself."""
        return len(self.facet(WHEREABOUTS).shelf) < len(self.shelf)

    @cached_property
    def demands(self) -> Demands:
        """What each row asks for."""
        asked = self.shelf.requirements
        which = asked["level"] * len(self.shelf.concepts) + asked["concept"]
        known, told, counts = np.unique(asked["weight"] << SHIFT | which, return_inverse=True, return_counts=True)
        return Demands(asked.starts, told.astype(np.int32), known & (1 << SHIFT) - 1, known >> SHIFT, counts)

    @cached_property
    def weight(self) -> Numbers:
        """What all demands of a row weigh together."""
        asked = self.shelf.requirements
        return asked.total(asked["weight"])

    @cached_property
    def essential(self) -> Inverted:
        """Concept, as the facet of essentials numbers it → the looks that ask for it."""
        shelf = self.facet(ESSENTIALS).shelf
        asked = shelf.requirements
        return Inverted.of(asked["concept"], np.repeat(np.arange(len(shelf)), asked.lengths), len(shelf.concepts))

    @cached_property
    def essential_rows(self) -> Inverted:
        """Look of the facet of essentials → the rows that have it."""
        facet = self.facet(ESSENTIALS)
        return Inverted.of(facet.codes.astype(np.int64), np.arange(len(self.shelf)), len(facet.shelf))
