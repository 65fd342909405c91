"""What crosses the wire about profiles and CVs."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from backend.core.fields import Cents, Currency, Distinct, Lang, WebAddress
from backend.core.schema import KEPT, Change, Draft, Read
from backend.core.terms import Cefr, Period
from backend.profiles.models import (
    Audience,
    EvidenceKind,
    LineKind,
    LineStatus,
    ProfileStatus,
    RemoteWish,
    Source,
    Unseen,
)
from backend.profiles.reading.facts import CvFormat, LinkKind
from backend.taxonomy.schemas import ConceptName
from backend.territories.schemas import MunicipalityName

WagePeriod: TypeAlias = Literal[Period.HOUR, Period.DAY, Period.MONTH, Period.YEAR]
WorkKind: TypeAlias = Literal["job", "internship", "project", "residency", "cofounder"]
Eqf = Annotated[int, Field(ge=1, le=8, description="Level of the European Qualifications Framework.")]
SkillLevel = Annotated[int, Field(ge=1, le=4, description="1 basic, 2 working, 3 strong, 4 expert.")]
Confidence = Annotated[int, Field(ge=0, le=100)]
Factor = Annotated[str, Field(pattern="^[a-z]{1,32}$")]
Levels: TypeAlias = Annotated[dict[Factor, Annotated[int, Field(ge=0, le=1000)]], Field(min_length=1, max_length=6)]
PureFit: TypeAlias = Annotated[
    bool, Field(description="My matches stand by fit alone, and not also by how many others are shown the same.")
]
Choices: TypeAlias = Annotated[
    list["SmallChoice"], Field(max_length=12, description="Tells what one weighs; never shown to others.")
]
Line = Annotated[str, Field(max_length=200)]
Named = Annotated[str, Field(min_length=1, max_length=200)]
Concepts = Annotated[list[UUID], Field(max_length=20), Distinct]
Hours = Annotated[int, Field(ge=1, le=80, description="Hours a week.")]


def _month(text: str) -> str:
    if not 1940 <= int(text[:4]) <= 2100:
        raise PydanticCustomError("unlikely_year", "This year is not in a working life.")
    return text


Month = Annotated[
    str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2]))?$", examples=["2021", "2021-09"]), AfterValidator(_month)
]
"""A year, or a year and a month."""


# -- the profile itself --------------------------------------------------------------------------------------------


class SmallChoice(TypedDict):
    """What somebody would rather take, of two things that are equal but for a few factors, by their levels (‰)."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    first: Levels
    second: Levels
    choice: Literal["first", "second", "either"]


class ProfileDraft(Draft):
    """Everything a person says about themselves in one form."""

    display_name: Annotated[str, Field(min_length=1, max_length=120)]
    headline: Annotated[str, Field(max_length=160, examples=["Ceramicist who teaches"])] = ""
    about: Annotated[str, Field(max_length=4000)] = ""
    lang: Lang = "pt"
    municipality_id: UUID | None = None
    travel_km: Annotated[int | None, Field(ge=0, le=2000, description="How far one would go; None: not said.")] = None
    remote: RemoteWish = RemoteWish.OPEN
    hours_min: Hours | None = None
    hours_max: Hours | None = None
    available_from: date | None = None
    available_until: date | None = None
    kinds: Annotated[list[WorkKind], Distinct] = []
    choices: Choices = []
    is_pure_fit: PureFit = False
    occupation_ids: Concepts = []
    sector_ids: Concepts = []
    goal_ids: Concepts = []
    field_ids: Concepts = []
    pay_floor: Annotated[Cents | None, Field(description="The least one would work for; never shown to others.")] = None
    pay_currency: Currency = "EUR"
    pay_period: WagePeriod | None = None
    education_level: Eqf | None = None
    status: ProfileStatus = ProfileStatus.PRIVATE
    audience: Audience = Audience.VERIFIED

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.hours_min is not None and self.hours_max is not None and self.hours_min > self.hours_max:
            raise PydanticCustomError("hours_in_order", "The fewest hours are more than the most.")
        if self.available_from and self.available_until and self.available_from > self.available_until:
            raise PydanticCustomError("dates_in_order", "This ends before it begins.")
        if (self.pay_floor is None) != (self.pay_period is None):
            raise PydanticCustomError("half_a_wage", "Say both: how much, and for an hour, a day, a month or a year.")
        return self


