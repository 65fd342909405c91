"""What crosses the wire about the vocabulary."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from backend.core.schema import Sent
from backend.taxonomy.vocabulary import ConceptKind, ConceptSource, LabelKind, RelationKind

LanguageCode = Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["en"], description="ISO 639 code.")]

AnyOf = Annotated[list[UUID], Field(description="Any of these concepts, or of narrower ones.")]
"""A filter of a list by concepts."""


class ConceptSearch(Sent):
    """What somebody is typing, and what sort of thing they mean."""

    q: Annotated[str, Field(max_length=100)] = ""
    kind: Annotated[list[ConceptKind], Field(max_length=7)] = []
    lang: LanguageCode = "en"
    size: Annotated[int, Field(ge=1, le=50)] = 10


class InLang(BaseModel):
    """Which language to answer in."""

    model_config = ConfigDict(extra="forbid")

    lang: LanguageCode = "en"


class ConceptNames(InLang):
    """Which concepts a page mentions."""

    id: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class ConceptSuggestion(BaseModel):
    """A concept called by its name in the asker's language (if it has one), and the name that was recognised."""

    id: UUID
    kind: ConceptKind
    label: str
    lang: str
    matched: str
    matched_lang: str


class ConceptName(BaseModel):
    """A concept as others mention it."""

    id: UUID
    kind: ConceptKind
    label: str


class LabelRead(BaseModel):
    """One name."""

    model_config = ConfigDict(from_attributes=True)

    lang: str
    text: str
    kind: LabelKind


class RelationRead(BaseModel):
    """Another concept, and how one comes to it from here."""

    kind: RelationKind | Literal["narrower", "needed_by"]
    concept: ConceptName


class ConceptDetail(BaseModel):
    """One concept with all its names, and the concepts around it."""

    id: UUID
    key: str
    kind: ConceptKind
    label: str
    code: str | None
    source: ConceptSource
    esco_uri: str | None
    is_group: bool
    is_retired: bool
    labels: list[LabelRead]
    relations: list[RelationRead]
    created_at: datetime
    updated_at: datetime


class AttributionRead(BaseModel):
    """Whom to thank for the words; nobody before ESCO was imported."""

    model_config = ConfigDict(from_attributes=True)

    attribution: str | None
    imported_at: datetime | None
