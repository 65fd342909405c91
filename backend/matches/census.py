"""What a process keeps of everybody listed as columns, so that counting them costs milliseconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

import numpy as np

from backend.matches.crowd import Crowd
from backend.matches.feeding.people import Person
from matching import Graph
from matching.explain.census import Census, Mask

A_FEW, SHARE = 200, 20  # people who may have changed before everything is built anew: so many, or one in so many


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A crowd in two parts: most of it as it was built once, and who changed since."""

    crowd: Crowd
    graph: Graph
    known: dict[UUID, Person]
    most: Census
    stays: Mask
    changed: Census

    def marked(self, chosen: Iterable[UUID]) -> list[tuple[Census, Mask]]:
        """Both parts, with the chosen people marked."""
        ids = [str(one) for one in chosen]
        return [(self.most, _rows(self.most, ids) & self.stays), (self.changed, _rows(self.changed, ids))]


class Counts:
    """The last crowd that was counted; another process, or another database, counts its own."""

    def __init__(self) -> None:
        self._held: Counted | None = None
        self._counting = Lock()

    def get(self, crowd: Crowd, graph: Graph) -> Counted:
        """The crowd as columns, as their pages show them; only who changed is looked at again."""
        held = self._held
        if held is not None and held.crowd is crowd and held.graph is graph:
            return held
        with self._counting:
            self._held = held = _renewed(self._held, crowd, graph)
            return held


def _renewed(held: Counted | None, crowd: Crowd, graph: Graph) -> Counted:
    if held is None or held.graph is not graph:
        return _counted(crowd, graph)
    changed = [one for id_, one in crowd.people.items() if held.known.get(id_) is not one]
    if len(changed) > max(A_FEW, len(crowd.people) // SHARE):
        return _counted(crowd, graph)
    stays = np.array([crowd.people.get(id_) is one for id_, one in held.known.items()], dtype=np.bool_)
    return Counted(crowd, graph, held.known, held.most, stays, _census(changed, graph))


def _counted(crowd: Crowd, graph: Graph) -> Counted:
    known = dict(crowd.people)
    return Counted(crowd, graph, known, _census(known.values(), graph), np.ones(len(known), bool), _census((), graph))


def _census(people: Iterable[Person], graph: Graph) -> Census:
    return Census.build((person.public for person in people), graph)


def _rows(census: Census, ids: Iterable[str]) -> Mask:
    mask = np.zeros(len(census), dtype=np.bool_)
    mask[[row for one in ids if (row := census.row_of.get(one)) is not None]] = True
    return mask


counts = Counts()
