"""People told apart by what one part of the arithmetic reads about them, and found by what they name."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.crowd.census import Census
from matching.errors import BadInput
from matching.retrieve.select import Hashes, id_hash
from matching.taxonomy.graph import Taxonomy
from matching.types import Seeker, SkillClaim

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Near = Sequence[tuple[str, int]]

NAMED: Mapping[str, Callable[[Seeker], Iterable[str]]] = {
    "fields": lambda one: one.fields,
    "past": lambda one: [spell.occupation for spell in one.experience],
    "skills": lambda one: [claim.concept for claim in one.skills],
    "subjects": lambda one: (*one.sectors, *one.goals),
    "work": lambda one: one.occupations,
}
"""Lists of concepts that people name, each list looked for by what is near to something."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """For each person which of the different looks they have, and somebody of each who has nothing else."""

    codes: Rows
    those: tuple[Seeker, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """Concept → the rows that name it, each once; `towards`: which of these count for a concept, and how far."""

    rows: Mapping[str, Rows]
    towards: Mapping[str, Near]
    anything: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Concept → the rows that claim it, and of which sort each claim is: `sorts` differ in level, evidence, confidence.

    Who claims a concept twice stands there twice.
    """

    rows: Mapping[str, Rows]
    which: Mapping[str, Rows]
    sorts: tuple[SkillClaim, ...]
    towards: Mapping[str, Near]


class People:
    """N people in order of id. Nothing changes once it is built; each column is made when it is first read.

    Raises BadInput (`person.twice`) where an id occurs twice.
    """

    def __init__(self, seekers: Iterable[Seeker], graph: Taxonomy) -> None:
        self.seekers = tuple(sorted(seekers, key=lambda one: one.id))
        self.graph = graph
        for one, other in pairwise(self.seekers):
            if one.id == other.id:
                raise BadInput("person.twice", id=one.id)
        self._looks: dict[tuple[str, ...], Look] = {}
        self._naming: dict[str, Naming] = {}

    def __len__(self) -> int:
        return len(self.seekers)

    @cached_property
    def census(self) -> Census:
        """What a posting asks, as columns."""
        return Census.build(self.seekers, self.graph)

    @property
    def row_of(self) -> Mapping[str, int]:
        """Id → row."""
        return self.census.row_of

    @cached_property
    def hashes(self) -> Hashes:
        """What lots are drawn by."""
        return np.array([id_hash(one.id) for one in self.seekers], dtype=np.uint64)

    @cached_property
    def claims(self) -> Claims:
        """Who claims what, and how surely."""
        sorts: dict[tuple[Any, ...], int] = {}
        those: list[SkillClaim] = []
        rows: dict[str, array[int]] = defaultdict(lambda: array("i"))
        which: dict[str, array[int]] = defaultdict(lambda: array("i"))
        for row, one in enumerate(self.seekers):
            for claim in one.skills:
                sort = claim.level, claim.confidence, *(evidence.kind for evidence in claim.evidence)
                number = sorts.setdefault(sort, len(sorts))
                if number == len(those):
                    those.append(claim)
                rows[claim.concept].append(row)
                which[claim.concept].append(number)
        return Claims(_narrow(rows), _narrow(which), tuple(those), _towards(rows, self.graph))

    def look(self, fields: tuple[str, ...]) -> Look:
        """Everybody, told apart by these fields."""
        found = self._looks.get(fields)
        if found is None:
            found = self._looks[fields] = _look(self.seekers, fields)
        return found

    def naming(self, what: str) -> Naming:
        """Who names what, of one of the lists of `NAMED`."""
        found = self._naming.get(what)
        if found is None:
            found = self._naming[what] = _naming(self.seekers, NAMED[what], self.graph)
        return found


def _look(seekers: Sequence[Seeker], fields: tuple[str, ...]) -> Look:
    numbers: dict[tuple[Any, ...], int] = {}
    codes = np.empty(len(seekers), dtype=np.int32)
    for row, one in enumerate(seekers):
        codes[row] = numbers.setdefault(tuple(getattr(one, name) for name in fields), len(numbers))
    return Look(codes, tuple(Seeker("", **dict(zip(fields, seen, strict=True))) for seen in numbers))


def _naming(seekers: Sequence[Seeker], of: Callable[[Seeker], Iterable[str]], graph: Taxonomy) -> Naming:
    rows: dict[str, array[int]] = defaultdict(lambda: array("i"))
    anything = np.zeros(len(seekers), dtype=np.bool_)
    for row, one in enumerate(seekers):
        for concept in dict.fromkeys(of(one)):
            rows[concept].append(row)
            anything[row] = True
    return Naming(_narrow(rows), _towards(rows, graph), anything)


def _narrow(columns: Mapping[str, "array[int]"]) -> dict[str, Rows]:
    return {concept: np.frombuffer(column, dtype=np.int32) for concept, column in columns.items()}


def _towards(named: Iterable[str], graph: Taxonomy) -> Mapping[str, Near]:
    """Concept → those named that count for it, and how far."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for own in sorted(named):
        for concept, similarity in graph.expand(own).items():
            found[concept].append((own, similarity))
    return found
