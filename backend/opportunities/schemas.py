"""What crosses the wire about opportunities."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import (
    Cents,
    Currency,
    Distinct,
    EmailAddress,
    Lang,
    Prose,
    Summary,
    Title,
    WebAddress,
    Zone,
    not_before,
)
from backend.core.schema import KEPT, Change, Decision, Draft, Read
from backend.core.terms import Cefr, Importance, Period
from backend.opportunities.models import (
    ClosingReason,
    OpportunityKind,
    OpportunityStatus,
    PayBasis,
    RefusalReason,
    ReturnReason,
)
from backend.organisations.schemas import OrganisationName
from backend.taxonomy.schemas import AnyOf
from backend.territories.schemas import MunicipalityName, NearSearch

Hours = Annotated[int, Field(ge=1, le=60, description="Hours a week.")]
RemoteShare = Annotated[int, Field(ge=0, le=100, description="Per cent of the time that may be worked from anywhere.")]
Eqf = Annotated[int, Field(ge=1, le=8, description="Level of the European Qualifications Framework.")]
Level = Annotated[int, Field(ge=1, le=4, description="1 basic, 2 working, 3 strong, 4 expert.")]
Capacity = Annotated[int, Field(ge=1, le=500)]
ReplyBy = Annotated[int, Field(ge=1, le=60, description="Days within which everybody who applies is answered.")]
AT_MOST_QUESTIONS = 5
Question = Annotated[str, Field(min_length=3, max_length=200)]
Questions = Annotated[
    list[Question],
    Distinct,
    Field(max_length=AT_MOST_QUESTIONS, description="What everybody who applies is asked; nobody has to answer."),
]
Benefits = Annotated[str, Field(max_length=2_000)]
Reference = Annotated[str, Field(max_length=200, description="The collective agreement, the course, or the share.")]


StaffNote = Annotated[str, Field(max_length=500, description="Read by the organisation alone.")]


class RequirementDraft(Draft):
    """One thing that is asked for. Only an essential one may keep people from seeing the opportunity."""

    concept_id: UUID
    importance: Importance = Importance.SHOULD
    level: Level = 2
    is_essential: bool = False
    note: Annotated[str, Field(max_length=200)] = ""


class OpportunityLanguageDraft(Draft):
    """One language that is asked for, and how well."""

    concept_id: UUID
    level: Cefr = Cefr.B1
    importance: Importance = Importance.SHOULD


Requirements = Annotated[list[RequirementDraft], Field(max_length=30)]
Languages = Annotated[list[OpportunityLanguageDraft], Field(max_length=10)]


class OpportunitySearch(NearSearch):
    """Filters of the list. Without `status` it holds what is open; with `mine`, all of one's own organisations."""

    q: Annotated[str, Field(max_length=100)] = ""
    kind: list[OpportunityKind] = []
    occupation: AnyOf = []
    concept: AnyOf = []
    organisation: list[UUID] = []
    municipality: list[UUID] = []
    remote_at_least: RemoteShare | None = None
    pay_at_least: Annotated[
        Cents | None,
        Field(
            description="Gross cents a month, in the currency asked, that the stated range reaches; unstated pay "
            "reaches nothing. Net pay counts as stated, since gross is never less, and every row says which it is."
        ),
    ] = None
    currency: Annotated[Currency, Field(description="What pay is compared in; sorted by it, others follow.")] = "EUR"
    hours_at_least: Hours | None = None
    hours_at_most: Hours | None = None
    starts_before: date | None = None
    education_at_most: Annotated[Eqf | None, Field(description="Nothing asked counts as fulfilled.")] = None
    closing_within_days: Annotated[int | None, Field(ge=0, le=366)] = None
    lang: list[Lang] = []
    status: list[OpportunityStatus] = []
    mine: bool = False
    sort: Literal["newest", "closing", "pay", "waiting"] = "newest"


class WorkAsked(Draft):
    """What holds of work that is being described, whichever of its fields are there: no end before its beginning, and
    nothing asked twice.
    """

    @field_validator("hours_max", check_fields=False)
    @classmethod
    def _hours_in_order(cls, value: int | None, info: ValidationInfo) -> int | None:
        return not_before(value, info.data.get("hours_min"))

    @field_validator("ends_on", check_fields=False)
    @classmethod
    def _dates_in_order(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info.data.get("starts_on"))

    @field_validator("requirements", "languages", check_fields=False)
    @classmethod
    def _each_once(cls, value: list[Any]) -> list[Any]:
        if len({line.concept_id for line in value}) < len(value):
            raise PydanticCustomError("repeated", "Each may be named once.")
        return value


