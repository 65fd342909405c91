"""One engine per process, one session per request, one transaction per session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.orm import Session

from backend.core import once

POOL = 20  # requests that may hold a session at once
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

Result = TypeVar("Result")


def connect(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; the only place that knows how they differ in connecting."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        any_thread = {"check_same_thread": False}  # a pool gives a connection to whoever asks next
        engine = create_engine(
            address,
            poolclass=QueuePool,
            pool_size=POOL * 2,
            max_overflow=4,
            hide_parameters=True,
            connect_args=any_thread,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        address, pool_size=POOL, max_overflow=POOL, pool_pre_ping=True, pool_timeout=10, hide_parameters=True
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes SQLite's one write lock at once, so it can never lose a race later."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only looks; on SQLite it never waits for a writer."""
    with Session(engine.execution_options(reading=True), expire_on_commit=False) as db:
        yield db


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A session that sees one moment of the database, however long it looks. SQLite's readers always do."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with reading(engine) as db:
        yield db


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction outside a request: the worker, the command line, a short note beside a read."""
    with Session(engine, expire_on_commit=False) as db, db.begin():
        yield db


def _session(request: Request) -> Iterator[Session]:
    """GET reads; everything else is one transaction, committed before the reply is sent."""
    engine = request.app.state.engine
    if request.method in SAFE:
        with reading(engine) as db:
            yield db
        return
    with Session(engine, expire_on_commit=False) as db:
        once.begin(request, db)
        yield db
        db.commit()


async def _writer(request: Request) -> Callable[[Callable[[Session], Any]], Any]:
    engine = request.app.state.engine

    def write(deed: Callable[[Session], Result]) -> Result:
        with writing(engine) as db:
            return deed(db)

    return write


Db = Annotated[Session, Depends(_session, scope="function", max_concurrency=POOL)]
"""The request's session. It takes a connection with its first statement, not before."""

Write: TypeAlias = Annotated[Callable[[Callable[[Session], Any]], Any], Depends(_writer)]
"""For a GET that must leave a note (a logged ranking): runs a function in a short transaction of its own."""
