"""The HTTP face of the vocabulary."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from backend.core.access import ANYONE, asks
from backend.core.db import Db
from backend.core.http import router as new_router
from backend.core.problems import NotFound
from backend.taxonomy import queries
from backend.taxonomy.models import State
from backend.taxonomy.schemas import (
    AttributionRead,
    ConceptDetail,
    ConceptName,
    ConceptNames,
    ConceptSearch,
    ConceptSuggestion,
    InLang,
)

router = new_router("/concepts", "taxonomy")


@router.get("", **asks(ANYONE))
def suggest_concepts(db: Db, search: Annotated[ConceptSearch, Query()]) -> list[ConceptSuggestion]:
    """Concepts that somebody may be typing, in any language."""
    return queries.suggest_concepts(db, search)


@router.get("/names", **asks(ANYONE))
def name_concepts(db: Db, asked: Annotated[ConceptNames, Query()]) -> list[ConceptName]:
    """What a page's concepts are called, all at once; ids unknown to us are left out."""
    return list(queries.names_of(db, asked.id, asked.lang).values())


@router.get("/attribution", response_model=AttributionRead, **asks(ANYONE))
def get_attribution(db: Db) -> State:
    """Whom to thank for the words."""
    return queries.attribution(db)


@router.get("/{concept_id}", **asks(ANYONE, NotFound))
def get_concept(db: Db, concept_id: UUID, answer: Annotated[InLang, Query()]) -> ConceptDetail:
    """One concept with its names and neighbours."""
    return queries.get_concept(db, concept_id, answer.lang)
