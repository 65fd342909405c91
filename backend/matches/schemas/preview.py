"""A visitor's claims, ranked and forgotten."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import Distinct
from backend.core.schema import Draft
from backend.core.terms import Cefr
from backend.matches.schemas.cards import HiddenBy, MatchCard
from backend.matches.schemas.told import Question
from backend.profiles.models import EvidenceKind, RemoteWish
from backend.profiles.schemas import Eqf, SkillLevel, WorkKind
from matching.types import Market

Some = Annotated[list[UUID], Field(max_length=20), Distinct]


class PreviewSkill(Draft):
    """One skill of a reading, as the person left it."""

    concept_id: UUID
    level: SkillLevel = 2
    evidence_kind: EvidenceKind = EvidenceKind.SELF
    evidence: Annotated[str, Field(max_length=500)] = ""
    confidence: Annotated[int, Field(ge=0, le=100)] = 100


class PreviewLanguage(Draft):
    """One language."""

    concept_id: UUID
    cefr: Cefr = Cefr.B1


class PreviewJob(Draft):
    """Months in an occupation."""

    occupation_id: UUID
    months: Annotated[int, Field(ge=0, le=1200)]


class PreviewDraft(Draft):
    """What a visitor's CV says, without the visitor: no name, no address, no dates of birth."""

    market: Market = Market.OPPORTUNITIES
    size: Annotated[int, Field(ge=1, le=50)] = 10
    skills: Annotated[list[PreviewSkill], Field(max_length=200)] = []
    languages: Annotated[list[PreviewLanguage], Field(max_length=20)] = []
    experience: Annotated[list[PreviewJob], Field(max_length=60)] = []
    education_level: Eqf | None = None
    field_ids: Some = []
    occupation_ids: Some = []
    sector_ids: Some = []
    goal_ids: Some = []
    kinds: Annotated[list[WorkKind], Distinct] = []
    municipality_id: UUID | None = None
    travel_km: Annotated[int | None, Field(ge=0, le=2000)] = None
    remote: RemoteWish = RemoteWish.OPEN

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for lines in (self.skills, self.languages):
            if len({line.concept_id for line in lines}) < len(lines):
                raise PydanticCustomError("repeated", "Each may be named once.")
        return self


class PreviewRead(BaseModel):
    """What a visitor would see; nothing of it is kept, so there is no receipt."""

    items: list[MatchCard]
    total: int
    market: Market
    day: date
    all: int
    hidden: list[HiddenBy]
    questions: list[Question]
    config: str
    counts: Annotated[dict[Market, int], Field(description="How many things each market holds for this visitor.")]
    kept: Literal[False] = False
