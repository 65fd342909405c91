"""What each rule and each factor says of many people before one item: equal to judging and valuing every pair alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.crowd.people import People
from matching.crowd.reading import Reading
from matching.eligibility import RULES
from matching.eligibility.rule import Rule
from matching.factors import education, factor, goals, occupation, practice, skills, time
from matching.factors.language import COMFORTABLE
from matching.retrieve import facets
from matching.retrieve.reads import BITS, FACETS, LOOKS, OF_PEOPLE, PARTS
from matching.retrieve.shelf import NOT_SAID
from matching.scene import Scene
from matching.scoring.demand import WHOLE, language_weight, met_over
from matching.scoring.personal import scheme_of
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import CEFR, Item, Market, Outcome, Seeker

Bits = npt.NDArray[np.uint32]

APART: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "dates": (("available_from",), ("available_until",)),
    "time": (("hours",), ("available_from",), ("available_until",)),
}
"""What is read of people in parts that do not bear on each other: the worst of them counts."""

KINDS, SCHOOLING, WEIGHTS = ("kinds",), ("education_level",), ("weights",)

OF_ITEMS: Mapping[str, tuple[str, ...]] = {
    **{rule.name: tuple(name for look in LOOKS[rule.name] for name in facets.LOOKS[look]) for rule in RULES},
    **{name: facets.LOOKS[look] for name, look in FACETS.items()},
    **{name: tuple(each for look, _ in parts for each in facets.LOOKS[look]) for name, parts in PARTS.items()},
    "travel": ("place", "remote_share"),
    "place": ("place", "remote_share"),
    "skills": ("requirements",),
    "practice": ("requirements", "affords"),
}
"""Rule or factor → the fields of an item it reads: while these stay, what it said stands."""


@dataclass(frozen=True, eq=False)
class Judging:
    """What comes of a reading: who is hidden by what, and what orders the others."""

    reading: Reading

    @cached_property
    def failed(self) -> Bits:
        """For each row the bits of the rules that hide it."""
        failed = np.zeros(len(self.reading), dtype=np.int64)
        for rule in RULES:
            if self.reading.item.conditions or not rule.name.startswith("condition-"):
                failed |= BITS[rule.name] * self._kept("rule", rule.name, self._fails(rule))
        return failed.astype(np.uint32)

    @cached_property
    def eligible(self) -> Numbers:
        """Where in the reading's rows those stand whom no rule hides."""
        found: Numbers = np.flatnonzero(self.failed == 0)
        return found

    @cached_property
    def products(self) -> Numbers:
        """For each eligible row the product of its two sides."""
        scheme = self.reading.scene.config.scheme(self.reading.item.market)
        forward, backward = (np.zeros(len(self.eligible), dtype=np.int64) for _ in range(2))
        for one in scheme.backward:
            backward += one.weight * self._value(one.factor, one.prior)
        own = self._weights()
        for place, one in enumerate(scheme.forward):
            forward += own[place] * self._value(one.factor, one.prior)
        return forward * backward

    def _weights(self) -> Numbers:
        """What each factor of the forward side weighs for each eligible row, by everybody's own weights."""
        config, market = self.reading.scene.config, self.reading.item.market
        look = self.reading.people.look(WEIGHTS)
        schemes = [scheme_of(config, market, one) for one in (*look.those, Seeker(""))]  # one even for nobody
        table = np.array([[one.weight for one in scheme.forward] for scheme in schemes], dtype=np.int64)
        own: Numbers = table[look.codes[self.reading.rows[self.eligible]]].T
        return own

    def _value(self, name: str, prior: int) -> Numbers:
        values = self._kept("factor", name, self._valued(name))[self.eligible]
        return np.where(values == NOT_SAID, prior, values)

    def _kept(self, what: str, name: str, make: Callable[[], Numbers]) -> Numbers:
        read = tuple(getattr(self.reading.item, field) for field in OF_ITEMS[name])
        return self.reading.kept((what, name, read), make)

    def _fails(self, rule: Rule) -> Callable[[], Numbers]:
        def make() -> Numbers:
            if rule.name in RULES_BY_NAMES:
                return RULES_BY_NAMES[rule.name](self.reading)
            item, scene = self.reading.item, self.reading.scene
            parts = [self.reading.each(look, lambda one: _hides(rule, one, item, scene)) for look in looks(rule.name)]
            worst: Numbers = np.maximum.reduce(parts)
            return worst

        return make

    def _valued(self, name: str) -> Callable[[], Numbers]:
        def make() -> Numbers:
            if name in FACTORS_BY_NAMES:
                return FACTORS_BY_NAMES[name](self.reading)
            value, item, scene = factor(name).value, self.reading.item, self.reading.scene
            parts = [self.reading.each(look, lambda one: _or_not(value(one, item, scene))) for look in looks(name)]
            return time.worst(parts) if len(parts) > 1 else parts[0]

        return make


def looks(name: str) -> tuple[tuple[str, ...], ...]:
    """The looks of people that a rule or factor reads."""
    return APART.get(name) or (tuple(sorted(OF_PEOPLE[name])),)


def prepare(people: People, market: Market, scene: Scene) -> None:
    """Makes all that an item of this market reads, so that nobody who asks has to wait for it."""
    scheme = scene.config.scheme(market)
    names = {rule.name for rule in RULES} - RULES_BY_NAMES.keys()
    names |= {one.factor for one in (*scheme.forward, *scheme.backward)} - FACTORS_BY_NAMES.keys()
    for look in sorted({each for name in names for each in looks(name)} | {KINDS, SCHOOLING, WEIGHTS}):
        people.look(look)
    for what in ("fields", "past", "skills", "subjects", "work"):
        people.naming(what)
    for column in ("census", "hashes", "claims"):
        getattr(people, column)


