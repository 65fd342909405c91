"""A small segment before a person, scanned whole: the plain way, which `Wide` must equal."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matching.eligibility import RULES
from matching.eligibility.rule import FAIL, UNKNOWN, Rule
from matching.retrieve.filters import Filters, Mask, wanted
from matching.retrieve.lens import Lens
from matching.retrieve.loops import Bits
from matching.retrieve.scan import Scan, scan
from matching.retrieve.segment import Segment
from matching.retrieve.view import Tally, View
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Seeker


@dataclass(frozen=True, eq=False)
class Narrow(View):
    """A segment, scanned."""

    lens: Lens = field(repr=False)
    scan: Scan = field(repr=False)

    @classmethod
    def of(
        cls,
        segment: Segment,
        seeker: Seeker,
        scene: Scene,
        filters: Filters,
        day_seed: str,
        taken: Numbers | None = None,
    ) -> "Narrow":
        """The segment before this person."""
        lens = Lens(seeker, segment.shelf, scene)
        mask = wanted(filters, lens) & segment.stand
        return cls(segment, seeker, scene, mask, day_seed, lens, scan(lens), taken=taken)

    @cached_property
    def failed(self) -> Bits:
        """For each of the N rows the bits of the rules that hide it."""
        failed = np.zeros(len(self.lens), dtype=np.uint32)
        for place, rule in enumerate(RULES):
            failed |= np.where(self.scan.outcomes[rule.name] == FAIL, np.uint32(1 << place), np.uint32(0))
        return failed

    @cached_property
    def products(self) -> Numbers:
        """For each eligible row the product of its two sides."""
        own: Numbers = self.scan.keys[self.rows]
        return own

    def tally(self) -> Tally:
        """What rules hide and ask."""
        outcomes = [self.scan.outcomes[rule.name] for rule in RULES]
        hides = [self.wanted & (outcome == FAIL) for outcome in outcomes]
        return Tally(
            np.array([np.count_nonzero(mask) for mask in hides]),
            np.array([np.count_nonzero(mask & (self.scan.failed == 1)) for mask in hides]),
            np.array([np.count_nonzero(outcome[self.rows] == UNKNOWN) for outcome in outcomes]),
        )

    def still_hides(self, rule: Rule, loosened: Seeker, rows: Numbers) -> Mask:
        """Whether a rule hides each of these rows also from a person with one limit moved."""
        hides: Mask = rule.scan(Lens(loosened, self.segment.shelf, self.scene))[rows] == FAIL
        return hides
