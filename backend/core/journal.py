"""Which rows changed: written by the database itself, whoever writes them, and read by processes that keep copies.

follow(Opportunity)                  in the domain that keeps a copy: triggers note each row that comes, changes or goes
position = journal.position(db)      before the copy is made
told = journal.since(db, position)   later: what changed that was not seen before, and the new position

A reader never misses a late commit of an early change. SQLite has one writer at a time, so numbers rise in the order of
commits. PostgreSQL's do not: there each line carries its transaction's id, and `since` compares two snapshots
(`pg_current_snapshot`, `pg_visible_in_snapshot`; PostgreSQL 18, section 9.28.6): what is visible now and was not then.
There is no row that all writers touch, so nobody waits for anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    Integer,
    String,
    Uuid,
    bindparam,
    delete,
    event,
    func,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.model import Model, Record, now
from backend.core.work import every

KEPT = timedelta(days=2)
"""For how long lines stay. Whoever has not looked for half of that makes the copy anew."""

Position: TypeAlias = str
"""Up to where a reader has seen: on SQLite the number of a line, on PostgreSQL a snapshot."""


class Line(Model):
    """One row that came, changed or went. `xid` is its transaction on PostgreSQL."""

    __tablename__ = "journal"
    __table_args__ = ({"sqlite_autoincrement": True},)  # numbers are not used twice

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    noun: Mapped[str] = mapped_column(String(64))
    row_id: Mapped[UUID]
    xid: Mapped[int | None] = mapped_column(BigInteger, index=True)
    noted_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What changed since: the ids of rows by their table, and up to where that is."""

    position: Position
    changed: dict[str, set[UUID]]


# The migration holds the same statements. `{of}` narrows what counts as a change to some columns.
NOTE_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION note_in_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "INSERT INTO journal (noun, row_id, xid) VALUES (TG_TABLE_NAME, "
    "CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END, pg_current_xact_id()::text::bigint); RETURN NULL; END $$"
)
FOLLOW_POSTGRESQL = (
    'CREATE OR REPLACE TRIGGER "{noun}_noted" AFTER INSERT OR UPDATE{of} OR DELETE ON "{noun}" '
    "FOR EACH ROW EXECUTE FUNCTION note_in_journal()"
)
FOLLOW_SQLITE = (
    'CREATE TRIGGER IF NOT EXISTS "{noun}_new_noted" AFTER INSERT ON "{noun}" '
    "BEGIN INSERT INTO journal (noun, row_id) VALUES ('{noun}', NEW.id); END",
    'CREATE TRIGGER IF NOT EXISTS "{noun}_changed_noted" AFTER UPDATE{of} ON "{noun}" '
    "BEGIN INSERT INTO journal (noun, row_id) VALUES ('{noun}', NEW.id); END",
    'CREATE TRIGGER IF NOT EXISTS "{noun}_gone_noted" AFTER DELETE ON "{noun}" '
    "BEGIN INSERT INTO journal (noun, row_id) VALUES ('{noun}', OLD.id); END",
)

FOLLOWED: dict[str, str] = {}
"""Table → the columns that count, as the triggers have it; empty for all."""

_AS_OF_POSTGRESQL = text("SELECT CAST(pg_current_snapshot() AS text)")
_SINCE_POSTGRESQL = text(
    "SELECT CAST(pg_current_snapshot() AS text) AS position, NULL AS noun, NULL AS row_id UNION ALL "
    "SELECT NULL, noun, row_id FROM journal "
    "WHERE xid >= :earliest AND xid < CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint) "
    "AND NOT pg_visible_in_snapshot(CAST(CAST(xid AS text) AS xid8), CAST(:seen AS pg_snapshot))"
).columns(position=String, noun=String, row_id=Uuid)
_SINCE_SQLITE = select(Line.id, Line.noun, Line.row_id).where(Line.id > bindparam("seen")).order_by(Line.id)


def follow(table: type[Record], *columns: str) -> None:
    """Note every row of this table that comes, goes, or changes (in one of these columns, where some are named)."""
    FOLLOWED[table.__tablename__] = f" OF {', '.join(columns)}" if columns else ""


def statements(dialect: str) -> Iterator[str]:
    """What makes the triggers of all tables that are followed; doing it twice changes nothing."""
    if dialect == "postgresql":
        yield NOTE_POSTGRESQL
    patterns = FOLLOW_SQLITE if dialect == "sqlite" else (FOLLOW_POSTGRESQL,)
    for noun, of in FOLLOWED.items():
        yield from (pattern.format(noun=noun, of=of) for pattern in patterns)


@event.listens_for(Model.metadata, "after_create")
def _follow(_: object, connection: Connection, **__: object) -> None:
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


def position(db: Session) -> Position:
    """Up to where one sees now."""
    if db.get_bind().dialect.name == "postgresql":
        return str(db.scalar(_AS_OF_POSTGRESQL))
    return str(db.scalar(select(func.coalesce(func.max(Line.id), 0))))


def since(db: Session, seen: Position) -> Told:
    """What one sees now and did not see then: one short statement, however large the tables are."""
    changed: dict[str, set[UUID]] = {}
    if db.get_bind().dialect.name == "postgresql":
        earliest = int(seen.partition(":")[0])
        (head, *rows) = db.execute(_SINCE_POSTGRESQL, {"earliest": earliest, "seen": seen}).all()
        reached = str(head.position)
        lines = [(row.noun, row.row_id) for row in rows]
    else:
        found = db.execute(_SINCE_SQLITE, {"seen": int(seen)}).all()
        reached = str(found[-1].id) if found else seen
        lines = [(row.noun, row.row_id) for row in found]
    for noun, row_id in lines:
        changed.setdefault(noun, set()).add(row_id)
    return Told(reached, changed)


@every(minutes=6 * 60)
def forget_lines(db: Session) -> None:
    """Lines that every running process has read."""
    db.execute(delete(Line).where(Line.noted_at < now() - KEPT).execution_options(synchronize_session=False))
