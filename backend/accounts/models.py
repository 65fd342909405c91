"""Tables: account, sign-in session, grant, ticket, demo person."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.core.access import Role
from backend.core.model import Record


class Account(Record):
    """A person who can sign in. How they prove it (a password; later a provider) stands beside, not inside."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    lang: Mapped[str] = mapped_column(String(8), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    confirmed_at: Mapped[datetime | None]


class SignIn(Record):
    """One browser that is signed in. Only the hash of its token is kept."""

    __tablename__ = "sign_in"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    agent: Mapped[str] = mapped_column(String(300), default="")

    account: Mapped[Account] = relationship(lazy="raise")


class Grant(Record):
    """A role for a time: in the region (no scope) or in one organisation (the scope is its id)."""

    __tablename__ = "grant"
    __table_args__ = (
        UniqueConstraint("account_id", "scope_id", "role"),
        CheckConstraint("(role = 'staff') = (scope_id IS NULL)", name="staff_is_regional"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="in_order"),
        Index(None, "scope_id", "role"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role]
    scope_id: Mapped[UUID | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    vouched_until: Mapped[datetime | None]  # the organisation is verified until then; it tells us, we do not ask

    account: Mapped[Account] = relationship(lazy="raise")


class Purpose(StrEnum):
    """What a link in a mail is good for."""

    CONFIRM = "confirm"
    RESET = "reset"
    MOVE = "move"


class Ticket(Record):
    """The right to do one thing once, proved by a link sent to the address of the account, or to its next one."""

    __tablename__ = "ticket"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[Purpose]
    email: Mapped[str | None] = mapped_column(String(254))  # the next address, where the link moves the account there
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise")


class DemoPerson(Record):
    """An invented person whom a visitor of a demo region may become by a click."""

    __tablename__ = "demo_person"

    key: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    order: Mapped[int] = mapped_column(default=0)

    account: Mapped[Account] = relationship(lazy="raise")
