"""Reading accounts, sessions and grants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session, joinedload

from backend.accounts.models import Account, DemoPerson, Grant, Purpose, SignIn, Ticket
from backend.core.access import Role, Viewer
from backend.core.model import now
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
    mine = select(SignIn).where(SignIn.token_hash == hashed, alive(moment, idle_days=idle_days))
    sign_in = db.scalars(mine).one_or_none()
    if sign_in is None:
        return None
    return Found(viewer_of(db, sign_in.account_id), sign_in.seen_at < moment - SEEN_EVERY)


def viewer_of(db: Session, account_id: UUID) -> Viewer:
    """An account as plain data, with the roles that hold at this moment."""
    moment = now()
    grants = db.scalars(holding(moment).where(Grant.account_id == account_id)).all()
    scoped = [(g, g.scope_id) for g in grants if g.scope_id is not None]
    return Viewer(
        id=account_id,
        is_staff=any(g.role == Role.STAFF for g in grants),
        organisations=frozenset((scope, g.role) for g, scope in scoped),
        vouched=frozenset(scope for g, scope in scoped if g.vouched_until and g.vouched_until > moment),
    )


def holding(moment: datetime) -> Select[Grant]:
    """Grants that hold at a moment."""
    return select(Grant).where(Grant.starts_at <= moment, or_(Grant.ends_at.is_(None), Grant.ends_at > moment))


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
    return and_(SignIn.expires_at > moment, SignIn.seen_at > moment - timedelta(days=idle_days))


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


def members_of(db: Session, scope_id: UUID) -> list[Grant]:
    """Who holds a role in an organisation now, owners first."""
    grants = holding(now()).where(Grant.scope_id == scope_id).options(joinedload(Grant.account))
    order = {Role.OWNER: 0, Role.EDITOR: 1, Role.VIEWER: 2}
    return sorted(db.scalars(grants.order_by(Grant.id)), key=lambda g: order[g.role])