class ProfileChange(Change):
    """What may be changed. Listing, withdrawing and archiving are changes of `status`."""

    display_name: Annotated[str, Field(min_length=1, max_length=120)] = KEPT
    headline: Annotated[str, Field(max_length=160)] = KEPT
    about: Annotated[str, Field(max_length=4000)] = KEPT
    lang: Lang = KEPT
    municipality_id: UUID | None = None
    travel_km: Annotated[int | None, Field(ge=0, le=2000)] = None
    remote: RemoteWish = KEPT
    hours_min: Hours | None = None
    hours_max: Hours | None = None
    available_from: date | None = None
    available_until: date | None = None
    kinds: Annotated[list[WorkKind], Distinct] = KEPT
    choices: Choices = KEPT
    is_pure_fit: PureFit = KEPT
    occupation_ids: Concepts = KEPT
    sector_ids: Concepts = KEPT
    goal_ids: Concepts = KEPT
    field_ids: Concepts = KEPT
    pay_floor: Cents | None = None
    pay_currency: Currency = KEPT
    pay_period: WagePeriod | None = None
    education_level: Eqf | None = None
    status: ProfileStatus = KEPT
    audience: Audience = KEPT


# -- what belongs to it --------------------------------------------------------------------------------------------


class SkillDraft(Draft):
    """How well one can do something, and what shows it."""

    level: SkillLevel
    evidence_kind: EvidenceKind = EvidenceKind.SELF
    evidence: Annotated[str, Field(max_length=500)] = ""
    evidence_url: WebAddress | None = None


class SkillRead(Read):
    """A skill of a person."""

    concept: ConceptName
    level: int
    evidence_kind: EvidenceKind
    evidence: str
    evidence_url: str | None
    confidence: int
    source: Source


class LanguageDraft(Draft):
    """How well one speaks a language."""

    cefr: Cefr


class LanguageRead(Read):
    """A language of a person."""

    concept: ConceptName
    cefr: Cefr
    source: Source


class TimedDraft(Draft):
    """Something that began and perhaps ended."""

    started: Month | None = None
    ended: Month | None = None
    is_current: bool = False

    @model_validator(mode="after")
    def _in_time(self) -> Self:
        if self.started and self.ended and self.ended < self.started[: len(self.ended)]:
            raise PydanticCustomError("dates_in_order", "This ends before it begins.")
        if self.is_current and self.ended:
            raise PydanticCustomError("ended_and_current", "What has ended is not going on.")
        return self


class EducationDraft(TimedDraft):
    """A course of study."""

    title: Named
    school: Line = ""
    level: Eqf | None = None
    field_id: UUID | None = None


class ExperienceDraft(TimedDraft):
    """A position held."""

    title: Named
    employer: Line = ""
    occupation_id: UUID | None = None
    summary: Annotated[str, Field(max_length=4000)] = ""


class LinkDraft(Draft):
    """An address on the web; what kind it is follows from its host where it is not said."""

    url: WebAddress
    kind: LinkKind | None = None
    title: Annotated[str, Field(max_length=120)] = ""


class EducationChange(Change):
    """What may be changed of a course of study."""

    title: Named = KEPT
    school: Line = KEPT
    level: Eqf | None = None
    field_id: UUID | None = None
    started: Month | None = None
    ended: Month | None = None
    is_current: bool = KEPT


class ExperienceChange(Change):
    """What may be changed of a position."""

    title: Named = KEPT
    employer: Line = KEPT
    occupation_id: UUID | None = None
    summary: Annotated[str, Field(max_length=4000)] = KEPT
    started: Month | None = None
    ended: Month | None = None
    is_current: bool = KEPT


