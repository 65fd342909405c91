"""Tables: organisation, its sectors, invitations. Members are grants of `accounts` whose scope is the organisation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.accounts.models import Account
from backend.core.access import Role
from backend.core.model import Model, Record, Searched, now
from backend.territories.models import Municipality


class OrganisationKind(StrEnum):
    """The nine sub-sectors that used not to talk to each other."""

    STARTUP = "startup"
    CREATIVE_BUSINESS = "creative_business"
    INCUBATOR = "incubator"
    UNIVERSITY = "university"
    RESEARCH_CENTRE = "research_centre"
    SCIENCE_PARK = "science_park"
    ART_SPACE = "art_space"
    MUNICIPALITY = "municipality"
    MEDIA = "media"


class OrganisationStatus(StrEnum):
    """A draft is seen by its members only; a claimed one by everybody, but nobody has checked it yet."""

    DRAFT = "draft"
    CLAIMED = "claimed"
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class Proof(StrEnum):
    """How we know that an organisation is who it says."""

    EMAIL_DOMAIN = "email_domain"
    DNS = "dns"
    STAFF = "staff"


class SuspensionReason(StrEnum):
    """Why the staff took an organisation off the stage; its members are told. One without members leaves it too."""

    IMPOSTOR = "impostor"
    MISLEADING = "misleading"
    UNLAWFUL = "unlawful"
    CEASED = "ceased"
    ASKED = "asked"
    OWNERLESS = "ownerless"


class Headcount(StrEnum):
    """Size classes of the European Union's recommendation 2003/361/EC, with the one-person business apart."""

    ONE = "1"
    MICRO = "2-9"
    SMALL = "10-49"
    MEDIUM = "50-249"
    LARGE = "250+"


class LegalForm(StrEnum):
    """What kind of person it is before the law, in terms that hold across countries."""

    SOLE_TRADER = "sole_trader"
    LIMITED_COMPANY = "limited_company"
    PUBLIC_LIMITED_COMPANY = "public_limited_company"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


class InvitationStatus(StrEnum):
    """Only a pending one can be answered; all others are ends."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Replies:
    """How an organisation treats those who apply: people who had to be answered in a year, and who were, after so many
    hours in the middle case; what it offered that is over, and what of it was filled.
    """

    asked: int
    answered: int
    hours: int | None
    ended: int
    filled: int

    @property
    def share_answered(self) -> float | None:
        """From 0 to 1."""
        return self.answered / self.asked if self.asked else None

    @property
    def median_days(self) -> float | None:
        """In tenths."""
        return round(self.hours / 24, 1) if self.hours is not None else None


class Organisation(Record):
    """One organisation. `folded` is what the search box looks through; `reply_…` and `offers_…` are counted from what
    happened to those who applied.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="whole_coordinates"),
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_earth"),
        CheckConstraint("status <> 'verified' OR (proof IS NOT NULL AND verified_until IS NOT NULL)", name="proven"),
        CheckConstraint("(status = 'suspended') = (suspended_for IS NOT NULL)", name="suspended_for_a_reason"),
        Index(None, "kind", "status"),
        Index(None, "status", "name"),
        Index(None, "status", "verified_until"),
    )

    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[OrganisationKind]
    summary: Mapped[str] = mapped_column(String(280))
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    website: Mapped[str | None] = mapped_column(String(300))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(200))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    founded_year: Mapped[int | None]
    headcount: Mapped[Headcount | None]
    legal_form: Mapped[LegalForm | None]
    status: Mapped[OrganisationStatus] = mapped_column(default=OrganisationStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    proof: Mapped[Proof | None]
    verified_until: Mapped[datetime | None]
    suspended_for: Mapped[SuspensionReason | None]
    folded: Mapped[str] = mapped_column(Searched(500))
    reply_asked: Mapped[int] = mapped_column(default=0, server_default="0")
    reply_answered: Mapped[int] = mapped_column(default=0, server_default="0")
    reply_hours: Mapped[int | None]
    offers_ended: Mapped[int] = mapped_column(default=0, server_default="0")
    offers_filled: Mapped[int] = mapped_column(default=0, server_default="0")

    municipality: Mapped[Municipality] = relationship(lazy="raise")
    sectors: Mapped[list["OrganisationSector"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="OrganisationSector.concept_id"
    )

    @property
    def reply_record(self) -> "Replies | None":
        """How it answered those who applied in the last year; None where nobody had to be and nothing ended."""
        if not self.reply_asked and not self.offers_ended:
            return None
        return Replies(self.reply_asked, self.reply_answered, self.reply_hours, self.offers_ended, self.offers_filled)

    @property
    def sector_ids(self) -> list[UUID]:
        """The sectors as plain ids."""
        return [sector.concept_id for sector in self.sectors]

    @sector_ids.setter
    def sector_ids(self, ids: list[UUID]) -> None:
        self.sectors = [OrganisationSector(concept_id=concept_id) for concept_id in ids]


class OrganisationSector(Model):
    """A sector an organisation works in."""

    __tablename__ = "organisation_sector"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)


PENDING_ONLY = text("status = 'pending'")


class Invitation(Record):
    """Somebody is asked to speak for an organisation. It is bound to an address: whoever confirms it may answer."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("role <> 'staff'", name="a_seat"),
        Index(
            "uq_invitation_pending",
            "organisation_id",
            "email",
            unique=True,
            sqlite_where=PENDING_ONLY,
            postgresql_where=PENDING_ONLY,
        ),
        Index(None, "organisation_id", "status"),
        Index(None, "email", "created_at"),
        Index(None, "status", "expires_at"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[Role]
    invited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    status: Mapped[InvitationStatus] = mapped_column(default=InvitationStatus.PENDING)
    status_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    invited_by: Mapped[Account | None] = relationship(lazy="raise")

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.status == InvitationStatus.PENDING and self.expires_at > now()
