"""Makes the tables say what a source tells, with as few writes as possible, and notes what had to change."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from backend.core.model import now
from backend.taxonomy.models import Concept, ConceptLabel, ConceptRelation, ConceptSource, LabelKind, RelationKind
from backend.taxonomy.vocabulary import Name, fold

AT_ONCE = 5_000  # rows between two reports of progress

Row: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[Any, ...]
LabelKey: TypeAlias = tuple[UUID, str, str]  # concept, language, text
LabelFacts: TypeAlias = tuple[LabelKind, str, bool]  # kind, folded, is weak
RelationKey: TypeAlias = tuple[UUID, RelationKind, UUID]  # from, kind, to
Progress: TypeAlias = Callable[[int], None]  # so many more rows are done with


def names_of(names: Iterable[tuple[UUID, Name]]) -> dict[LabelKey, LabelFacts]:
    """Names as rows."""
    return {(one, name.lang, name.text): (name.kind, fold(name.text), name.is_weak) for one, name in names}


@dataclass(slots=True)
class Change:
    """What had to be written to one table, in rows."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a source says. Where it speaks (`tells`), what it said before and says no more is withdrawn."""

    source: ConceptSource
    concepts: Mapping[UUID, Row]
    labels: Mapping[LabelKey, LabelFacts]
    relations: Iterable[RelationKey]
    tells_name: Callable[[LabelKey], bool]
    tells_link: Callable[[RelationKey], bool]


@dataclass(slots=True)
class Stored:
    """What a telling changed; `digest` is a hash of all of it."""

    concepts: Change = field(default_factory=Change)
    labels: Change = field(default_factory=Change)
    relations: Change = field(default_factory=Change)
    digest: str = ""

    @property
    def is_unchanged(self) -> bool:
        """The tables said so already."""
        return not (self.concepts or self.labels or self.relations)


def store(db: Session, telling: Telling, progress: Progress) -> Stored:
    """Write the difference between what is told and what the tables say."""
    relations = dict.fromkeys(telling.relations, ())
    concepts = _Concepts(db, progress).write(telling.concepts)
    labels = _Owned(db, progress, LABELS, telling.source).write(telling.labels, telling.tells_name)
    links = _Owned(db, progress, RELATIONS, telling.source).write(relations, telling.tells_link)
    digest = hashlib.sha256(concepts.hasher.digest() + labels.hasher.digest() + links.hasher.digest())
    return Stored(concepts.change, labels.change, links.change, digest.hexdigest())


class _Writer:
    """Writes one table and remembers what."""

    def __init__(self, db: Session, progress: Progress, table: Table, key: tuple[str, ...]) -> None:
        self.db, self.progress, self.table, self.key = db, progress, table, key
        self.change = Change()
        self.hasher = hashlib.sha256()

    def add(self, rows: list[Row]) -> None:
        for start in range(0, len(rows), AT_ONCE):
            some = rows[start : start + AT_ONCE]
            self.db.execute(insert(self.table), some)
            self.progress(len(some))
        self.change.added += len(rows)
        self._note("+", rows)

    def alter(self, rows: list[Row]) -> None:
        if rows:
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in rows[0] if name not in self.key}
            self.db.execute(update(self.table).where(self._this).values(values), [self._named(row) for row in rows])
        self.change.changed += len(rows)
        self._note("~", rows)

    def drop(self, rows: list[Row]) -> None:
        if rows:
            self.db.execute(delete(self.table).where(self._this), [self._named(row) for row in rows])
        self.change.removed += len(rows)
        self._note("-", rows)

    @property
    def _this(self) -> ColumnElement[bool]:
        return and_(*(self.table.c[name] == bindparam(f"old_{name}") for name in self.key))

    def _named(self, row: Row) -> Row:
        return {f"{'old' if name in self.key else 'new'}_{name}": value for name, value in row.items()}

    def _note(self, sign: str, rows: list[Row]) -> None:
        """In an order of their own, so that the order of writing does not matter."""
        for line in sorted("\t".join(f"{name}={row[name]}" for name in sorted(row)) for row in rows):
            self.hasher.update(f"{sign}{line}\n".encode())


class _Concepts(_Writer):
    """Concepts are added and altered, never removed: people refer to them."""

    def __init__(self, db: Session, progress: Progress) -> None:
        super().__init__(db, progress, _table(Concept), ("id",))

    def write(self, told: Mapping[UUID, Row]) -> "_Concepts":
        kept = {row["id"]: dict(row) for row in self.db.execute(select(self.table)).mappings()}
        self.add([{"id": one, **row} for one, row in told.items() if one not in kept])
        changed = [(one, row) for one, row in told.items() if one in kept and row.items() - kept[one].items()]
        self.alter([{"id": one, **row} for one, row in changed])
        moment = now()
        touched = [{"old_id": one, "at": moment} for one, _ in changed]
        if touched:
            self.db.execute(update(self.table).where(self._this).values(updated_at=bindparam("at")), touched)
        self.progress(len(told) - self.change.added)
        return self


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table whose rows belong to whoever told them: what names a row, and what it says."""

    model: type[ConceptLabel] | type[ConceptRelation]
    key: tuple[str, ...]
    facts: tuple[str, ...] = ()


LABELS = _Sheet(ConceptLabel, ("concept_id", "lang", "text"), ("kind", "folded", "is_weak"))
RELATIONS = _Sheet(ConceptRelation, ("from_id", "kind", "to_id"))


class _Owned(_Writer):
    """Rows of one source. Where two say the same, the starter vocabulary has the last word."""

    def __init__(self, db: Session, progress: Progress, sheet: _Sheet, source: ConceptSource) -> None:
        super().__init__(db, progress, _table(sheet.model), sheet.key)
        self.sheet, self.source = sheet, source

    def write(self, told: Mapping[Any, Key], tells: Callable[[Any], bool]) -> "_Owned":
        kept = self._kept()
        self.add([self._row(key, facts) for key, facts in told.items() if key not in kept])
        self.alter(
            [self._row(key, facts) for key, facts in told.items() if key in kept and self._is_news(facts, *kept[key])]
        )
        silent = [key for key, (_, owner) in kept.items() if owner == self.source and key not in told and tells(key)]
        self.drop([dict(zip(self.key, key, strict=True)) for key in silent])
        self.progress(len(told) - self.change.added)
        return self

    def _kept(self) -> dict[Key, tuple[Key, ConceptSource]]:
        """Key → facts and owner, of all rows that this source may have told or may be about to tell."""
        names, wide = (*self.key, *self.sheet.facts, "source"), len(self.key)
        statement = select(*(self.table.c[name] for name in names))
        if self.source == ConceptSource.STARTER:  # speaks of its own concepts only, and is loaded at every start
            own = select(Concept.id).where(Concept.source == ConceptSource.STARTER)
            statement = statement.where(self.table.c[self.key[0]].in_(own))
        return {row[:wide]: (row[wide:-1], row[-1]) for row in map(tuple, self.db.execute(statement))}

    def _is_news(self, facts: Key, known: Key, owner: ConceptSource) -> bool:
        if owner == self.source:
            return facts != known
        return self.source == ConceptSource.STARTER

    def _row(self, key: Key, facts: Key) -> Row:
        row = dict(zip((*self.key, *self.sheet.facts), (*key, *facts), strict=True))
        return row | {"source": self.source}


def _table(model: type[Concept] | type[ConceptLabel] | type[ConceptRelation]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  a mapped class here is a plain table
    return table
