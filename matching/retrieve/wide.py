"""A large segment before a person: which rules hide each row, and what orders the rows that none hides.

Equal to `Narrow`, row by row. Each rule and each factor works on the few different looks there are; rows only look up
what their own is worth. What is a row's own, the way there and the skills asked for, is worked out in compiled loops,
and only where a row is eligible.
"""

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from matching.compiled import IS_COMPILED
from matching.config import Scheme
from matching.distance import longest, point
from matching.eligibility import RULES
from matching.eligibility.rule import FAIL, UNKNOWN, Rule
from matching.eligibility.rule import Outcomes as RuleOutcomes
from matching.factors import factor, goals, place, practice, time
from matching.retrieve import loops, twins
from matching.retrieve.columns import Columns
from matching.retrieve.facets import WHEREABOUTS
from matching.retrieve.filters import Filters, Mask, wanted
from matching.retrieve.lens import Lens
from matching.retrieve.loops import Bits, Shorts
from matching.retrieve.reads import BITS, FACETS, LOOKS, OF_PEOPLE, PARTS
from matching.retrieve.segment import Segment
from matching.retrieve.shared import Kept, Shared
from matching.retrieve.shelf import NOT_SAID
from matching.retrieve.view import Tally, View
from matching.scene import Scene
from matching.scoring.personal import scheme_of
from matching.scoring.shapes import Numbers
from matching.types import Seeker

loop = loops if IS_COMPILED else twins
NO_BITS = np.uint32(0)
SIDE = 32  # bits for one side of a pair
NOTHING = np.zeros(1, dtype=np.int64)
OWN = frozenset({"skills", "practice"})  # they read what hardly two people have alike
ON_SKILLS = next(rule for rule in RULES if rule.name == "skills")
TRAVEL = next(rule for rule in RULES if rule.name == "travel")


class Outcomes(NamedTuple):
    """For each look of a facet, the bits of the rules that hide it, and of those that ask about it."""

    fails: Bits
    asks: Bits


class Sides(NamedTuple):
    """The two sides of some rows, 0..1 000 000 each, and Σ weight × credit of their demands."""

    forward: Numbers
    backward: Numbers
    earned: Numbers


