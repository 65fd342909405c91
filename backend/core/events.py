"""The event log. One append-only table is the audit trail and the activity feed; a second is the outbox.

announce(db, viewer, SpaceBooked(...))      in the service that did it, in its transaction
@on(SpaceBooked)                            in the domain that cares, run later, at least once
@at_once(AccountErased)                     the same, but within the transaction, while what goes is still there

Each event is sealed at commit: its hash covers its content and the hash of the one before, so that a changed,
removed or inserted row breaks the chain (Haber and Stornetta, "How to time-stamp a digital document", 1991).
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, TypeAlias, TypeVar
from uuid import UUID

import structlog
from pydantic import TypeAdapter
from sqlalchemy import (
    DDL,
    JSON,
    Engine,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    event,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from backend.core.access import Viewer
from backend.core.db import writing
from backend.core.logs import name_of
from backend.core.model import Record, now

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=90)
AT_MOST = 8  # attempts before a delivery is left for a person to look at
CHAIN = 7310  # key of PostgreSQL's advisory lock: one sealer at a time
NOTHING_BEFORE = "0" * 64

KINDS: dict[str, type["Event"]] = {}
LISTENERS: dict[type["Event"], dict[str, "Listener"]] = defaultdict(dict)
AT_ONCE: dict[type["Event"], dict[str, "Listener"]] = defaultdict(dict)

E = TypeVar("E", bound="Event")
Listener: TypeAlias = Callable[[Session, Any], None]


@dataclass(frozen=True)
class Event:
    """A fact in the past tense. Its name is a promise: never renamed, never reused."""

    name: ClassVar[str]
    subject_id: UUID

    def __init_subclass__(cls) -> None:
        KINDS[cls.name] = cls


class LoggedEvent(Record):
    """One fact, who caused it, and its place in the chain."""

    __tablename__ = "event"

    name: Mapped[str] = mapped_column(String(64), index=True)
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    subject_id: Mapped[UUID] = mapped_column(index=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    position: Mapped[int | None] = mapped_column(unique=True)
    hash: Mapped[str | None] = mapped_column(String(64))


class Delivery(Record):
    """One listener that has to hear one event."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("event_id", "listener"),)

    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    listener: Mapped[str] = mapped_column(String(160))
    due_at: Mapped[datetime | None] = mapped_column(default=now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)

    event: Mapped[LoggedEvent] = relationship(lazy="raise")


# A sealed event is never changed, and no event is ever removed. The migration holds the same statements.
APPEND_ONLY_SQLITE = (
    "CREATE TRIGGER event_no_change BEFORE UPDATE ON event WHEN OLD.hash IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'event_append_only'); END",
    "CREATE TRIGGER event_no_removal BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event_append_only'); END",
)
APPEND_ONLY_POSTGRESQL = (
    "CREATE FUNCTION event_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'event_append_only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER event_no_change BEFORE UPDATE ON event FOR EACH ROW WHEN (OLD.hash IS NOT NULL) "
    "EXECUTE FUNCTION event_append_only()",
    "CREATE TRIGGER event_no_removal BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_append_only()",
)


def _guard(statements: tuple[str, ...], dialect: str) -> None:
    for statement in statements:
        ddl: DDL = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(LoggedEvent.__table__, "after_create", ddl.execute_if(dialect=dialect))


_guard(APPEND_ONLY_SQLITE, "sqlite")
_guard(APPEND_ONLY_POSTGRESQL, "postgresql")


def on(kind: type[E]) -> Callable[[Callable[[Session, E], None]], Callable[[Session, E], None]]:
    """Register a function that hears every event of this kind, once it is committed, in its own transaction."""

    def register(listener: Callable[[Session, E], None]) -> Callable[[Session, E], None]:
        _register(LISTENERS[kind], listener)
        return listener

    return register


def at_once(kind: type[E]) -> Callable[[Callable[[Session, E], None]], Callable[[Session, E], None]]:
    """Register a function that hears every event of this kind while it is announced, in the same transaction.

    For the few things that cannot wait: what has to be gone together, or may refuse the deed by raising a problem.
    """

    def register(listener: Callable[[Session, E], None]) -> Callable[[Session, E], None]:
        _register(AT_ONCE[kind], listener)
        return listener

    return register


def _register(known: dict[str, "Listener"], listener: Callable[[Session, E], None]) -> None:
    """Under the name that deliveries keep: a room split into modules keeps it, so that what waits is still heard."""
    room, listeners, _ = listener.__module__.partition(".listeners")
    name = f"{room}{listeners}.{listener.__name__}"
    if name in known:
        raise ValueError(f"two listeners are called {name}")
    known[name] = listener


