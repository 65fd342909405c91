"""What one can do with the vocabulary: take in what ships with the system, and ESCO."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.access import SYSTEM
from backend.core.events import announce
from backend.core.model import now
from backend.taxonomy.esco.bundle import missing_from, tables_in
from backend.taxonomy.esco.fitting import fit
from backend.taxonomy.esco.reading import read
from backend.taxonomy.events import VocabularyImported
from backend.taxonomy.models import Concept, ConceptSource, State
from backend.taxonomy.starter import read_starter
from backend.taxonomy.storing import Row, Stored, Telling, names_of, store
from backend.taxonomy.vocabulary import Vocabulary, id_of

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
VOCABULARY = id_of("vocabulary")  # the subject of events about the whole

Progress: TypeAlias = Callable[[str, int, int], None]  # step (read: files, store: rows), done, in all


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import found, what it lacked, what it left out (and why), and what it changed."""

    langs: list[str]
    files: list[str]
    missing: list[str]
    merged: int
    skipped: Counter[str]
    stored: Stored


def load_starter(db: Session) -> Stored:
    """The vocabulary that ships with the code. A second time changes nothing; a newer one brings its changes."""
    starter = read_starter()
    entries = starter.entries.values()
    told = {id_of(key) for key in starter.entries}  # a retired concept keeps its names and links
    telling = Telling(
        source=ConceptSource.STARTER,
        concepts=_starter_rows(db, starter),
        labels=names_of((id_of(entry.key), name) for entry in entries for name in entry.names),
        relations=[(id_of(entry.key), kind, id_of(other)) for entry in entries for kind, other in entry.links],
        tells_name=lambda key: key[0] in told,
        tells_link=lambda key: key[0] in told,
    )
    stored = store(db, telling, lambda _: None)
    _turn(db, stored)
    return stored


def import_esco(db: Session, path: Path, progress: Progress = lambda *_: None) -> Imported:
    """Take in the official CSV bundle, a folder or a ZIP archive, in whatever languages it has.

    Raises `NotABundle` or `BrokenBundle` before the first row is written. A starter concept that goes by the same
    name keeps its id and its names and gains those of ESCO. What the bundle tells of a concept replaces what ESCO
    told before; of what it does not tell, nothing is removed. The same bundle twice changes nothing.
    """
    tables = tables_in(path)
    reading = read(tables, lambda done, every: progress("read", done, every))
    load_starter(db)
    fitted = fit(reading, read_starter(), _known(db))
    stored = store(db, fitted.telling, _counting(fitted.telling, progress))
    if not stored.is_unchanged:
        state = _turn(db, stored)
        state.attribution, state.imported_at = ATTRIBUTION, now()
        counts = (stored.concepts.added, stored.labels.added, stored.relations.added)
        announce(db, SYSTEM, VocabularyImported(VOCABULARY, state.version, *counts))
    langs = sorted({table.lang for table in tables})
    files = [table.file.name for table in tables]
    return Imported(langs, files, missing_from(tables), fitted.merged, fitted.skipped, stored)


def _starter_rows(db: Session, starter: Vocabulary) -> dict[UUID, Row]:
    """What the files say; a concept of ours that left them is retired, unless ESCO still has it."""
    rows = {
        id_of(key): {
            "key": key,
            "kind": entry.kind,
            "source": ConceptSource.STARTER,
            "code": entry.code,
            "is_group": entry.is_group,
            "is_retired": False,
        }
        for key, entry in starter.entries.items()
    }
    ours = select(Concept).where(Concept.source == ConceptSource.STARTER, Concept.esco_uri.is_(None))
    for gone in db.scalars(ours):
        if gone.id not in rows:
            kept = {name: getattr(gone, name) for name in ("key", "kind", "source", "code", "is_group")}
            rows[gone.id] = {**kept, "is_retired": True}
    return rows


def _known(db: Session) -> dict[str, Row]:
    """URI → what we hold of it."""
    columns = (Concept.esco_uri, Concept.key, Concept.kind)
    rows = db.execute(select(*columns).where(Concept.esco_uri.is_not(None)))
    return {uri: {"key": key, "kind": kind} for uri, key, kind in rows if uri}


def _counting(telling: Telling, progress: Progress) -> Callable[[int], None]:
    """Adds up rows that are done with."""
    every = len(telling.concepts) + len(telling.labels) + len(list(telling.relations))
    done = 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        progress("store", done, every)

    return count


def _turn(db: Session, stored: Stored) -> State:
    """The vocabulary's next version, if anything changed."""
    state = db.scalars(select(State).with_for_update()).one_or_none()
    if state is None:
        state = State(version="")
        db.add(state)
    if not stored.is_unchanged or not state.version:
        state.version = hashlib.sha256(f"{state.version}{stored.digest}".encode()).hexdigest()
    db.flush()
    return state
