"""What crosses the wire about organisations, their members and invitations."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from backend.core.access import Role
from backend.core.fields import Distinct, EmailAddress, Lang, Lat, Lon, Prose, Summary, Title, WebAddress
from backend.core.model import now
from backend.core.schema import KEPT, Change, Decision, Draft, Read
from backend.organisations.models import (
    Headcount,
    InvitationStatus,
    LegalForm,
    OrganisationKind,
    OrganisationStatus,
    Proof,
    SuspensionReason,
)
from backend.taxonomy.schemas import AnyOf
from backend.territories.schemas import MunicipalityName, NearSearch

Name = Annotated[Title, Field(max_length=120, examples=["Oficina do Vento"])]
Sectors = Annotated[list[UUID], Field(max_length=8), Distinct]
Address = Annotated[str, Field(max_length=200)]
Year = Annotated[int, Field(ge=1100, le=2200)]
MemberRole = Literal[Role.OWNER, Role.EDITOR, Role.VIEWER]


class OrganisationSearch(NearSearch):
    """Filters of the list. `mine` keeps those the asking person belongs to."""

    q: Annotated[str, Field(max_length=100)] = ""
    kind: list[OrganisationKind] = []
    sector: AnyOf = []
    municipality: list[UUID] = []
    headcount: list[Headcount] = []
    status: list[OrganisationStatus] = []
    founded_since: Year | None = None
    mine: bool = False
    sort: Literal["name", "newest", "waiting"] = "name"


class OrganisationDraft(Draft):
    """A description of an organisation."""

    name: Name
    kind: OrganisationKind
    summary: Summary
    description: Prose = ""
    lang: Lang = "pt"
    website: WebAddress | None = None
    contact_email: EmailAddress | None = None
    sector_ids: Sectors = []
    municipality_id: UUID
    address: Address | None = None
    lat: Lat | None = None
    lon: Lon | None = None
    founded_year: Year | None = None
    headcount: Headcount | None = None
    legal_form: LegalForm | None = None

    @model_validator(mode="after")
    def _whole_coordinates(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise PydanticCustomError("half_a_place", "A place needs both latitude and longitude.")
        return self

    @model_validator(mode="after")
    def _founded_already(self) -> Self:
        if self.founded_year is not None and self.founded_year > now().year:
            raise PydanticCustomError("founded_later", "An organisation cannot be founded in the future.")
        return self


class OrganisationChange(Change):
    """What may be changed. What is named here and not in the draft as optional cannot be emptied."""

    name: Name = KEPT
    kind: OrganisationKind = KEPT
    summary: Summary = KEPT
    description: Prose = KEPT
    lang: Lang = KEPT
    website: WebAddress | None = None
    contact_email: EmailAddress | None = None
    sector_ids: Sectors = KEPT
    municipality_id: UUID = KEPT
    address: Address | None = None
    lat: Lat | None = None
    lon: Lon | None = None
    founded_year: Year | None = None
    headcount: Headcount | None = None
    legal_form: LegalForm | None = None


class OrganisationRead(Read):
    """An organisation in a list."""

    name: str
    kind: OrganisationKind
    summary: str
    lang: str
    status: OrganisationStatus
    municipality: MunicipalityName
    sector_ids: list[UUID]
    headcount: Headcount | None


class OrganisationName(BaseModel):
    """As much of an organisation as its offers show."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    kind: OrganisationKind
    status: OrganisationStatus


class ReplyRecord(BaseModel):
    """How this organisation treated those who applied in the last year: public facts."""

    model_config = ConfigDict(from_attributes=True)

    asked: Annotated[int, Field(description="People who had to be answered.")]
    answered: int
    share_answered: Annotated[float | None, Field(description="From 0 to 1; None where nobody had to be answered.")]
    median_days: Annotated[float | None, Field(description="From the application to the first answer.")]
    ended: Annotated[int, Field(description="Opportunities that are over.")]
    filled: int


class OrganisationDetail(OrganisationRead):
    """An organisation's page, and what the asking person may do there."""

    description: str
    website: str | None
    contact_email: str | None
    address: str | None
    lat: float | None
    lon: float | None
    founded_year: int | None
    legal_form: LegalForm | None
    status_at: datetime
    proof: Proof | None
    verified_until: datetime | None
    suspended_for: SuspensionReason | None
    reply_record: ReplyRecord | None = None
    can: Annotated[list[str], Field(description="What the asking person may do with this organisation.")]


class VerificationDraft(Decision):
    """The staff's decision: what convinced them, and how long it holds (a year unless they say otherwise)."""

    proof: Proof = Proof.STAFF
    until: AwareDatetime | None = None


class ProofDraft(Draft):
    """How an owner shows that the website's domain is theirs."""

    proof: Literal[Proof.EMAIL_DOMAIN, Proof.DNS]


class DnsRecord(BaseModel):
    """The TXT record that proves a domain."""

    name: str
    value: str


class SuspensionDraft(Draft):
    """Why."""

    reason: SuspensionReason


class MemberDraft(Draft):
    """Whom to invite, as what."""

    email: EmailAddress
    role: MemberRole


class MemberChange(Draft):
    """Another role."""

    role: MemberRole


class MemberRead(BaseModel):
    """One member."""

    account_id: UUID
    name: str
    email: str
    role: Role
    since: datetime


class MemberDetail(MemberRead):
    """One member in the list, and what the asking person may do about it."""

    can: list[str]


class InvitationRead(Read):
    """An invitation: as what, until when, and what came of it."""

    role: Role
    status: InvitationStatus
    status_at: datetime
    expires_at: datetime
    invited_by: Annotated[str | None, Field(description="The name of the owner who sent it.")]
    can: list[str]


class InvitationSent(InvitationRead):
    """As the organisation's owners see it."""

    email: str


class InvitationReceived(InvitationRead):
    """As the person sees it whom it went to."""

    organisation: OrganisationName
