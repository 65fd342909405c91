"""Reading accounts, sessions and grants."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session, joinedload

from backend.accounts.models import Account, DemoPerson, Grant, Purpose, SignIn, Ticket
from backend.core.access import Role, Viewer
from backend.core.model import Moment, now
from backend.core.problems import NotFound

SEEN_EVERY = timedelta(minutes=10)  # how exactly we know when a session was last used


@dataclass(frozen=True, slots=True)
class Found:
    """Who a session belongs to, and whether its last use should be written down again."""

    viewer: Viewer
    is_due: bool


def find_viewer(db: Session, hashed: str, *, idle_days: int) -> Found | None:
    """The person behind a session token, with the roles that hold at this moment."""
    moment = now()
    given = {"hashed": hashed, "moment": moment, "idle_since": moment - timedelta(days=idle_days)}
    rows = db.execute(_SIGNED_IN, given).all()
    if not rows:
        return None
    account_id, seen_at, *_ = rows[0]
    return Found(_viewer(account_id, moment, [row[2:] for row in rows if row.role]), seen_at < moment - SEEN_EVERY)


def viewer_of(db: Session, account_id: UUID) -> Viewer:
    """An account as plain data, with the roles that hold at this moment."""
    moment = now()
    held = select(*_HELD).where(_holds(moment), Grant.account_id == account_id)
    return _viewer(account_id, moment, [tuple(row) for row in db.execute(held)])


def _viewer(account_id: UUID, moment: datetime, grants: Iterable[tuple[Any, ...]]) -> Viewer:
    held = list(grants)
    scoped = [(scope, role, vouched_until) for role, scope, vouched_until in held if scope is not None]
    return Viewer(
        id=account_id,
        is_staff=any(role == Role.STAFF for role, *_ in held),
        organisations=frozenset((scope, role) for scope, role, _ in scoped),
        vouched=frozenset(scope for scope, _, vouched_until in scoped if vouched_until and vouched_until > moment),
    )


def holding(moment: datetime) -> Select[Grant]:
    """Grants that hold at a moment."""
    return select(Grant).where(_holds(moment))


def _holds(moment: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return and_(Grant.starts_at <= moment, or_(Grant.ends_at.is_(None), Grant.ends_at > moment))


def touch(db: Session, hashed: str) -> None:
    """Write down that a session is in use."""
    db.execute(update(SignIn).where(SignIn.token_hash == hashed).values(seen_at=now()))


def get_account(db: Session, account_id: UUID | None) -> Account:
    """One account by id; raises `NotFound`."""
    account = db.get(Account, account_id) if account_id else None
    if account is None:
        raise NotFound
    return account


def lock_account(db: Session, account_id: UUID | None) -> Account | None:
    """One account by id, for one at a time. Rows that refer to it may still come: whoever writes one holds the lock of
    an organisation perhaps, which the caller is about to wait for.
    """
    wanted = select(Account).where(Account.id == account_id)
    return db.scalars(wanted.with_for_update(key_share=True)).one_or_none()


def moves_of(db: Session, account_id: UUID) -> list[UUID]:
    """The links that were sent to addresses which might become this account's."""
    return list(db.scalars(select(Ticket.id).where(Ticket.account_id == account_id, Ticket.purpose == Purpose.MOVE)))


def find_account(db: Session, email: str) -> Account | None:
    """One account by its (folded) address."""
    return db.scalars(select(Account).where(Account.email == email)).one_or_none()


def alive(moment: datetime, *, idle_days: int) -> ColumnElement[bool]:
    """A session that still works: neither too old nor too long unused."""
    return _alive(moment, moment - timedelta(days=idle_days))


def _alive(
    moment: datetime | BindParameter[datetime], idle_since: datetime | BindParameter[datetime]
) -> ColumnElement[bool]:
    return and_(SignIn.expires_at > moment, SignIn.seen_at > idle_since)


