"""What crosses the wire about programmes and calls."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.cohorts.models import CallClosingReason, CallStatus, Offer, ProgrammeStatus, Stage
from backend.core.fields import Cents, Currency, Distinct, Lang, Prose, Summary, Title, WebAddress, Zone, not_before
from backend.core.schema import KEPT, Change, Draft, Read
from backend.organisations.eligibility import Rule, Rules
from backend.organisations.schemas import OrganisationName
from backend.taxonomy.schemas import AnyOf
from backend.territories.schemas import MunicipalityName, NearSearch

RemoteShare = Annotated[int, Field(ge=0, le=100, description="Per cent of the time that may be spent anywhere.")]
WeeklyHours = Annotated[int, Field(ge=1, le=60, description="Hours a week it asks for.")]
Equity = Annotated[int, Field(ge=0, le=10_000, description="Hundredths of a per cent of the venture.")]
Level = Annotated[int, Field(ge=1, le=4, description="1 basic, 2 working, 3 strong, 4 expert.")]
Sectors = Annotated[list[UUID], Field(max_length=12), Distinct, AfterValidator(sorted)]
Offers = Annotated[list[Offer], Distinct, AfterValidator(sorted)]
Places = Annotated[int, Field(ge=1, le=1_000)]


class ProgrammeTopicDraft(Draft):
    """Something that is taught, and the level people leave with."""

    concept_id: UUID
    level: Level = 2


class ProgrammeTopicRead(BaseModel):
    """Something that is taught, and the level people leave with."""

    model_config = ConfigDict(from_attributes=True)

    concept_id: UUID
    level: int


def _each_once(topics: list[ProgrammeTopicDraft]) -> list[ProgrammeTopicDraft]:
    if len({topic.concept_id for topic in topics}) < len(topics):
        raise PydanticCustomError("repeated", "Each may be named once.")
    return topics


Topics = Annotated[list[ProgrammeTopicDraft], Field(max_length=30), AfterValidator(_each_once)]


class ProgrammeFilters(NearSearch):
    """What programmes and their calls are both found by."""

    q: Annotated[str, Field(max_length=100)] = ""
    organisation: list[UUID] = []
    sector: AnyOf = []
    teaches: AnyOf = []
    stage: Annotated[list[Stage], Field(description="Ventures at one of these stages are taken.")] = []
    offer: list[Offer] = []
    municipality: list[UUID] = []
    remote_at_least: RemoteShare | None = None
    hours_at_most: WeeklyHours | None = None
    equity_at_most: Equity | None = None
    fee_at_most: Annotated[Cents | None, Field(description="In the currency asked; free passes in every one.")] = None
    currency: Currency = "EUR"
    lang: list[Lang] = []
    mine: bool = False


class ProgrammeSearch(ProgrammeFilters):
    """Filters of the list of programmes. Without `status` it holds what is published; with `mine`, all of one's own."""

    status: list[ProgrammeStatus] = []
    sort: Literal["title", "newest"] = "title"


class CallSearch(ProgrammeFilters):
    """Filters of the list of calls. Without `status` it holds what one can apply for, now or soon."""

    programme: list[UUID] = []
    places_at_least: Places | None = None
    starts_before: date | None = None
    closing_within_days: Annotated[int | None, Field(ge=0, le=366)] = None
    status: list[CallStatus] = []
    sort: Literal["closing", "newest", "starts"] = "closing"


class ProgrammeDraft(Draft):
    """A programme as it is being described."""

    organisation_id: UUID
    title: Title
    summary: Summary
    description: Prose = ""
    lang: Lang = "pt"
    url: WebAddress | None = None
    municipality_id: UUID
    remote_share: RemoteShare = 0
    weekly_hours: WeeklyHours | None = None
    stage: Stage = Stage.ANY
    offers: Offers = []
    equity_min: Equity = 0
    equity_max: Annotated[Equity, Field(validate_default=True)] = 0
    grant_amount: Cents | None = None
    fee_amount: Cents = 0
    currency: Currency = "EUR"
    sector_ids: Sectors = []
    teaches: Topics = []

    @field_validator("equity_max")
    @classmethod
    def _in_order(cls, value: int, info: ValidationInfo) -> int:
        return not_before(value, info.data.get("equity_min"))


class ProgrammeChange(Change):
    """What may be changed. The organisation stays; what a draft must have cannot be emptied."""

    title: Title = KEPT
    summary: Summary = KEPT
    description: Prose = KEPT
    lang: Lang = KEPT
    url: WebAddress | None = None
    municipality_id: UUID = KEPT
    remote_share: RemoteShare = KEPT
    weekly_hours: WeeklyHours | None = None
    stage: Stage = KEPT
    offers: Offers = KEPT
    equity_min: Equity = KEPT
    equity_max: Equity = KEPT
    grant_amount: Cents | None = None
    fee_amount: Cents = KEPT
    currency: Currency = KEPT
    sector_ids: Sectors = KEPT
    teaches: Topics = KEPT


class CallDraft(Draft):
    """A call as it is being written."""

    title: Title
    description: Prose = ""
    places: Places
    opens_at: AwareDatetime | None = None
    deadline_at: AwareDatetime | None = None
    zone: Zone
    starts_on: date | None = None
    ends_on: date | None = None
    rules: Rules = []

    @field_validator("deadline_at", "ends_on")
    @classmethod
    def _in_order(cls, value: Any, info: ValidationInfo) -> Any:
        first = {"deadline_at": "opens_at", "ends_on": "starts_on"}[str(info.field_name)]
        return not_before(value, info.data.get(first))


class CallChange(Change):
    """What may be changed. What an open call has promised can only become better."""

    title: Title = KEPT
    description: Prose = KEPT
    places: Places = KEPT
    opens_at: AwareDatetime | None = None
    deadline_at: AwareDatetime | None = None
    zone: Zone = KEPT
    starts_on: date | None = None
    ends_on: date | None = None
    rules: Rules = KEPT


class CallClosureDraft(Draft):
    """Why it ends before its deadline."""

    reason: Literal[CallClosingReason.FULL, CallClosingReason.CANCELLED]


class CallBrief(Read):
    """A call on its programme's page."""

    title: str
    places: int
    opens_at: datetime | None
    deadline_at: datetime | None
    zone: str
    starts_on: date | None
    ends_on: date | None
    status: CallStatus
    closed_for: CallClosingReason | None


class ProgrammeRead(Read):
    """A programme in a list."""

    organisation: OrganisationName
    title: str
    summary: str
    lang: str
    status: ProgrammeStatus
    municipality: MunicipalityName
    remote_share: int
    weekly_hours: int | None
    stage: Stage
    offers: list[Offer]
    equity_min: int
    equity_max: int
    grant_amount: int | None
    fee_amount: int
    currency: str
    sector_ids: list[UUID]
    teaches: list[ProgrammeTopicRead]


class ProgrammeDetail(ProgrammeRead):
    """A programme's page with its calls, and what the asking person may do there."""

    description: str
    url: str | None
    status_at: datetime
    calls: list[CallBrief]
    can: Annotated[list[str], Field(description="What the asking person may do with this programme.")]


class CallRead(CallBrief):
    """A call in a list, with its programme."""

    programme: ProgrammeRead


class CallDetail(CallRead):
    """A call's page, and what the asking person may do there."""

    description: str
    rules: list[Rule]
    status_at: datetime
    can: Annotated[list[str], Field(description="What the asking person may do with this call.")]
