"""Tables: receipt, who is in it, each time it was shown, things people saved, and what competition costs."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.model import Model, Record, now


class About(StrEnum):
    """Whether things were ranked for a person, or people for a thing."""

    ITEMS = "items"
    PEOPLE = "people"


class Receipt(Model):
    """A ranking as bytes, under their SHA-256: the same ranking is kept once. `people` is how many are in it.

    Where `base_id` is set, `content` is what differs from that one. Both are of one `family`: they hold the same
    people, so they go together, and only the base names them.
    """

    __tablename__ = "receipt"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    about: Mapped[About]
    config: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    size: Mapped[int]
    people: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    family: Mapped[str | None] = mapped_column(String(64), index=True)
    base_id: Mapped[str | None] = mapped_column(ForeignKey("receipt.id", ondelete="CASCADE"), index=True)

    base: Mapped["Receipt | None"] = relationship(remote_side="Receipt.id", lazy="raise")


class ReceiptPerson(Model):
    """Whose profile a receipt holds that stands alone. When it goes, its receipts go: see `service.receipts`."""

    __tablename__ = "receipt_person"

    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id", ondelete="CASCADE"), primary_key=True)
    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True, index=True)


class Showing(Record):
    """One time a ranking was shown to somebody: `created_at` is when."""

    __tablename__ = "showing"
    __table_args__ = (Index(None, "account_id", "receipt_id"),)

    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    market: Mapped[str] = mapped_column(String(32))
    opportunity_id: Mapped[UUID | None] = mapped_column(ForeignKey("opportunity.id", ondelete="SET NULL"), index=True)

    receipt: Mapped[Receipt] = relationship(lazy="raise")


class Saved(Model):
    """A thing somebody wants to keep in view; its id is one of five tables'."""

    __tablename__ = "saved"
    __table_args__ = (Index(None, "account_id", "saved_at"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    market: Mapped[str] = mapped_column(String(32), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    saved_at: Mapped[datetime] = mapped_column(default=now)


class Exposure(Model):
    """How much one thing was shown on one day: times, and attention in millionths of one person. Nobody who looked."""

    __tablename__ = "exposure"

    market: Mapped[str] = mapped_column(String(32), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    times: Mapped[int]
    attention: Mapped[int] = mapped_column(BigInteger)


class CompetitionPrice(Model):
    """What being shown to many costs a thing, in hundredths of a point. What is not here costs nothing."""

    __tablename__ = "competition_price"
    __table_args__ = (CheckConstraint("price BETWEEN 1 AND 10000", name="price"),)

    market: Mapped[str] = mapped_column(String(32), primary_key=True)
    thing_id: Mapped[UUID] = mapped_column(primary_key=True)
    price: Mapped[int]
    computed_at: Mapped[datetime]
