"""Tables: funding call, its sectors, and the terms of its rules that lists search by."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record, Searched, now
from backend.organisations.models import Organisation

SOON = timedelta(days=10)  # before the deadline, a call is said to close soon


class FundingStatus(StrEnum):
    """What was done to a call. The clock does the rest: see `Standing`."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    AWARDED = "awarded"


class Standing(StrEnum):
    """What a call is at a moment, from its status and the clock."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSING_SOON = "closing_soon"
    CLOSED = "closed"
    AWARDED = "awarded"


class FundingClosingReason(StrEnum):
    """Why nobody can apply any more."""

    DEADLINE = "deadline"
    BUDGET_SPENT = "budget_spent"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class FundingCall(Record):
    """One call. `rules` holds typed eligibility rules as JSON; `folded` is what the search box looks through.

    The organisation is who keeps this page; a funder without one here is named in words, and the staff keep its page.
    """

    __tablename__ = "funding_call"
    __table_args__ = (
        CheckConstraint("organisation_id IS NOT NULL OR funder_name IS NOT NULL", name="has_a_funder"),
        CheckConstraint("amount_min <= amount_max", name="amounts_in_order"),
        CheckConstraint("opens_at <= deadline_at", name="opens_before_it_closes"),
        CheckConstraint("co_financing_percent BETWEEN 1 AND 100", name="co_financing_percent"),
        CheckConstraint("(status = 'closed') = (closed_for IS NOT NULL)", name="closed_for_a_reason"),
        Index(None, "status", "deadline_at"),
        Index(None, "status", "opens_at"),
        Index(None, "organisation_id", "status"),
    )

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    funder_name: Mapped[str | None] = mapped_column(String(160))
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(280))
    description: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(8), default="pt")
    programme: Mapped[str | None] = mapped_column(String(160))
    url: Mapped[str | None] = mapped_column(String(300))
    amount_min: Mapped[int | None] = mapped_column(BigInteger)
    amount_max: Mapped[int | None] = mapped_column(BigInteger)
    budget: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    co_financing_percent: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    deadline_at: Mapped[datetime | None]
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Lisbon")
    rules: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[FundingStatus] = mapped_column(default=FundingStatus.DRAFT)
    status_at: Mapped[datetime] = mapped_column(default=now)
    closed_for: Mapped[FundingClosingReason | None]
    folded: Mapped[str] = mapped_column(Searched(900))

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    sectors: Mapped[list["FundingCallSector"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="FundingCallSector.concept_id"
    )
    terms: Mapped[list["FundingTerm"]] = relationship(lazy="raise", cascade="all, delete-orphan")

    @property
    def sector_ids(self) -> list[UUID]:
        """The sectors as plain ids."""
        return [sector.concept_id for sector in self.sectors]

    @sector_ids.setter
    def sector_ids(self, ids: list[UUID]) -> None:
        self.sectors = [FundingCallSector(concept_id=concept_id) for concept_id in ids]

    def standing_at(self, moment: datetime) -> Standing:
        """What it is at that moment, whether or not the worker has noticed the hour."""
        if self.status not in (FundingStatus.ANNOUNCED, FundingStatus.OPEN):
            return Standing(self.status)
        if self.deadline_at is not None and self.deadline_at <= moment:
            return Standing.CLOSED
        if self.opens_at is None or self.opens_at > moment:
            return Standing.ANNOUNCED
        is_soon = self.deadline_at is not None and self.deadline_at <= moment + SOON
        return Standing.CLOSING_SOON if is_soon else Standing.OPEN


class FundingCallSector(Model):
    """A sector a call is about."""

    __tablename__ = "funding_call_sector"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("funding_call.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[UUID] = mapped_column(ForeignKey("concept.id"), primary_key=True, index=True)


class FundingTerm(Model):
    """One value that a rule of a call admits: what lists are filtered by. Written from `rules`, never alone."""

    __tablename__ = "funding_term"
    __table_args__ = (Index(None, "topic", "value"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("funding_call.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(String(64), primary_key=True)
