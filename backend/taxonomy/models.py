"""Tables: concept, its labels, its relations, and which version of the vocabulary they make up."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record
from backend.taxonomy.vocabulary import ConceptKind, ConceptSource, LabelKind, RelationKind

__all__ = [
    "Concept",
    "ConceptKind",
    "ConceptLabel",
    "ConceptRelation",
    "ConceptSource",
    "LabelKind",
    "RelationKind",
    "State",
]


class Concept(Record):
    """One thing that people mean, whatever they call it. Its id is made of its key, the same on every machine.

    Concepts are never removed, because people refer to them; a retired one is no longer offered.
    """

    __tablename__ = "concept"

    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[ConceptKind] = mapped_column(index=True)
    source: Mapped[ConceptSource]
    code: Mapped[str | None] = mapped_column(String(32))
    esco_uri: Mapped[str | None] = mapped_column(String(200), unique=True)
    is_group: Mapped[bool] = mapped_column(default=False)
    is_retired: Mapped[bool] = mapped_column(default=False)

    labels: Mapped[list["ConceptLabel"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class ConceptLabel(Model):
    """One name of a concept in one language; `folded` is what it is found by."""

    __tablename__ = "concept_label"
    __table_args__ = (Index(None, "lang", "folded"),)

    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    text: Mapped[str] = mapped_column(String(300), primary_key=True)
    kind: Mapped[LabelKind]
    folded: Mapped[str] = mapped_column(String(300))
    is_weak: Mapped[bool] = mapped_column(default=False)
    source: Mapped[ConceptSource]


class ConceptRelation(Model):
    """How one concept leads to another."""

    __tablename__ = "concept_relation"
    __table_args__ = (CheckConstraint("from_id <> to_id", name="leads_elsewhere"),)

    from_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[RelationKind] = mapped_column(primary_key=True)
    to_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True, index=True)
    source: Mapped[ConceptSource]


class State(Model):
    """The one row about the vocabulary: its version, which changes with every change, and what was imported when.

    The version is a hash over all changes so far: databases with the same history share it, so that a process keeps
    one linker for all of them.
    """

    __tablename__ = "vocabulary"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[str] = mapped_column(String(64))
    attribution: Mapped[str | None] = mapped_column(String(300))
    imported_at: Mapped[datetime | None]