class LinkChange(Change):
    """What may be changed of a link."""

    url: WebAddress = KEPT
    kind: LinkKind = KEPT
    title: Annotated[str, Field(max_length=120)] = KEPT


class EducationRead(Read):
    """A course of study of a person."""

    title: str
    school: str
    level: int | None
    field: ConceptName | None
    started: str | None
    ended: str | None
    is_current: bool
    source: Source


class ExperienceRead(Read):
    """A position of a person."""

    title: str
    employer: str
    occupation: ConceptName | None
    summary: str
    started: str | None
    ended: str | None
    is_current: bool
    months: Annotated[int | None, Field(description="How long, as far as the dates tell.")]
    source: Source


class LinkRead(Read):
    """A link of a person."""

    url: str
    kind: LinkKind
    title: str


class ProfileRead(Read):
    """What others see of a person: never an e-mail address, never a wage."""

    display_name: str
    headline: str
    about: str
    lang: str
    municipality: MunicipalityName | None
    remote: RemoteWish
    hours_min: int | None
    hours_max: int | None
    available_from: date | None
    available_until: date | None
    kinds: list[WorkKind]
    occupations: list[ConceptName]
    sectors: list[ConceptName]
    goals: list[ConceptName]
    fields: list[ConceptName]
    education_level: int | None
    skills: list[SkillRead]
    languages: list[LanguageRead]
    education: list[EducationRead]
    experience: list[ExperienceRead]
    links: list[LinkRead]
    can: Annotated[list[str], Field(description="What the asking person may do with this profile.")]


class MyProfile(ProfileRead):
    """What a person sees of their own profile."""

    status: ProfileStatus
    status_at: datetime
    audience: Audience
    travel_km: int | None
    pay_floor: int | None
    pay_currency: str
    pay_period: WagePeriod | None
    choices: Choices
    is_pure_fit: bool
    hidden_from: list[UUID]
    missing: Annotated[list[str], Field(description="What it lacks before it can be listed.")]


class SightSearch(Draft):
    """Through whose eyes: anybody's, those of some verified organisation, of one applied to, or of a named one."""

    looker: Literal["anybody", "verified", "applied"] = "verified"
    organisation_id: UUID | None = None
    lang: Annotated[Lang, Field(description="The language of the vocabulary's words.")] = "en"


class SightRead(BaseModel):
    """What somebody sees of one's profile, and how many may see it as it stands."""

    seen: ProfileRead | None
    because: Annotated[Unseen | None, Field(description="Why they see nothing.")]
    is_public: Annotated[bool, Field(description="Everybody may see it, with an account or without.")]
    organisations: Annotated[int, Field(description="Organisations whose people may see it now.")]
    people: Annotated[int, Field(description="How many people that is.")]
    hidden: Annotated[int, Field(description="Organisations it hides from.")]


# -- CVs -----------------------------------------------------------------------------------------------------------


class FieldProposal(BaseModel):
    """A value for a field of the profile."""

    kind: Literal["field"] = "field"
    value: str | int


class SkillProposal(BaseModel):
    """A skill the CV speaks of; `evidence` is the line that shows it."""

    kind: Literal["skill"] = "skill"
    concept_id: UUID
    level: SkillLevel
    evidence_kind: EvidenceKind
    evidence: str


class LanguageProposal(BaseModel):
    """A language with its level."""

    kind: Literal["language"] = "language"
    concept_id: UUID
    cefr: Cefr


class EducationProposal(BaseModel):
    """A course of study."""

    kind: Literal["education"] = "education"
    title: Named
    school: Line
    level: Eqf | None
    field_id: UUID | None = None
    started: str | None
    ended: str | None
    is_current: bool


class ExperienceProposal(BaseModel):
    """A position."""

    kind: Literal["experience"] = "experience"
    title: Named
    employer: Line
    occupation_id: UUID | None = None
    started: str | None
    ended: str | None
    is_current: bool


