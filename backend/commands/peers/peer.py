"""What a peer is: built of a market once, then asked for the best fifty by people."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.evaluate.market import CONCEPTS, Items, Numbers, People

TOP, CLOSED, GUARDS = 50, 16, 0x8888888
Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One person, as any engine can be told: which concepts count how much, and what must hold."""

    concepts: Numbers
    weights: Numbers
    table: Numbers
    kinds: tuple[int, ...]
    education: int
    languages: tuple[int, ...]
    first: int
    last: int
    where: tuple[int, int, int]
    limit: int
    is_remote: bool
    towns: tuple[int, ...]

    @classmethod
    def of(cls, people: People, row: int, similarities: dict[int, int], towns: Numbers) -> "Question":
        """`towns`: the middles of all, in metres; those in reach stand for the circle where sets alone are known."""
        concepts = np.array(sorted(similarities), dtype=np.int64)
        table = np.zeros(CONCEPTS, dtype=np.int64)
        table[list(similarities)] = list(similarities.values())
        x, y, z = people.where[row].tolist()
        away = ((towns - people.where[row].astype(np.int64)) ** 2).sum(axis=1)
        return cls(
            concepts=concepts,
            weights=table[concepts],
            table=table,
            kinds=tuple(kind for kind in range(16) if int(people.kinds[row]) >> kind & 1),
            education=int(people.education[row]),
            languages=tuple(people.languages[row].tolist()),
            first=int(people.first[row]),
            last=int(people.last[row]),
            where=(x, y, z),
            limit=int(people.limit[row]),
            is_remote=bool(people.is_remote[row]),
            towns=tuple(np.flatnonzero(away <= int(people.limit[row]) ** 2).tolist()),
        )


def nowhere() -> int:
    """No processor time but this process's own."""
    return 0


def as_it_says() -> None:
    """Nothing is checked beforehand: what it finds is compared afterwards."""


class Peer(NamedTuple):
    """Ready to be asked: ids of at most fifty items, best first. `kind` says what it answers exactly.

    `elsewhere`: nanoseconds of processor time that another process has spent for it so far. `check`: raises
    AssertionError where it does not answer as it says.
    """

    ask: Callable[[Question], Ids]
    kind: str
    elsewhere: Callable[[], int] = nowhere
    check: Callable[[], None] = as_it_says


Build = Callable[[Items], AbstractContextManager[Peer]]


class Conditions:
    """The conditions as narrow columns, tested one after the other, the distance only where all else holds."""

    def __init__(self, items: Items) -> None:
        self.kind = np.where(items.is_open, items.kind, CLOSED).astype(np.uint8)
        self.education = items.education.astype(np.uint8)
        self.first, self.last = items.first.astype(np.int16), items.last.astype(np.int16)
        self.languages = _packed(items.languages).astype(np.uint32)
        self.where, self.is_remote = items.where, items.is_remote

    def admitted(self, question: Question) -> Ids:
        """The items that meet every one, in order."""
        wanted = np.zeros(CLOSED + 1, dtype=np.bool_)
        wanted[list(question.kinds)] = True
        mask: Mask = wanted[self.kind]
        mask &= self.education <= question.education
        mask &= self.first <= question.last
        mask &= self.last >= question.first
        spoken = np.uint32(int(_packed(np.array([question.languages]))[0]) | GUARDS)
        mask &= (spoken - self.languages) & np.uint32(GUARDS) == np.uint32(GUARDS)
        rows: Ids = np.flatnonzero(mask)
        away = self.where[rows].astype(np.int64) - np.array(question.where)
        is_near = (away * away).sum(axis=1) <= question.limit**2
        kept: Ids = rows[is_near | (self.is_remote[rows] & question.is_remote)]
        return kept


def _packed(levels: npt.NDArray[np.integer]) -> Numbers:
    """Seven levels, three bits and a guard each, as one number."""
    packed: Numbers = (levels.astype(np.int64) << (4 * np.arange(7))).sum(axis=1)
    return packed


def best(scores: npt.NDArray[Any], ids: Ids) -> Ids:
    """The first fifty of these by score, ties by id; everything below the fiftieth is left out before sorting."""
    if len(ids) > TOP:
        kept = np.flatnonzero(scores >= np.partition(scores, len(scores) - TOP)[len(scores) - TOP])
        scores, ids = scores[kept], ids[kept]
    order: Ids = ids[np.lexsort((ids, -scores))][:TOP]
    return order


def columns(items: Items) -> dict[str, npt.NDArray[Any]]:
    """The conditions as one small column each."""
    x, y, z = items.where.T
    flat = {f"l{slot}": items.languages[:, slot].astype(np.int8) for slot in range(7)}
    return {
        "kind": items.kind.astype(np.int8),
        "edu": items.education.astype(np.int8),
        "first": items.first.astype(np.int16),
        "last": items.last.astype(np.int16),
        "x": x.astype(np.int64),
        "y": y.astype(np.int64),
        "z": z.astype(np.int64),
        "remote": items.is_remote.astype(np.int8),
        "is_open": items.is_open.astype(np.int8),
        "town": items.town.astype(np.int16),
        **flat,
    }


def conditions(question: Question) -> str:
    """The same in SQL, over `columns`."""
    x, y, z = question.where
    near = f"(x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z}) <= {question.limit**2}"
    near = f"({near} or remote = 1)" if question.is_remote else near
    spoken = " and ".join(f"l{slot} <= {level}" for slot, level in enumerate(question.languages) if level < 6)
    return (
        f"kind in ({', '.join(map(str, question.kinds))}) and is_open = 1 and edu <= {question.education} "
        f"and first <= {question.last} and last >= {question.first} and {near}{' and ' if spoken else ''}{spoken}"
    )