def announce(db: Session, viewer: Viewer, fact: Event, *, due_at: datetime | None = None) -> None:
    """No commit, no event; no event, no commit. With `due_at` nobody who listens later hears of it before then."""
    facts = TypeAdapter(type(fact)).dump_python(fact, mode="json")
    logged = LoggedEvent(name=fact.name, actor_id=viewer.id, subject_id=fact.subject_id, facts=facts)
    db.add(logged)
    db.flush()
    due_at = due_at or now()
    db.add_all(Delivery(event_id=logged.id, listener=name, due_at=due_at) for name in LISTENERS[type(fact)])
    db.info.setdefault("unsealed", []).append(logged.id)
    for listener in AT_ONCE[type(fact)].values():
        listener(db, fact)


@event.listens_for(Session, "before_commit")
def _seal(db: Session) -> None:
    """Chain this transaction's events right before it ends, so that the lock is held for a moment only."""
    if db.in_nested_transaction():
        return
    unsealed = db.info.pop("unsealed", [])
    if not unsealed:
        return
    db.flush()
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:chain)"), {"chain": CHAIN})
    position, last = _head(db)
    rows = {row.id: row for row in db.scalars(select(LoggedEvent).where(LoggedEvent.id.in_(unsealed)))}
    kept = [rows[event_id] for event_id in unsealed if event_id in rows]  # a savepoint may have taken some back
    for place, row in enumerate(kept, position + 1):
        last = _link(last, place, row)
        sealed = {"position": place, "hash": last, "updated_at": row.updated_at}
        db.execute(update(LoggedEvent).where(LoggedEvent.id == row.id).values(**sealed))


@event.listens_for(Session, "after_rollback")
def _unsay(db: Session) -> None:
    if not db.in_nested_transaction():
        db.info.pop("unsealed", None)


def _head(db: Session) -> tuple[int, str]:
    last = db.execute(
        select(LoggedEvent.position, LoggedEvent.hash).where(
            LoggedEvent.position == select(func.max(LoggedEvent.position)).scalar_subquery()
        )
    ).first()
    return (last.position, last.hash) if last else (0, NOTHING_BEFORE)


def _link(before: str, position: int, row: LoggedEvent) -> str:
    content = {
        "id": str(row.id),
        "position": position,
        "name": row.name,
        "actor": str(row.actor_id) if row.actor_id else None,
        "subject": str(row.subject_id),
        "facts": row.facts,
        "at": row.created_at.isoformat(),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{canonical}".encode()).hexdigest()


def first_broken(db: Session) -> int | None:
    """The position of the first event whose seal does not fit, or None for an unbroken chain."""
    sealed = select(LoggedEvent).where(LoggedEvent.position.is_not(None)).order_by(LoggedEvent.position)
    last = NOTHING_BEFORE
    with closing(db.scalars(sealed.execution_options(yield_per=1000))) as rows:
        for expected, row in enumerate(rows, 1):
            last = _link(last, expected, row)
            if row.position != expected or row.hash != last:
                return expected
    return None


def deliver(engine: Engine, *, limit: int = 5) -> int:
    """Run what is due, each in its own transaction; returns how many. The worker calls this for ever.

    A delivery is leased first: if this process dies, another one takes it up when the lease ends, but not for ever:
    what has killed that many workers waits for a person.
    """
    with writing(engine) as db:
        db.execute(
            update(Delivery)
            .where(Delivery.due_at <= now(), Delivery.attempts >= AT_MOST)
            .values(due_at=None, error=func.coalesce(Delivery.error, "its worker died"))
            .execution_options(synchronize_session=False)
        )
        due = (
            select(Delivery.id)
            .where(Delivery.due_at <= now())
            .order_by(Delivery.due_at, Delivery.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("due")
        )
        if engine.dialect.name == "postgresql":
            due = due.prefix_with("MATERIALIZED", dialect="postgresql")
        leased = db.scalars(
            update(Delivery)
            .where(Delivery.id.in_(select(due.c.id)))
            .values(due_at=now() + LEASE, attempts=Delivery.attempts + 1)
            .returning(Delivery.id)
            .execution_options(synchronize_session=False)
        ).all()
    for delivery_id in leased:
        _deliver(engine, delivery_id)
    return len(leased)


def _deliver(engine: Engine, delivery_id: UUID) -> None:
    try:
        with writing(engine) as db:
            delivery = _open(db, delivery_id)
            if delivery is None:
                return
            kind = KINDS[delivery.event.name]
            LISTENERS[kind][delivery.listener](db, TypeAdapter(kind).validate_python(delivery.event.facts))
            delivery.due_at = None
    except Exception as error:  # a broken listener must not stop the others
        log.exception("delivery.failed", delivery_id=str(delivery_id))
        with writing(engine) as db:
            delivery = _open(db, delivery_id)
            if delivery is not None:
                delivery.error = name_of(error)
                tired = delivery.attempts >= AT_MOST
                delivery.due_at = None if tired else now() + timedelta(minutes=2**delivery.attempts)


def _open(db: Session, delivery_id: UUID) -> Delivery | None:
    mine = select(Delivery).where(Delivery.id == delivery_id, Delivery.due_at.is_not(None)).with_for_update(of=Delivery)
    delivery = db.scalars(mine).one_or_none()
    if delivery is not None:
        db.refresh(delivery, ["event"])
    return delivery