class LinkProposal(BaseModel):
    """An address on the web."""

    kind: Literal["link"] = "link"
    url: str
    link: LinkKind


Proposal: TypeAlias = Annotated[
    FieldProposal | SkillProposal | LanguageProposal | EducationProposal | ExperienceProposal | LinkProposal,
    Field(discriminator="kind"),
]


class SpanRead(BaseModel):
    """A part of the CV's text, in characters, its words, and what stands around them in their sentence."""

    model_config = ConfigDict(from_attributes=True)

    start: int
    end: int
    text: str
    before: str
    after: str


class CvLineRead(BaseModel):
    """One proposal beside what the profile says now. Where both say something, the default is to keep."""

    id: UUID
    kind: LineKind
    field: str
    label: Annotated[str, Field(description="The word of the vocabulary, where the proposal is about one.")]
    proposed: Proposal
    current: Annotated[str | int | None, Field(description="What accepting it would replace.")]
    default: Literal["accept", "keep"]
    evidence: SpanRead
    confidence: Confidence
    status: LineStatus


class CvImportRead(Read):
    """A CV that was read, as a difference to the profile. Lines that would change nothing are left out."""

    format: CvFormat
    lang: str | None
    filename: str
    text: str
    left_out: Annotated[int, Field(description="Characters on the pages that nobody can see; they were not read.")]
    lines: list[CvLineRead]


class CvImportName(Read):
    """A CV in the list of those that were read."""

    format: CvFormat
    lang: str | None
    filename: str


class AcceptanceDraft(Draft):
    """What a person decides, line by line. `reopen` takes a decision back, and what it did where nothing came after."""

    accept: Annotated[list[UUID], Field(max_length=500), Distinct] = []
    refuse: Annotated[list[UUID], Field(max_length=500), Distinct] = []
    reopen: Annotated[list[UUID], Field(max_length=500), Distinct] = []

    @model_validator(mode="after")
    def _one_word(self) -> Self:
        if len({*self.accept, *self.refuse, *self.reopen}) < len(self.accept) + len(self.refuse) + len(self.reopen):
            raise PydanticCustomError("decided_twice", "A line can be accepted, refused or reopened: only one of them.")
        return self


class FoundSkill(BaseModel):
    """A skill in a CV that nobody keeps."""

    concept: ConceptName
    level: SkillLevel
    evidence_kind: EvidenceKind
    confidence: Confidence
    evidence: SpanRead


class FoundLanguage(BaseModel):
    """A language in a CV that nobody keeps."""

    concept: ConceptName
    cefr: Cefr | None
    confidence: Confidence
    evidence: SpanRead


class FoundJob(BaseModel):
    """A position in a CV that nobody keeps; the employer is left out: matching has no use for it."""

    title: str
    occupation: ConceptName | None
    months: int | None
    confidence: Confidence
    evidence: SpanRead


class FoundStudy(BaseModel):
    """A course of study in a CV that nobody keeps."""

    title: str
    level: int | None
    field: ConceptName | None
    confidence: Confidence
    evidence: SpanRead


class CvReading(BaseModel):
    """A CV as we understood it, for a visitor: nothing of it is kept."""

    format: CvFormat
    lang: str | None
    text: str
    left_out: int
    education_level: int | None
    skills: list[FoundSkill]
    languages: list[FoundLanguage]
    experience: list[FoundJob]
    education: list[FoundStudy]


class ProfileExport(BaseModel):
    """Everything we keep about a person, for that person."""

    exported_at: datetime
    account: dict[str, Any]
    profile: MyProfile
    imports: list[CvImportRead]
    shown_to: Annotated[list[UUID], Field(description="Organisations that see it because one applied there.")]
    kept: Annotated[
        dict[str, Any],
        Field(description="What else is kept, by kind: roles, invitations, sessions, saved things, rankings, the log."),
    ]
