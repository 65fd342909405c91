"""Nothing is in two places at once: the database refuses rows of one key whose times overlap, whoever writes them.

forbid(MeetingClaim, "account_id")     in the domain whose rows hold `[starts_at, ends_at)` of somebody or something
unguarded(engine)                      at start-up: the tables whose guard is missing

PostgreSQL has an exclusion constraint (PostgreSQL 18, section 5.5.6) on two ranges, so that no extension is needed.
SQLite has triggers, which cannot race: every writing transaction is BEGIN IMMEDIATE. Writers lock the rows that the
keys name in the order of their ids first, or PostgreSQL ends in deadlocks what it should refuse.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, bindparam, event, text

from backend.core.model import Record

# The migration holds the same statements.
RANGE_POSTGRESQL = (
    "DO $$ BEGIN CREATE TYPE uuidrange AS RANGE (subtype = uuid); EXCEPTION WHEN duplicate_object THEN NULL; END $$"
)
EXCLUDE_POSTGRESQL = (
    'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_no_overlap" EXCLUDE USING gist '
    "(uuidrange({key}, {key}, '[]') WITH &&, tstzrange(starts_at, ends_at, '[)') WITH &&)"
)
_ANOTHER = 'SELECT 1 FROM "{table}" WHERE {key} = NEW.{key} AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at'
REFUSE_SQLITE = (
    'CREATE TRIGGER "{table}_no_overlap_new" BEFORE INSERT ON "{table}" WHEN EXISTS (' + _ANOTHER + ") "
    "BEGIN SELECT RAISE(ABORT, '{table}_no_overlap'); END",
    'CREATE TRIGGER "{table}_no_overlap_changed" BEFORE UPDATE ON "{table}" WHEN EXISTS ('
    + _ANOTHER
    + " AND id <> OLD.id) BEGIN SELECT RAISE(ABORT, '{table}_no_overlap'); END",
)

GUARDED: dict[str, str] = {}
"""Table → the column that names who or what cannot be in two places."""

_THERE = {
    "postgresql": text("SELECT conname FROM pg_constraint WHERE contype = 'x' AND conname IN :names"),
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name IN :names"),
}


def forbid(table: type[Record], key: str) -> None:
    """Refuse rows of this table that share the key and overlap in `[starts_at, ends_at)`."""
    GUARDED[table.__tablename__] = key
    event.listen(table.__table__, "after_create", _guard)


def statements(dialect: str) -> Iterator[str]:
    """What makes the guards of all tables."""
    if dialect == "postgresql":
        yield RANGE_POSTGRESQL
    patterns = REFUSE_SQLITE if dialect == "sqlite" else (EXCLUDE_POSTGRESQL,)
    for table, key in GUARDED.items():
        yield from (pattern.format(table=table, key=key) for pattern in patterns)


def unguarded(engine: Engine) -> list[str]:
    """Tables whose guard is not there: a rebuilt table can lose it without a word."""
    parts = ("_no_overlap_new", "_no_overlap_changed") if engine.dialect.name == "sqlite" else ("_no_overlap",)
    wanted = {table + part: table for table in GUARDED for part in parts}
    asked = _THERE[engine.dialect.name].bindparams(bindparam("names", expanding=True))
    with engine.connect() as connection:
        there = set(connection.scalars(asked, {"names": list(wanted)}))
    return sorted({table for name, table in wanted.items() if name not in there})


def _guard(_: object, connection: Connection, **__: object) -> None:
    for statement in statements(connection.dialect.name):
        connection.exec_driver_sql(statement)