@dataclass(frozen=True, eq=False)
class Wide(View):
    """A segment, looked up. Kept as far as it was asked for: `lenses`, the person before the looks of facets; `tables`,
    what each look is worth; `measured`, the way to some rows.
    """

    scheme: Scheme = field(repr=False)
    lenses: dict[str, Lens] = field(default_factory=dict, repr=False)
    tables: dict[tuple[str, Callable[[Lens], Numbers]], Numbers] = field(default_factory=dict, repr=False)
    measured: list[tuple[Numbers, Numbers]] = field(default_factory=list, repr=False)
    shared: Shared | None = field(default=None, kw_only=True, repr=False)

    @classmethod
    def of(
        cls,
        segment: Segment,
        seeker: Seeker,
        scene: Scene,
        filters: Filters,
        day_seed: str,
        taken: Numbers | None = None,
    ) -> "Wide":
        """The segment before this person."""
        mask = wanted(filters, Lens(seeker, segment.shelf, scene)) & segment.stand
        scheme = scheme_of(scene.config, segment.shelf.market, seeker)
        return cls(segment, seeker, scene, mask, day_seed, scheme, taken=taken)

    @cached_property
    def credits(self) -> Shorts:
        """What each demand earns, level by level: `Lens.credit_table` in one narrow line."""
        return self.lens.credit_table.astype(np.int16).ravel()

    @property
    def columns(self) -> Columns:
        """What is read of the segment."""
        return self.segment.columns

    @cached_property
    def lens(self) -> Lens:
        """The person before the whole shelf: for what concepts are worth, not for what rows are."""
        return Lens(self.seeker, self.segment.shelf, self.scene)

    @cached_property
    def failed(self) -> Bits:
        """For each of the N rows the bits of the rules that hide it."""
        failed = np.zeros(len(self.segment.shelf), dtype=np.uint32)
        self.mark(failed, RULES)
        return failed

    @cached_property
    def sides(self) -> Sides:
        """The two sides of the eligible rows."""
        return self.sides_of(self.rows)

    @cached_property
    def products(self) -> Numbers:
        """For each eligible row the product of its two sides."""
        return self.sides.forward * self.sides.backward

    def mark(self, failed: Bits, rules: Sequence[Rule]) -> None:
        """Adds the bits of these rules, where they hide."""
        for look, outcomes in (self.outcomes if rules is RULES else self.outcomes_of(rules)).items():
            if outcomes.fails.any():
                loop.mark(failed, outcomes.fails, self.columns.facet(look).codes)
        if any(rule is TRAVEL for rule in rules):
            self._mark_beyond(failed)

    def _mark_beyond(self, failed: Bits) -> None:
        limit, here, bit = self.seeker.travel_limit_km, self.seeker.place, np.uint32(BITS["travel"])
        if limit is None or here is None:
            return
        if self.columns.has_few_places:
            beyond = TRAVEL.scan(self.lens_of(WHEREABOUTS)) == FAIL
            loop.mark(failed, np.where(beyond, bit, NO_BITS), self.columns.facet(WHEREABOUTS).codes)
            return
        origin = np.array(point(here), dtype=np.int64)
        loop.mark_beyond(failed, bit, self.columns.points, self.columns.binds, origin, longest(limit * 10))

    def tally(self) -> Tally:
        """What rules hide and ask."""
        hidden, alone = np.zeros(len(RULES), dtype=np.int64), np.zeros(len(RULES), dtype=np.int64)
        loop.tally(self.failed, self.wanted, hidden, alone)
        asks = self._asks()
        asked = [np.count_nonzero(asks & np.uint32(1 << place)) for place in range(len(RULES))]
        return Tally(hidden, alone, np.array(asked))

    def still_hides(self, rule: Rule, loosened: Seeker, rows: Numbers) -> Mask:
        """Whether a rule hides each of these rows also from a person with one limit moved."""
        hides = np.zeros(len(rows), dtype=np.bool_)
        for look in LOOKS[rule.name]:
            facet = self.columns.facet(look)
            hides |= (rule.scan(Lens(loosened, facet.shelf, self.scene)) == FAIL)[facet.codes[rows]]
        limit, here = loosened.travel_limit_km, loosened.place
        if rule.name == "travel" and limit is not None and here is not None:
            hides |= self.columns.binds[rows] & (self._away(rows) > limit * 10)
        return hides

    def sides_of(self, rows: Numbers, earned: Numbers | None = None) -> Sides:
        """The two sides of these rows, worked out in full; from what their demands earn, where that is known."""
        earned = self.earned(rows) if earned is None else earned
        names = {weight.factor for weight in (*self.scheme.forward, *self.scheme.backward)}
        return Sides(*self.weigh(names, rows, earned), earned)

    def weigh(self, names: Collection[str], rows: Numbers, earned: Numbers) -> tuple[Numbers, Numbers]:
        """What these factors together weigh on either side of these rows."""
        both, tables = np.zeros(len(rows), dtype=np.int64), dict[str, Numbers]()
        for name in names:
            look = WHEREABOUTS if name == "place" and self.columns.has_few_places else FACETS.get(name)
            if look is None:
                self._join(name, rows, earned, both)
                continue
            values = self._table(name, look, factor(name).scan)
            if len(values) > len(rows):  # few rows: each looks up its own before it is weighed
                both += self._weighed(name, values[self.columns.facet(look).codes[rows]])
            else:
                tables[look] = tables.get(look, NOTHING) + self._weighed(name, values)
        for look, table in tables.items():
            loop.gather(table, self.columns.facet(look).codes, rows, both)
        return both >> SIDE, both & (1 << SIDE) - 1

    def _terms(self, name: str) -> tuple[int, int]:
        """What a factor weighs, and what it adds where it is not known: on one side × 2³² + on the other."""
        own = [
            (one.weight << shift, one.prior)
            for side, shift in ((self.scheme.forward, SIDE), (self.scheme.backward, 0))
            for one in side
            if one.factor == name
        ]
        return sum(weight for weight, _ in own), sum(weight * prior for weight, prior in own)

    def _weighed(self, name: str, values: Numbers) -> Numbers:
        """What these values of a factor add, told the same way; -1 is not known."""
        term, prior = self._terms(name)
        return np.where(values == NOT_SAID, prior, term * values)

    def earned(self, rows: Numbers) -> Numbers:
        """Σ weight × credit of each row's demands."""
        out, asked = np.empty(len(rows), dtype=np.int64), self.columns.demands
        loop.earn(asked.starts, asked.told, asked.weights * self.credits[asked.which], rows, out)
        return out

    def _join(self, name: str, rows: Numbers, earned: Numbers, both: Numbers) -> None:
        """Adds what a factor weighs that looks at more than one thing."""
        if name == "goals":
            loop.mean(self._summed(name, rows), goals.AXIS_BITS, *self._terms(name), both)
        elif name == "time":
            both += self._weighed(name, self._worst(name, rows))
        elif name == "place":
            share = self.segment.shelf.remote_share[rows]
            both += self._weighed(name, place.over(self.seeker, self.scene, self._away(rows), share))
        elif name == "practice" and not self.seeker.skills:
            both += self._terms(name)[1]
        else:
            term, half = self._terms(name)[0], self.scene.config.half_missing
            terms = (term, 0) if name == "skills" else (0, term)
            loop.meet(self.columns.weight, rows, earned, half, np.array(terms), both)
            if name == "practice":
                self._afford(term, rows, both)

    def _afford(self, term: int, rows: Numbers, both: Numbers) -> None:
        """Adds what it weighs that one can do there what one can, where a row does not say what the work needs."""
        silent = np.flatnonzero(self.columns.weight[rows] == 0)
        if len(silent):
            afforded = self._table("practice", "affords", practice.scan_affords)
            both[silent] += term * afforded[self.columns.facet("affords").codes[rows[silent]]]

    def _summed(self, name: str, rows: Numbers) -> Numbers:
        """The sum of the parts of a factor."""
        out = np.zeros(len(rows), dtype=np.int64)
        for look, scan in PARTS[name]:
            table = self._table(name, look, scan)
            if len(table) == 1:
                out += table
            else:
                loop.gather(table, self.columns.facet(look).codes, rows, out)
        return out

    def _worst(self, name: str, rows: Numbers) -> Numbers:
        """The least of the parts of a factor that are known; -1 where none is."""
        out = np.full(len(rows), time.FITS, dtype=np.int64)
        for look, scan in PARTS[name]:
            table = self._table(name, look, scan)
            known = np.where(table == NOT_SAID, time.FITS, table)
            if (known != time.FITS).any():
                loop.lower(known, self.columns.facet(look).codes, rows, out)
        return np.where(out == time.FITS, NOT_SAID, out)

    def _table(self, name: str, look: str, scan: Callable[[Lens], Numbers]) -> Numbers:
        """What each look is worth, worked out once."""
        key = look, scan
        if key not in self.tables:
            self.tables[key] = self._alike(name, key, lambda: scan(self.lens_of(look)))
        return self.tables[key]

    def _alike(self, name: str, what: Hashable, make: Callable[[], Kept]) -> Kept:
        """What is made, once for all who are alike in what this rule or factor reads of people."""
        if self.shared is None or name in OWN:
            return make()
        reads = tuple(getattr(self.seeker, field_) for field_ in sorted(OF_PEOPLE[name]))
        return self.shared.kept((self.segment.shelf, name, what, reads), make)

    def _away(self, rows: Numbers) -> Numbers:
        """Hundreds of metres to each of these rows, -1 where a place is not known; the last ones asked for are kept."""
        if self.seeker.place is None:
            return np.full(len(rows), NOT_SAID, dtype=np.int64)
        if self.columns.has_few_places:
            away: Numbers = self.lens_of(WHEREABOUTS).hundred_metres[self.columns.facet(WHEREABOUTS).codes[rows]]
            return away
        if self.measured and self.measured[-1][0] is rows:
            return self.measured[-1][1]
        out = np.empty(len(rows), dtype=np.int64)
        loop.apart(self.columns.points, np.array(point(self.seeker.place), dtype=np.int64), rows, out)
        self.measured[:] = [(rows, np.where(self.segment.shelf.has_place[rows], out, NOT_SAID))]
        return self.measured[-1][1]

    def _asks(self) -> Bits:
        """For each eligible row the bits of the rules that cannot tell."""
        rows, shelf = self.rows, self.segment.shelf
        asks = np.zeros(len(rows), dtype=np.uint32)
        for look, outcomes in self.outcomes.items():
            if outcomes.asks.any():
                asks |= outcomes.asks[self.columns.facet(look).codes[rows]]
        if self.seeker.travel_limit_km is not None:
            is_open = ~shelf.has_place[rows] | (self.seeker.place is None)
            asks |= np.where(is_open & (shelf.remote_share[rows] != 100), np.uint32(BITS["travel"]), NO_BITS)
        return asks

    @cached_property
    def on_skills(self) -> dict[str, Outcomes]:
        """What the rule on skills says of each look: asked again with every claim that might be made."""
        return self.outcomes_of((ON_SKILLS,))

    @cached_property
    def outcomes(self) -> dict[str, Outcomes]:
        """What all rules say of each look: what is hidden and what is asked are told by the same."""
        return self.outcomes_of(RULES)

    def outcomes_of(self, rules: Sequence[Rule]) -> dict[str, Outcomes]:
        """What these rules say of each look, facet by facet."""
        found: dict[str, Outcomes] = {}
        for rule in rules:
            for look in LOOKS[rule.name]:
                if look not in found:
                    room = len(self.lens_of(look))
                    found[look] = Outcomes(np.zeros(room, np.uint32), np.zeros(room, np.uint32))
                outcome, bit = self._says(rule, look), np.uint32(BITS[rule.name])
                found[look].fails[outcome == FAIL] |= bit
                found[look].asks[outcome == UNKNOWN] |= bit
        return found

    def _says(self, rule: Rule, look: str) -> RuleOutcomes:
        return self._alike(rule.name, (rule.name, look), lambda: rule.scan(self.lens_of(look)))

    def lens_of(self, look: str) -> Lens:
        """The person before the looks of one facet."""
        if look not in self.lenses:
            self.lenses[look] = Lens(self.seeker, self.columns.facet(look).shelf, self.scene)
        return self.lenses[look]
