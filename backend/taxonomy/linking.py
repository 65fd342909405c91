"""What a process keeps of the vocabulary: the linker and the graph, built once for each version of it."""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, select
from sqlalchemy.orm import Session

from backend.taxonomy.models import Concept, ConceptLabel, ConceptRelation, State
from backend.taxonomy.vocabulary import ConceptKind, LabelKind
from matching.taxonomy.graph import Graph
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker

KEPT = 2  # versions: the one before is still asked for while the next is being built

Value = TypeVar("Value")


class PerVersion(Generic[Value]):
    """Something made of the whole vocabulary, once for each version and process, when it is first asked for.

    One thread builds. While it does, the others who know an earlier version of the same database go on with that;
    only those who have none yet wait.
    """

    def __init__(self, make: Callable[[Session], Value]) -> None:
        self._make = make
        self._held: dict[str, Value] = {}
        self._seen: WeakKeyDictionary[Pool, str] = WeakKeyDictionary()
        self._building = Lock()

    def get(self, db: Session) -> Value:
        """The value for the vocabulary as it is now; asks the database for one short row."""
        database, held = db.get_bind().engine.pool, self._held  # engines are made by the dozen, pools once
        version, before = version_of(db), self._seen.get(database, "")
        if version not in held:
            if not self._building.acquire(blocking=before not in held):
                return held[before]
            try:
                held = self._with(db, version)
            finally:
                self._building.release()
        self._seen[database] = version
        return held[version]

    def _with(self, db: Session, version: str) -> dict[str, Value]:
        """What is held, and this version; replaced as a whole, so that nobody ever sees half."""
        if version not in self._held:
            newest = {version: self._make(db)}
            self._held = dict([*self._held.items()][-(KEPT - 1) :]) | newest
        return self._held


def version_of(db: Session) -> str:
    """Which vocabulary the database holds; equal versions mean equal vocabularies."""
    return db.scalar(select(State.version)) or ""


def _labels(db: Session) -> Iterator[Label]:
    """All names by which one may claim something; a group gathers and is never claimed."""
    names = (
        select(
            ConceptLabel.concept_id,
            ConceptLabel.lang,
            ConceptLabel.text,
            ConceptLabel.kind,
            Concept.kind,
            ConceptLabel.is_weak,
        )
        .join(Concept, Concept.id == ConceptLabel.concept_id)
        .where(Concept.is_group.is_(False), Concept.is_retired.is_(False))
    )
    rows: Iterator[tuple[object, str, str, LabelKind, ConceptKind, bool]] = iter(db.execute(names))
    for concept_id, lang, text, kind, concept_kind, is_weak in rows:
        yield Label(str(concept_id), lang, text, kind.value, concept_kind.value, is_weak)


def _linker(db: Session) -> Linker:
    return Linker(Labels.build(_labels(db)))


def _graph(db: Session) -> Graph:
    concepts = db.execute(select(Concept.id, Concept.kind))
    relations = db.execute(select(ConceptRelation.from_id, ConceptRelation.kind, ConceptRelation.to_id))
    return Graph.build(
        ((str(one), kind.value) for one, kind in concepts),
        ((str(one), kind.value, str(other)) for one, kind, other in relations),
    )


linker: PerVersion[Linker] = PerVersion(_linker)
graph: PerVersion[Graph] = PerVersion(_graph)
