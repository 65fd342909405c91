"""Tables: receipts and showings, what was done with what was shown, prices, configurations and audits."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
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
    """One time a ranking was shown to somebody: `created_at` is when.

    `position` is the place, in the whole list, of the first thing on that page. It is empty where things did not stand
    in the order of the receipt, or chance had a hand in it that the receipt does not tell: nobody learns from that.
    """

    __tablename__ = "showing"
    __table_args__ = (Index(None, "account_id", "receipt_id"),)

    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    market: Mapped[str] = mapped_column(String(32))
    opportunity_id: Mapped[UUID | None] = mapped_column(ForeignKey("opportunity.id", ondelete="SET NULL"), index=True)
    position: Mapped[int | None]

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


class Best(Model):
    """One of the best things for somebody, as `viveiro match-all --into database` found it. It goes with either."""

    __tablename__ = "best"
    __table_args__ = (CheckConstraint("rank >= 1", name="rank"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[UUID] = mapped_column(ForeignKey("opportunity.id", ondelete="CASCADE"), index=True)
    score: Mapped[int] = mapped_column(BigInteger)


class BestPortion(Model):
    """A portion of people whose answers are in `best`: to which question (its SHA-256), and their digest."""

    __tablename__ = "best_portion"

    portion: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    plan: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Deed(StrEnum):
    """What somebody did with a thing on a page of theirs."""

    OPENED = "opened"
    SAVED = "saved"
    APPLIED = "applied"


class Reaction(Record):
    """Somebody did something with what a receipt had put before them: where it stood, and how likely one looks there.

    `propensity` is in millionths. Once for each thing and deed of a showing. It goes with the person and the receipt.
    """

    __tablename__ = "reaction"
    __table_args__ = (
        UniqueConstraint("account_id", "receipt_id", "thing_id", "deed"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("propensity BETWEEN 1 AND 1000000", name="propensity"),
        Index(None, "market", "created_at"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    receipt_id: Mapped[str] = mapped_column(ForeignKey("receipt.id", ondelete="CASCADE"), index=True)
    market: Mapped[str] = mapped_column(String(32))
    thing_id: Mapped[UUID]
    deed: Mapped[Deed]
    position: Mapped[int]
    propensity: Mapped[int]


class ConfigurationStatus(StrEnum):
    """What a configuration is now; what is retired may have been live, or never."""

    CHALLENGER = "challenger"
    LIVE = "live"
    RETIRED = "retired"


class Configuration(Record):
    """Numbers that rank, did, or might: canonical JSON under its digest, with what was measured before anybody decided.

    Where none is live, the one that comes with the system is. The database keeps that there is one live and one
    challenger at most. `beside` is the digest of the configuration that it was judged beside.
    """

    __tablename__ = "configuration"
    __table_args__ = (
        Index(
            "uq_configuration_one_of_each",
            "status",
            unique=True,
            sqlite_where=text("status <> 'retired'"),
            postgresql_where=text("status <> 'retired'"),
        ),
    )

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    version: Mapped[str] = mapped_column(String(40))
    content: Mapped[str] = mapped_column(Text, deferred=True)
    status: Mapped[ConfigurationStatus]
    beside: Mapped[str | None] = mapped_column(String(64))
    evidence: Mapped[dict[str, Any] | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None]

    @property
    def was_live(self) -> bool:
        """It ranked once; what nobody judged came with the system."""
        return self.approved_at is not None or self.beside is None


class AuditReport(Record):
    """The figures of an audit as they were counted: of many people, and of nobody."""

    __tablename__ = "audit_report"

    day: Mapped[date]
    config: Mapped[str] = mapped_column(String(64))
    people: Mapped[int]
    is_alarm: Mapped[bool]
    figures: Mapped[dict[str, Any]]
