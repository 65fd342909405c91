"""What a process keeps of the vocabulary: the linker and the graph, built once for each version of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

import structlog
from sqlalchemy import Engine, Pool, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from backend.core.db import reading
from backend.core.memory import building_to_keep
from backend.taxonomy.models import Concept, ConceptLabel, ConceptRelation, State
from backend.taxonomy.vocabulary import ConceptKind, LabelKind
from matching.taxonomy.graph import Graph
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.linker import Linker

log = structlog.get_logger(__name__)

PATIENCE = 10  # seconds that a server that stops waits for what it began to read
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
            with building_to_keep():
                newest = {version: self._make(db)}
            self._held = dict([*self._held.items()][-(KEPT - 1) :]) | newest
        return self._held


@contextmanager
def prepared(engine: Engine) -> Iterator[Thread]:
    """Inside, the linker and the graph are built in a thread beside the server, so that no visitor waits for them.

    Whoever leaves waits for what is being read: a connection that comes back after its engine was disposed is lost.
    """
    thread = Thread(target=_prepare, args=(engine,), name="vocabulary", daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(PATIENCE)


def _prepare(engine: Engine) -> None:
    try:
        with reading(engine) as db:
            linker.get(db)
            graph.get(db)
    except DBAPIError:  # away or without tables: then whoever asks first builds, or is told
        log.warning("vocabulary.not-prepared")


_VERSION = select(State.version)


def version_of(db: Session) -> str:
    """Which vocabulary the database holds; equal versions mean equal vocabularies."""
    return db.scalar(_VERSION) or ""


def _labels(db: Session) -> Iterator[Label]:
    """All names by which one may claim something; a group gathers and is never claimed."""
    ids = _ids(db)
    names = (
        select(
            type_coerce(ConceptLabel.concept_id, NullType()),
            ConceptLabel.lang,
            ConceptLabel.text,
            ConceptLabel.kind,
            Concept.kind,
            ConceptLabel.is_weak,
        )
        .join(Concept, Concept.id == ConceptLabel.concept_id)
        .where(Concept.is_group.is_(False), Concept.is_retired.is_(False))
    )
    rows: Iterator[tuple[Any, str, str, LabelKind, ConceptKind, bool]] = iter(db.execute(names))
    for concept_id, lang, text, kind, concept_kind, is_weak in rows:
        yield Label(ids[concept_id], lang, text, kind.value, concept_kind.value, is_weak)


def _ids(db: Session) -> dict[Any, str]:
    """The text of each concept's id, by the id as the driver has it: hundreds of thousands of rows repeat it."""
    return {raw: str(one) for raw, one in db.execute(select(type_coerce(Concept.id, NullType()), Concept.id))}


def _linker(db: Session) -> Linker:
    return Linker(Labels.build(_labels(db)))


def _graph(db: Session) -> Graph:
    ids = _ids(db)
    ends = type_coerce(ConceptRelation.from_id, NullType()), type_coerce(ConceptRelation.to_id, NullType())
    concepts = db.execute(select(Concept.id, Concept.kind))
    relations = db.execute(select(*ends, ConceptRelation.kind))
    return Graph.build(
        ((str(one), kind.value) for one, kind in concepts),
        ((ids[one], kind.value, ids[other]) for one, other, kind in relations),
    )


linker: PerVersion[Linker] = PerVersion(_linker)
graph: PerVersion[Graph] = PerVersion(_graph)
