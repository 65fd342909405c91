"""Tables: opportunity, its requirements and languages, and where it was imported from."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record, Searched, now
from backend.core.terms import Cefr, Importance, Period
from backend.organisations.models import Organisation
from backend.territories.models import Municipality


class OpportunityKind(StrEnum):
    """What is offered."""

    JOB = "job"
    INTERNSHIP = "internship"
    PROJECT = "project"
    RESIDENCY = "residency"
    COFOUNDER = "cofounder"


class OpportunityStatus(StrEnum):
    """From a draft that its organisation sees to an end that says why."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    CLOSED = "closed"
    EXPIRED = "expired"


class ClosingReason(StrEnum):
    """Why it is over. `filled` ends as filled, everything else as closed."""

    FILLED = "filled"
    FILLED_ELSEWHERE = "filled_elsewhere"
    CANCELLED = "cancelled"
    NO_MONEY = "no_money"
    NOBODY_FITTED = "nobody_fitted"
    CHANGED = "changed"
    DUPLICATE = "duplicate"


class ReturnReason(StrEnum):
    """Why the staff sent it back."""

    UNCLEAR = "unclear"
    MISLEADING = "misleading"
    UNLAWFUL = "unlawful"
    DUPLICATE = "duplicate"
    ELSEWHERE = "elsewhere"


class RefusalReason(StrEnum):
    """Why the staff will not have it published, whatever is changed in it."""

    MISLEADING = "misleading"
    UNLAWFUL = "unlawful"
    UNPAID = "unpaid"
    NO_OFFER = "no_offer"
    IMPOSTOR = "impostor"


class PayBasis(StrEnum):
    """How pay is stated. Unpaid only inside a recognised course; a share only for co-founders."""

    RANGE = "range"
    AGREEMENT = "agreement"
    UNPAID_COURSE = "unpaid_course"
    SHARE = "share"


class Opportunity(Record):
    """One opportunity. `opened_at` is when it was first seen by everybody: no reopening moves it.

    `pay_monthly` is the upper end in cents a month, to compare by; `folded` is what the search box looks through.
    """

    __tablename__ = "opportunity"
    __table_args__ = (
        CheckConstraint("remote_share BETWEEN 0 AND 100", name="remote_share"),
        CheckConstraint("hours_min <= hours_max", name="hours_in_order"),
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("status = 'draft' OR pay_min <= pay_max", name="pay_in_order"),
        CheckConstraint(
            "status = 'draft' OR (pay_basis IS NOT NULL AND deadline_at IS NOT NULL)", name="pay_is_stated"
        ),
        CheckConstraint("capacity >= 1", name="capacity"),
        CheckConstraint("(status IN ('filled', 'closed')) = (closed_for IS NOT NULL)", name="closed_for_a_reason"),
        CheckConstraint("status IN ('draft', 'in_review') OR opened_at IS NOT NULL", name="opened_once"),
        Index(None, "status", "opened_at"),
        Index(None, "status", "deadline_at"),
        Index(None, "status", "pay_monthly"),
        Index(None, "organisation_id", "status"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[OpportunityKind]
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(280))
    description: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    occupation_id: Mapped[UUID | None] = mapped_column(ForeignKey("concept.id"), index=True)
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)
    remote_share: Mapped[int] = mapped_column(default=0)
    hours_min: Mapped[int | None]
    hours_max: Mapped[int | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    capacity: Mapped[int] = mapped_column(default=1)
    pay_basis: Mapped[PayBasis | None]
    pay_min: Mapped[int | None] = mapped_column(BigInteger)
    pay_max: Mapped[int | None] = mapped_column(BigInteger)
    pay_currency: Mapped[str] = mapped_column(String(3), default="EUR")
    pay_period: Mapped[Period | None]
    pay_is_gross: Mapped[bool] = mapped_column(default=True)
    pay_reference: Mapped[str | None] = mapped_column(String(200))
    pay_monthly: Mapped[int | None] = mapped_column(BigInteger)
    education_level: Mapped[int | None]
    deadline_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    reply_by_days: Mapped[int] = mapped_column(default=14)
    questions: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    apply_url: Mapped[str | None] = mapped_column(String(300))
    apply_email: Mapped[str | None] = mapped_column(String(254))
    status: Mapped[OpportunityStatus] = mapped_column(default=OpportunityStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    opened_at: Mapped[datetime | None]
    closed_for: Mapped[ClosingReason | None]
    returned_for: Mapped[ReturnReason | None]
    refused_for: Mapped[RefusalReason | None]
    staff_note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    folded: Mapped[str] = mapped_column(Searched(900))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    municipality: Mapped[Municipality] = relationship(lazy="raise")
    requirements: Mapped[list["OpportunityRequirement"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="OpportunityRequirement.position"
    )
    languages: Mapped[list["OpportunityLanguage"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="OpportunityLanguage.position"
    )


class OpportunityRequirement(Model):
    """A skill, tool or craft that is asked for. Only an essential one may keep people from seeing the opportunity."""

    __tablename__ = "opportunity_requirement"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    opportunity_id: Mapped[UUID] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
    position: Mapped[int]
    importance: Mapped[Importance]
    level: Mapped[int]
    is_essential: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(200), default="")


class OpportunityLanguage(Model):
    """A language that is asked for, and how well."""

    __tablename__ = "opportunity_language"

    opportunity_id: Mapped[UUID] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
    position: Mapped[int]
    level: Mapped[Cefr]
    importance: Mapped[Importance]


class OpportunityOrigin(Model):
    """Where an opportunity was imported from: its id there, and what the source said when it was last read.

    Only what the source has changed since is a change: what people mended here is not proposed to them again.
    """

    __tablename__ = "opportunity_origin"
    __table_args__ = (UniqueConstraint("organisation_id", "external_id"),)

    opportunity_id: Mapped[UUID] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    external_id: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(300))
    said: Mapped[dict[str, Any]]
    read_at: Mapped[datetime] = mapped_column(default=now)