def _hides(rule: Rule, one: Seeker, item: Item, scene: Scene) -> int:
    verdict = rule.judge(one, item, scene)
    return int(verdict is not None and verdict.outcome is Outcome.FAIL)


def _or_not(value: int | None) -> int:
    return NOT_SAID if value is None else value


def _on_skills(reading: Reading) -> Numbers:
    census, rows, fails = reading.people.census, reading.rows, reading.filled(0)
    for asked in reading.item.requirements:
        if asked.is_essential:
            has = census.levels(asked.concept)[rows]
            fails |= (has < asked.level) & ((has > 0) | census.said_no(asked.concept)[rows])
    return fails


def _on_languages(reading: Reading) -> Numbers:
    census, rows, fails = reading.people.census, reading.rows, reading.filled(0)
    for asked in reading.item.languages:
        if asked.is_essential:
            has = census.cefr(asked.concept)[rows]
            fails |= (has < CEFR.index(asked.level)) & ((has != NOT_SAID) | census.said_no(asked.concept)[rows])
    return fails


def _skills(reading: Reading) -> Numbers:
    return skills.over(reading.scene, reading.filled(reading.weight), reading.earned)


def _practice(reading: Reading) -> Numbers:
    item, worth = reading.item, reading.filled(practice.SILENT)
    if item.requirements:
        worth = practice.over(reading.filled(reading.weight), reading.earned, worth)
    elif item.affords:
        worth = reading.closest("skills", item.affords) * 1000 // FULL
    return np.where(reading.names_any("skills"), worth, NOT_SAID)


def _occupation(reading: Reading) -> Numbers:
    item = reading.item
    worth = reading.filled(occupation.SILENT if item.market is Market.OPPORTUNITIES else NOT_SAID)
    if item.occupation is not None:
        worth = reading.closest("past", (item.occupation,)) * 1000 // FULL
    return np.where(reading.names_any("past"), worth, NOT_SAID)


def _experience(reading: Reading) -> Numbers:
    asked, scene = reading.item.experience_months, reading.scene
    if not asked:
        return reading.filled(1000)
    months = reading.people.census.months(reading.item.occupation, scene)[reading.rows]
    return np.where(reading.names_any("past"), scene.config.shapes.months.over(months * 1000 // asked), NOT_SAID)


def _language(reading: Reading) -> Numbers:
    item, scene, census = reading.item, reading.scene, reading.people.census
    if not item.languages and not item.speaks:
        return reading.filled(WHOLE)
    missing, shared = reading.filled(0), reading.filled(WHOLE)
    for one in item.languages:
        missing += language_weight(one, scene) * (WHOLE - _understood(reading, one.concept, CEFR.index(one.level)))
    if item.speaks:
        shared = np.maximum.reduce([_understood(reading, concept, COMFORTABLE) for concept in item.speaks])
    worth = np.minimum(met_over(missing, scene.config.half_missing), shared)
    return np.where(census.speaks[reading.rows], worth, NOT_SAID)


def _understood(reading: Reading, concept: str, asked: int) -> Numbers:
    has = reading.people.census.cefr(concept)[reading.rows]
    return np.where(has == NOT_SAID, 0, reading.scene.config.shapes.language_gap.over(asked - has))


def _goals(reading: Reading) -> Numbers:
    item = reading.item
    axes = reading.each(KINDS, lambda one: _kind_axis(one, item))
    if item.occupation is not None:
        near = reading.closest("work", (item.occupation,)) * 1000 // FULL
        axes += np.where(reading.names_any("work"), goals.OCCUPATION * (goals.AXIS + near), 0)
    elif item.market is Market.OPPORTUNITIES:
        axes += np.where(reading.names_any("work"), goals.OCCUPATION * (goals.AXIS + goals.SILENT), 0)
    subjects = (*item.sectors, *item.teaches, *item.affords)
    if subjects:
        near = reading.closest("subjects", subjects) * 1000 // FULL
        axes += np.where(reading.names_any("subjects"), goals.SUBJECT * (goals.AXIS + near), 0)
    return goals.joined(axes)


def _kind_axis(one: Seeker, item: Item) -> int:
    is_silent = not one.kinds or item.kind is None
    return 0 if is_silent else goals.KIND * (goals.AXIS + 1000 * (item.kind in one.kinds))


def _education(reading: Reading) -> Numbers:
    asked, near = reading.item.education, reading.filled(FULL)
    if asked is None:
        return reading.filled(1000)
    if asked.fields:
        near = np.where(reading.names_any("fields"), reading.closest("fields", asked.fields), near)
    has = reading.each(SCHOOLING, lambda one: _or_not(one.education_level))
    level = reading.scene.config.shapes.education_gap.over(asked.level - has)
    worth = level * (education.LEVEL_ALONE + (1000 - education.LEVEL_ALONE) * near // FULL) // 1000
    return np.where(has == NOT_SAID, NOT_SAID, worth)


RULES_BY_NAMES: Mapping[str, Callable[[Reading], Numbers]] = {"skills": _on_skills, "languages": _on_languages}
FACTORS_BY_NAMES: Mapping[str, Callable[[Reading], Numbers]] = {
    "education": _education,
    "experience": _experience,
    "goals": _goals,
    "language": _language,
    "occupation": _occupation,
    "practice": _practice,
    "skills": _skills,
}
"""What reads of people that of which nearly everybody has their own; everything else asks each look once."""