class OpportunityDraft(WorkAsked):
    """An opportunity as it is being written: little has to be there yet. The checks say what publishing needs."""

    organisation_id: UUID
    kind: OpportunityKind
    title: Title
    summary: Summary
    description: Prose = ""
    benefits: Benefits = ""
    lang: Lang = "pt"
    occupation_id: UUID | None = None
    municipality_id: UUID
    remote_share: RemoteShare = 0
    hours_min: Hours | None = None
    hours_max: Hours | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    capacity: Capacity = 1
    pay_basis: PayBasis | None = None
    pay_min: Cents | None = None
    pay_max: Cents | None = None
    pay_currency: Currency = "EUR"
    pay_period: Period | None = None
    pay_is_gross: bool = True
    pay_reference: Reference | None = None
    education_level: Eqf | None = None
    deadline_at: AwareDatetime | None = None
    zone: Zone
    reply_by_days: ReplyBy = 14
    questions: Questions = []
    apply_url: WebAddress | None = None
    apply_email: EmailAddress | None = None
    requirements: Requirements = []
    languages: Languages = []


class OpportunityCheck(OpportunityDraft):
    """A draft to be checked. With its id, it is not taken for a duplicate of itself."""

    opportunity_id: UUID | None = None


class OpportunityChange(Change):
    """What may be changed. The organisation stays; what a draft must have cannot be emptied."""

    kind: OpportunityKind = KEPT
    title: Title = KEPT
    summary: Summary = KEPT
    description: Prose = KEPT
    benefits: Benefits = KEPT
    lang: Lang = KEPT
    occupation_id: UUID | None = None
    municipality_id: UUID = KEPT
    remote_share: RemoteShare = KEPT
    hours_min: Hours | None = None
    hours_max: Hours | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    capacity: Capacity = KEPT
    pay_basis: PayBasis | None = None
    pay_min: Cents | None = None
    pay_max: Cents | None = None
    pay_currency: Currency = KEPT
    pay_period: Period | None = None
    pay_is_gross: bool = KEPT
    pay_reference: Reference | None = None
    education_level: Eqf | None = None
    deadline_at: AwareDatetime | None = None
    zone: Zone = KEPT
    reply_by_days: ReplyBy = KEPT
    questions: Questions = KEPT
    apply_url: WebAddress | None = None
    apply_email: EmailAddress | None = None
    requirements: Requirements = KEPT
    languages: Languages = KEPT


class ClosureDraft(Draft):
    """Why it is over; everybody who looks at it later reads this."""

    reason: ClosingReason


class ReturnDraft(Decision):
    """Why the staff send it back, and in their own words what to change."""

    reason: ReturnReason
    note: StaffNote = ""


class RefusalDraft(Decision):
    """Why the staff refuse it."""

    reason: RefusalReason
    note: StaffNote = ""


class LintCode(StrEnum):
    """What the checks can find. The first group keeps a draft from being published, the second only advises."""

    DESCRIPTION_MISSING = "description-missing"
    DEADLINE_MISSING = "deadline-missing"
    DEADLINE_PAST = "deadline-past"
    START_PAST = "start-past"
    PAY_MISSING = "pay-missing"
    PAY_INCOMPLETE = "pay-incomplete"
    PAY_ORDER = "pay-order"
    PAY_VAGUE = "pay-vague"
    PAY_REFERENCE_MISSING = "pay-reference-missing"
    PAY_BASIS_UNFIT = "pay-basis-unfit"
    PAY_HISTORY = "pay-history"

    PAY_RANGE_WIDE = "pay-range-wide"
    PAY_BELOW_MINIMUM = "pay-below-minimum"
    DEADLINE_FAR = "deadline-far"
    GENDERED_TITLE = "gendered-title"
    AGE_WORDS = "age-words"
    JARGON = "jargon"
    MANY_MUSTS = "many-musts"
    NO_REQUIREMENTS = "no-requirements"
    POSSIBLE_DUPLICATE = "possible-duplicate"


class Finding(BaseModel):
    """One thing the checks found: where, what, whether it keeps the draft from being published, and its facts."""

    model_config = ConfigDict(frozen=True)

    code: LintCode
    pointer: str
    refuses: bool
    facts: dict[str, Any] = Field(default_factory=dict)


