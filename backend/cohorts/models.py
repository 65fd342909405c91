"""Tables: programme, its sectors and what it teaches; call."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record, Searched, now
from backend.organisations.models import Organisation
from backend.territories.models import Municipality


class ProgrammeStatus(StrEnum):
    """A draft is seen by its organisation; an archived programme opens no more calls."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Stage(StrEnum):
    """How far a venture has come when it joins."""

    IDEA = "idea"
    PROTOTYPE = "prototype"
    LAUNCH = "launch"
    GROWTH = "growth"
    ANY = "any"


class Offer(StrEnum):
    """What those who are taken get."""

    WORKSPACE = "workspace"
    WORKSHOP = "workshop"
    MENTORING = "mentoring"
    TRAINING = "training"
    MONEY = "money"
    NETWORK = "network"
    LEGAL_HELP = "legal_help"
    LODGING = "lodging"


class CallStatus(StrEnum):
    """Where a call stands until applications are read."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class CallClosingReason(StrEnum):
    """Why nobody may apply any more."""

    DEADLINE = "deadline"
    FULL = "full"
    CANCELLED = "cancelled"


class Programme(Record):
    """One programme. Equity is in hundredths of a per cent of the venture; money in cents; `folded` is searched."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("remote_share BETWEEN 0 AND 100", name="remote_share"),
        CheckConstraint("equity_min BETWEEN 0 AND 10000 AND equity_max BETWEEN 0 AND 10000", name="equity"),
        CheckConstraint("equity_min <= equity_max", name="equity_in_order"),
        Index(None, "status", "folded"),
        Index(None, "organisation_id", "status"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(280))
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    url: Mapped[str | None] = mapped_column(String(300))
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"), index=True)
    remote_share: Mapped[int] = mapped_column(default=0)
    weekly_hours: Mapped[int | None]
    stage: Mapped[Stage] = mapped_column(default=Stage.ANY)
    equity_min: Mapped[int] = mapped_column(default=0)
    equity_max: Mapped[int] = mapped_column(default=0)
    grant_amount: Mapped[int | None] = mapped_column(BigInteger)
    fee_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    status: Mapped[ProgrammeStatus] = mapped_column(default=ProgrammeStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    folded: Mapped[str] = mapped_column(Searched(500))

    organisation: Mapped[Organisation] = relationship(lazy="raise")
    municipality: Mapped[Municipality] = relationship(lazy="raise")
    sectors: Mapped[list["ProgrammeSector"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ProgrammeSector.concept_id"
    )
    teaches: Mapped[list["ProgrammeTopic"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ProgrammeTopic.position"
    )

    offered: Mapped[list["ProgrammeOffer"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ProgrammeOffer.offer"
    )

    @property
    def offers(self) -> list[Offer]:
        """What one gets, as plain values."""
        return [row.offer for row in self.offered]

    @offers.setter
    def offers(self, offers: list[Offer]) -> None:
        self.offered = [ProgrammeOffer(offer=offer) for offer in offers]

    @property
    def sector_ids(self) -> list[UUID]:
        """The sectors as plain ids."""
        return [sector.concept_id for sector in self.sectors]

    @sector_ids.setter
    def sector_ids(self, ids: list[UUID]) -> None:
        self.sectors = [ProgrammeSector(concept_id=concept_id) for concept_id in ids]


class ProgrammeSector(Model):
    """A sector whose ventures a programme takes."""

    __tablename__ = "programme_sector"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)


class ProgrammeOffer(Model):
    """One thing that those who are taken get."""

    __tablename__ = "programme_offer"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    offer: Mapped[Offer] = mapped_column(primary_key=True)


class ProgrammeTopic(Model):
    """Something a programme teaches, and the level people leave with."""

    __tablename__ = "programme_topic"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)
    position: Mapped[int]
    level: Mapped[int]


class Call(Record):
    """One round of places in a programme. `rules` holds typed eligibility rules as JSON."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("places >= 1", name="places"),
        CheckConstraint("opens_at < deadline_at", name="opens_before_it_closes"),
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("status = 'draft' OR (opens_at IS NOT NULL AND deadline_at IS NOT NULL)", name="has_its_hours"),
        CheckConstraint("(status = 'closed') = (closed_for IS NOT NULL)", name="closed_for_a_reason"),
        Index(None, "status", "deadline_at"),
        Index(None, "status", "opens_at"),
        Index(None, "programme_id", "status"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(Text, default="")
    places: Mapped[int]
    opens_at: Mapped[datetime | None]
    deadline_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    rules: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[CallStatus] = mapped_column(default=CallStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    closed_for: Mapped[CallClosingReason | None]
    folded: Mapped[str] = mapped_column(Searched(300))

    programme: Mapped[Programme] = relationship(lazy="raise")
