"""People as columns: what a posting asks, answered for a hundred thousand of them at once."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.distance import distances, point
from matching.scene import Scene
from matching.scoring.money import of_money
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL, Taxonomy
from matching.types import CEFR, Place, Remote, Seeker

NOT_SAID = -1

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Concept → the rows of the people who named it, and a number with each: a level, an index of CEFR, months."""

    rows: Mapping[str, npt.NDArray[np.int32]]
    numbers: Mapping[str, npt.NDArray[np.int16]]

    @classmethod
    def build(cls, named: Iterable[Iterable[tuple[str, int]]]) -> "Postings":
        """From what each person names, in order of rows."""
        rows: dict[str, array[int]] = defaultdict(lambda: array("i"))
        numbers: dict[str, array[int]] = defaultdict(lambda: array("h"))
        for row, pairs in enumerate(named):
            for concept, number in pairs:
                rows[concept].append(row)
                numbers[concept].append(number)
        return cls(
            {concept: np.frombuffer(column, dtype=np.int32) for concept, column in rows.items()},
            {concept: np.frombuffer(column, dtype=np.int16) for concept, column in numbers.items()},
        )


@dataclass(frozen=True, slots=True, eq=False)
class Census:
    """N people in the order of `row_of`. Every answer is an array of N; nothing changes once it is built."""

    row_of: Mapping[str, int]
    skills: Postings
    denied: Postings
    languages: Postings
    experience: Postings
    below: Mapping[str, tuple[str, ...]]
    speaks: Mask
    worked: Mask
    education: Numbers
    hours_low: Numbers
    hours_high: Numbers
    begins: Numbers
    leaves: Numbers
    points: Numbers
    has_place: Mask
    limit: Numbers
    only_remote: Mask
    floors: Mapping[str, tuple[Numbers, Numbers]]

    @classmethod
    def build(cls, people: Iterable[Seeker], graph: Taxonomy) -> "Census":
        """One pass over the people; some 15 µs and 300 bytes each."""
        them = tuple(people)
        skills = Postings.build(_best((c.concept, c.level) for c in one.skills) for one in them)
        below: dict[str, list[str]] = defaultdict(list)
        for concept in sorted(skills.rows):
            for above in sorted(graph.above(concept)):
                below[above].append(concept)
        nowhere = (0, 0, 0)
        points = [point(one.place) if one.place else nowhere for one in them]
        return cls(
            row_of={one.id: row for row, one in enumerate(them)},
            skills=skills,
            denied=Postings.build(_best((concept, 1) for concept in one.denied) for one in them),
            languages=Postings.build(_best((c.concept, CEFR.index(c.level)) for c in one.languages) for one in them),
            experience=Postings.build([(spell.occupation, spell.months) for spell in one.experience] for one in them),
            below={above: tuple(concepts) for above, concepts in below.items()},
            speaks=_mask(them, lambda one: bool(one.languages)),
            worked=_mask(them, lambda one: bool(one.experience)),
            education=_numbers(them, lambda one: one.education_level),
            hours_low=_numbers(them, lambda one: one.hours.low if one.hours else None),
            hours_high=_numbers(them, lambda one: one.hours.high if one.hours else None),
            begins=_numbers(them, lambda one: one.available_from.toordinal() if one.available_from else None),
            leaves=_numbers(them, lambda one: one.available_until.toordinal() if one.available_until else None),
            points=np.array(points, dtype=np.int64).reshape(len(them), 3),
            has_place=_mask(them, lambda one: one.place is not None),
            limit=_numbers(them, lambda one: None if one.travel_limit_km is None else one.travel_limit_km * 10),
            only_remote=_mask(them, lambda one: one.remote is Remote.ONLY),
            floors=_floors(them),
        )

    def __len__(self) -> int:
        return len(self.education)

    def levels(self, concept: str) -> Numbers:
        """The level held of a concept or of something narrower; 0 for none."""
        found = np.zeros(len(self), dtype=np.int64)
        for own in self.below.get(concept, ()):
            rows = self.skills.rows[own]
            found[rows] = np.maximum(found[rows], self.skills.numbers[own])
        return found

    def said_no(self, concept: str) -> Mask:
        """Who said they do not have it."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[self.denied.rows.get(concept, _NOBODY)] = True
        return found

    def cefr(self, concept: str) -> Numbers:
        """The index of the CEFR level spoken; -1 for none."""
        found = np.full(len(self), NOT_SAID, dtype=np.int64)
        rows = self.languages.rows.get(concept, _NOBODY)
        found[rows] = self.languages.numbers.get(concept, _NOBODY)
        return found

    def months(self, occupation: str | None, scene: Scene) -> Numbers:
        """Months that count for an occupation, by how close each spell is; all of them where none is named."""
        found = np.zeros(len(self), dtype=np.int64)
        for own, rows in self.experience.rows.items():
            near = FULL if occupation is None else scene.similarity(own, occupation)
            if near:
                np.add.at(found, rows, self.experience.numbers[own].astype(np.int64) * near // FULL)
        return found

    def away(self, place: Place | None) -> Numbers:
        """Hundreds of metres to a place; -1 where either is not known."""
        if place is None:
            return np.full(len(self), NOT_SAID, dtype=np.int64)
        return np.where(self.has_place, distances(point(place), self.points), NOT_SAID)

    def below_floor(self, unit: str, high: int) -> Mask:
        """Who asks for more than `high` cents in this unit."""
        found = np.zeros(len(self), dtype=np.bool_)
        if unit in self.floors:
            rows, floors = self.floors[unit]
            found[rows[floors > high]] = True
        return found


_NOBODY = np.zeros(0, dtype=np.int32)


def _best(pairs: Iterable[tuple[str, int]]) -> Iterable[tuple[str, int]]:
    """Each concept once, with its greatest number."""
    found: dict[str, int] = {}
    for concept, number in pairs:
        found[concept] = max(number, found.get(concept, number))
    return found.items()


def _floors(people: tuple[Seeker, ...]) -> dict[str, tuple[Numbers, Numbers]]:
    """Unit → whose floor is in it, and what it is in cents."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, one in enumerate(people):
        if one.pay_floor is not None:
            floor = of_money(one.pay_floor)
            found[floor.unit].append((row, floor.low))
    tables = {unit: np.array(pairs, dtype=np.int64) for unit, pairs in found.items()}
    return {unit: (table[:, 0], table[:, 1]) for unit, table in tables.items()}


def _numbers(people: tuple[Seeker, ...], of: Callable[[Seeker], int | None]) -> Numbers:
    values = (of(one) for one in people)
    return np.array([NOT_SAID if value is None else value for value in values], dtype=np.int64)


def _mask(people: tuple[Seeker, ...], of: Callable[[Seeker], bool]) -> Mask:
    return np.array([of(one) for one in people], dtype=np.bool_)
