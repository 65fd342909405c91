"""What crosses the wire about funding calls."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import (
    Cents,
    Currency,
    Distinct,
    Lang,
    Prose,
    Summary,
    Title,
    WebAddress,
    Zone,
    not_before,
)
from backend.core.page import Window
from backend.core.schema import KEPT, Change, Draft, Read
from backend.funding.models import FundingClosingReason, Standing
from backend.organisations.eligibility import Rule, Rules
from backend.organisations.models import OrganisationKind
from backend.organisations.schemas import OrganisationName
from backend.taxonomy.schemas import AnyOf

BEFORE = {"amount_max": "amount_min", "budget": "amount_max", "deadline_at": "opens_at"}

Funder = Annotated[Title, Field(examples=["Fundo do Atlântico"])]
Programme = Annotated[str, Field(min_length=1, max_length=160)]
Percent = Annotated[int, Field(ge=1, le=100, description="Share of the eligible costs that is paid, in per cent.")]
Sectors = Annotated[list[UUID], Field(max_length=12), Distinct, AfterValidator(sorted)]


class FundingCallSearch(Window):
    """Filters of the list. Without `standing` it holds what one can apply for; with `mine`, all of one's own."""

    q: Annotated[str, Field(max_length=100)] = ""
    standing: list[Standing] = Field(default_factory=list)
    organisation: list[UUID] = Field(default_factory=list)
    sector: AnyOf = Field(default_factory=list)
    applicant: Annotated[
        list[OrganisationKind], Field(description="Kinds of organisation that may apply, or all may.")
    ] = Field(default_factory=list)
    municipality: Annotated[UUID | None, Field(description="Ventures there may apply.")] = None
    amount_at_least: Annotated[Cents | None, Field(description="The highest grant reaches this.")] = None
    currency: Annotated[Currency, Field(description="What amounts are compared in; sorted by it, others follow.")] = (
        "EUR"
    )
    co_financing_at_least: Percent | None = None
    closing_within_days: Annotated[int | None, Field(ge=0, le=366)] = None
    lang: list[Lang] = Field(default_factory=list)
    mine: bool = False
    sort: Literal["closing", "newest", "amount"] = "closing"


class FundingCallDraft(Draft):
    """A funding call as it is being written."""

    organisation_id: UUID | None = None
    funder_name: Annotated[Funder | None, Field(validate_default=True)] = None
    title: Title
    summary: Summary
    description: Prose = ""
    lang: Lang = "pt"
    programme: Programme | None = None
    url: WebAddress | None = None
    amount_min: Cents | None = None
    amount_max: Cents | None = None
    budget: Cents | None = None
    currency: Currency = "EUR"
    co_financing_percent: Percent | None = None
    opens_at: AwareDatetime | None = None
    deadline_at: AwareDatetime | None = None
    zone: Zone = "Europe/Lisbon"
    sector_ids: Sectors = Field(default_factory=list)
    rules: Rules = Field(default_factory=list)

    @field_validator("funder_name")
    @classmethod
    def _somebody_pays(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("organisation_id") is None:
            raise PydanticCustomError("no_funder", "Name the organisation or the funder.")
        return value

    @field_validator("amount_max", "budget", "deadline_at")
    @classmethod
    def _in_order(cls, value: Any, info: ValidationInfo) -> Any:
        return not_before(value, info.data.get(BEFORE[str(info.field_name)]))


class FundingCallChange(Change):
    """What may be changed. Who keeps the page stays; what a draft must have cannot be emptied."""

    funder_name: Funder | None = None
    title: Title = KEPT
    summary: Summary = KEPT
    description: Prose = KEPT
    lang: Lang = KEPT
    programme: Programme | None = None
    url: WebAddress | None = None
    amount_min: Cents | None = None
    amount_max: Cents | None = None
    budget: Cents | None = None
    currency: Currency = KEPT
    co_financing_percent: Percent | None = None
    opens_at: AwareDatetime | None = None
    deadline_at: AwareDatetime | None = None
    zone: Zone = KEPT
    sector_ids: Sectors = KEPT
    rules: Rules = KEPT


class FundingClosureDraft(Draft):
    """Why nobody can apply any more, before the deadline."""

    reason: Literal[FundingClosingReason.BUDGET_SPENT, FundingClosingReason.WITHDRAWN, FundingClosingReason.REPLACED]


class FundingCallRead(Read):
    """A funding call in a list."""

    organisation: OrganisationName | None
    funder_name: str | None
    title: str
    summary: str
    lang: str
    standing: Annotated[Standing, Field(description="At the moment of the reply.")]
    programme: str | None
    amount_min: int | None
    amount_max: int | None
    budget: int | None
    currency: str
    co_financing_percent: int | None
    opens_at: datetime | None
    deadline_at: datetime | None
    zone: str
    sector_ids: list[UUID]


class FundingCallDetail(FundingCallRead):
    """A funding call's page, and what the asking person may do there."""

    description: str
    url: str | None
    rules: list[Rule]
    status_at: datetime
    closed_for: FundingClosingReason | None
    can: Annotated[list[str], Field(description="What the asking person may do with this call.")]