class Findings(BaseModel):
    """Everything the checks found, refusals first."""

    findings: list[Finding]
    is_ready: bool


class RequirementRead(BaseModel):
    """One thing that is asked for."""

    model_config = ConfigDict(from_attributes=True)

    concept_id: UUID
    importance: Importance
    level: int
    is_essential: bool
    note: str


class OpportunityLanguageRead(BaseModel):
    """One language that is asked for."""

    model_config = ConfigDict(from_attributes=True)

    concept_id: UUID
    level: Cefr
    importance: Importance


class OpportunityRead(Read):
    """An opportunity in a list."""

    organisation: OrganisationName
    kind: OpportunityKind
    title: str
    summary: str
    lang: str
    status: OpportunityStatus
    occupation_id: UUID | None
    municipality: MunicipalityName
    remote_share: int
    hours_min: int | None
    hours_max: int | None
    starts_on: date | None
    ends_on: date | None
    capacity: int
    pay_basis: PayBasis | None
    pay_min: int | None
    pay_max: int | None
    pay_currency: str
    pay_period: Period | None
    pay_is_gross: bool
    pay_reference: str | None
    education_level: int | None
    deadline_at: datetime | None
    zone: str
    reply_by_days: int
    opened_at: datetime | None


class OpportunityDetail(OpportunityRead):
    """An opportunity's page, and what the asking person may do there."""

    description: str
    benefits: str
    questions: list[str]
    apply_url: str | None
    apply_email: str | None
    requirements: list[RequirementRead]
    languages: list[OpportunityLanguageRead]
    status_at: datetime
    closed_for: ClosingReason | None
    returned_for: ReturnReason | None
    refused_for: RefusalReason | None
    staff_note: str
    can: Annotated[list[str], Field(description="What the asking person may do with this opportunity.")]


class AddressDraft(Draft):
    """Where postings of an organisation can be read."""

    organisation_id: UUID
    url: WebAddress


class ImportLine(BaseModel):
    """One field: what it says here, and what the source says. A new posting needs some of them."""

    field: str
    is_needed: bool = False
    before: Any = None
    after: Any


class LeftOut(BaseModel):
    """What of a posting could not be taken over: the field, why, and its words."""

    field: str
    code: str
    words: str


class PostingRead(OpportunityDraft):
    """The draft that a posting would become."""


class ImportState(StrEnum):
    """How a posting stands to what is here. A faulty one lacks what even a draft needs."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


class ImportItem(BaseModel):
    """One posting beside what is here already, line by line. `place` is its line or its position in the source."""

    external_id: str
    place: int
    title: str
    state: ImportState
    opportunity_id: UUID | None
    updated_at: datetime | None
    lines: list[ImportLine]
    left_out: list[LeftOut]
    draft: PostingRead | None
    findings: list[Finding]


class ImportReading(BaseModel):
    """What was read of a source. Nothing of it is kept."""

    organisation_id: UUID
    source: str
    items: list[ImportItem]
    left_out: Annotated[int, Field(description="Postings beyond the most that one import takes.")]
    names: Annotated[dict[UUID, str], Field(description="What the places are called that the lines refer to.")]


FieldName = Annotated[str, Field(max_length=40)]


class PostingDraft(Draft):
    """One posting to be taken over: what the source says, which fields it states, and which of them are wanted.

    `updated_at` is that of the version it was compared with, where there is one.
    """

    external_id: Annotated[str, Field(min_length=1, max_length=300)]
    draft: OpportunityDraft
    said: Annotated[list[FieldName], Field(max_length=40)]
    take: Annotated[list[FieldName], Field(max_length=40)]
    updated_at: AwareDatetime | None = None


class ImportDraft(Draft):
    """Postings to be taken over, all of them or none."""

    organisation_id: UUID
    source: Annotated[str, Field(max_length=300)] = ""
    items: Annotated[list[PostingDraft], Field(min_length=1, max_length=200)]

    @field_validator("items")
    @classmethod
    def _each_once(cls, value: list[PostingDraft]) -> list[PostingDraft]:
        if len({item.external_id for item in value}) < len(value):
            raise PydanticCustomError("repeated", "Each may be named once.")
        return value


class ImportOutcome(StrEnum):
    """What became of a posting."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class ImportedItem(BaseModel):
    """One posting that was taken over."""

    external_id: str
    opportunity_id: UUID
    outcome: ImportOutcome


class ImportResult(BaseModel):
    """What an import has done."""

    items: list[ImportedItem]
