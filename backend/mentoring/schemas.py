"""What crosses the wire about mentors."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import Distinct, Lang, Prose, Summary, Title
from backend.core.schema import KEPT, Change, Draft, Read
from backend.core.terms import Cefr
from backend.mentoring.models import Cadence, Goal, Meeting, MentorStatus
from backend.organisations.schemas import OrganisationName
from backend.profiles.schemas import SkillLevel
from backend.taxonomy.schemas import AnyOf
from backend.territories.schemas import MunicipalityName, NearSearch

MonthlyHours = Annotated[int, Field(ge=1, le=80, description="Hours a month in all.")]
FreeHours = Annotated[int, Field(ge=0, le=80, description="Hours a month that are still free.")]
Goals = Annotated[list[Goal], Distinct, AfterValidator(sorted)]


class MentorTopicDraft(Draft):
    """A skill, tool or craft, and the level up to which the mentor can lead."""

    concept_id: UUID
    level: SkillLevel = 3


class MentorLanguageDraft(Draft):
    """A language the mentor talks in."""

    concept_id: UUID
    level: Cefr = Cefr.C1


def _each_once(lines: list[Any]) -> list[Any]:
    if len({line.concept_id for line in lines}) < len(lines):
        raise PydanticCustomError("repeated", "Each may be named once.")
    return lines


Topics = Annotated[list[MentorTopicDraft], Field(max_length=20), AfterValidator(_each_once)]
Languages = Annotated[list[MentorLanguageDraft], Field(max_length=10), AfterValidator(_each_once)]


class MentorSearch(NearSearch):
    """Filters of the list. Without `status` it holds who takes mentees now; with `mine`, one's own offer."""

    q: Annotated[str, Field(max_length=100)] = ""
    topic: AnyOf = []
    topic_level_at_least: Annotated[
        SkillLevel | None, Field(description="Of the topics that are asked for, or of any.")
    ] = None
    language: list[UUID] = []
    goal: list[Goal] = []
    cadence: list[Cadence] = []
    online: bool | None = None
    in_person: bool | None = None
    organisation: list[UUID] = []
    municipality: list[UUID] = []
    free_hours_at_least: FreeHours | None = None
    lang: list[Lang] = []
    status: list[MentorStatus] = []
    mine: bool = False
    sort: Literal["newest", "free", "name"] = "newest"


class MentorDraft(Draft):
    """An offer as it is being written."""

    organisation_id: UUID | None = None
    title: Title
    summary: Summary
    about: Prose = ""
    lang: Lang = "pt"
    municipality_id: UUID
    meeting: Meeting = Meeting.EITHER
    cadence: Cadence = Cadence.FORTNIGHTLY
    monthly_hours: MonthlyHours
    free_hours: FreeHours
    topics: Topics = []
    languages: Languages = []
    goals: Goals = []

    @field_validator("free_hours")
    @classmethod
    def _within_all(cls, value: int, info: ValidationInfo) -> int:
        if value > info.data.get("monthly_hours", value):
            raise PydanticCustomError("more_than_all", "There cannot be more free hours than hours in all.")
        return value


class MentorChange(Change):
    """What may be changed. What a draft must have cannot be emptied."""

    organisation_id: UUID | None = None
    title: Title = KEPT
    summary: Summary = KEPT
    about: Prose = KEPT
    lang: Lang = KEPT
    municipality_id: UUID = KEPT
    meeting: Meeting = KEPT
    cadence: Cadence = KEPT
    monthly_hours: MonthlyHours = KEPT
    free_hours: FreeHours = KEPT
    topics: Topics = KEPT
    languages: Languages = KEPT
    goals: Goals = KEPT


class MentorTopicRead(BaseModel):
    """A skill, tool or craft, and the level up to which the mentor can lead."""

    model_config = ConfigDict(from_attributes=True)

    concept_id: UUID
    level: int


class MentorLanguageRead(BaseModel):
    """A language the mentor talks in."""

    model_config = ConfigDict(from_attributes=True)

    concept_id: UUID
    level: Cefr


class MentorRead(Read):
    """A mentor in a list."""

    name: str
    organisation: OrganisationName | None
    title: str
    summary: str
    lang: str
    status: MentorStatus
    municipality: MunicipalityName
    meeting: Meeting
    cadence: Cadence
    monthly_hours: int
    free_hours: int
    topics: list[MentorTopicRead]
    languages: list[MentorLanguageRead]
    goals: list[Goal]


class MentorDetail(MentorRead):
    """A mentor's page, and what the asking person may do there."""

    about: str
    status_at: datetime
    can: Annotated[list[str], Field(description="What the asking person may do with this offer.")]