_MOMENT, _IDLE_SINCE = bindparam("moment", type_=Moment), bindparam("idle_since", type_=Moment)
_HELD = (Grant.role, Grant.scope_id, Grant.vouched_until)
_SIGNED_IN = (
    select(SignIn.account_id, SignIn.seen_at, *_HELD)
    .outerjoin(Grant, and_(Grant.account_id == SignIn.account_id, _holds(_MOMENT)))
    .where(SignIn.token_hash == bindparam("hashed"), _alive(_MOMENT, _IDLE_SINCE))
)
"""Who is asking, a row for each of their grants; one where they have none. Every request asks: it is made once."""


def list_sessions(db: Session, viewer: Viewer, *, idle_days: int) -> list[SignIn]:
    """The asking person's own sessions that still work, newest use first."""
    mine = select(SignIn).where(SignIn.account_id == viewer.id)
    return list(db.scalars(mine.where(alive(now(), idle_days=idle_days)).order_by(SignIn.seen_at.desc(), SignIn.id)))


def list_demo_people(db: Session) -> list[DemoPerson]:
    """The invented people one may become."""
    everybody = select(DemoPerson).options(joinedload(DemoPerson.account))
    return list(db.scalars(everybody.order_by(DemoPerson.order, DemoPerson.id)))


def is_invented(db: Session, account_id: UUID | None) -> bool:
    """Whether any visitor of a demo region may be this person."""
    return db.scalar(select(DemoPerson.id).where(DemoPerson.account_id == account_id)) is not None


def forgettable(moment: datetime, *, days: int) -> Select[UUID]:
    """Accounts whose address nobody confirmed in this many days, unless a link that was sent since still works.

    Whatever refers to one, in whatever domain, keeps it: the foreign keys say what that may be.
    """
    links = select(Ticket.id).where(Ticket.account_id == Account.id, Ticket.expires_at > moment)
    return select(Account.id).where(
        Account.confirmed_at.is_(None),
        Account.created_at <= moment - timedelta(days=days),
        ~links.exists(),
        *(~select(key).where(key == Account.id).exists() for key in _hanging_on_accounts()),
    )


def _hanging_on_accounts() -> list[ColumnElement[UUID]]:
    """Every column that refers to an account, but that of links in mails, which are worth nothing without one."""
    tables = [table for table in Account.metadata.sorted_tables if table is not Ticket.__table__]
    return [key.parent for table in tables for key in table.foreign_keys if key.column is Account.__table__.c.id]


def count_seats(db: Session, *, within: Collection[UUID] | None, but: Collection[UUID]) -> tuple[int, int]:
    """How many organisations, and people of theirs: of those named, or of all that are verified now. Neither the others
    nor anybody who also belongs to one of them counts.
    """
    moment = now()
    there = Grant.vouched_until > moment if within is None else Grant.scope_id.in_(within)
    barred = holding(moment).where(Grant.scope_id.in_(but)).with_only_columns(Grant.account_id)
    open_to = holding(moment).where(there, Grant.scope_id.not_in(but), Grant.account_id.not_in(barred))
    counted = open_to.with_only_columns(func.count(Grant.scope_id.distinct()), func.count(Grant.account_id.distinct()))
    organisations, people = db.execute(counted).one()
    return organisations, people


def is_vouched_for(db: Session, scope_id: UUID) -> bool:
    """Whether an organisation is verified now, as its seats know it."""
    moment = now()
    seats = holding(moment).where(Grant.scope_id == scope_id, Grant.vouched_until > moment)
    return db.scalars(seats.limit(1)).first() is not None


def members_of(db: Session, scope_id: UUID) -> list[Grant]:
    """Who holds a role in an organisation now, owners first."""
    grants = holding(now()).where(Grant.scope_id == scope_id).options(joinedload(Grant.account))
    order = {Role.OWNER: 0, Role.EDITOR: 1, Role.VIEWER: 2}
    return sorted(db.scalars(grants.order_by(Grant.id)), key=lambda g: order[g.role])
