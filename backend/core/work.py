"""The worker: delivers events, sends mail, and does what is due every so often. No broker."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event as Signal
from threading import Thread

import structlog
from sqlalchemy import Engine, String, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core import events, limits, mail, once
from backend.core.db import reading, writing
from backend.core.model import Model, now
from backend.settings import Settings

log = structlog.get_logger(__name__)

IDLE = 1.0  # seconds between looks when nothing is due
PAUSE = 5.0  # seconds before another try when all is not well


class Chore(Model):
    """When a recurring task is due next; the row is the lock between workers."""

    __tablename__ = "chore"

    name: Mapped[str] = mapped_column(String(160), primary_key=True)
    next_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class _Task:
    interval: timedelta
    run: Callable[[Session], None]
    apart: Callable[[Engine], None] | None = None


TASKS: dict[str, _Task] = {}


def every(*, minutes: float) -> Callable[[Callable[[Session], None]], Callable[[Session], None]]:
    """Register a function that runs in a transaction of its own, once per interval over all workers."""

    def register(task: Callable[[Session], None]) -> Callable[[Session], None]:
        TASKS[f"{task.__module__}.{task.__name__}"] = _Task(timedelta(minutes=minutes), task)
        return task

    return register


def every_apart(*, minutes: float) -> Callable[[Callable[[Engine], None]], Callable[[Engine], None]]:
    """The same for what reads long and writes little: it opens its own transactions, and holds up no other writer."""

    def register(task: Callable[[Engine], None]) -> Callable[[Engine], None]:
        TASKS[f"{task.__module__}.{task.__name__}"] = _Task(timedelta(minutes=minutes), lambda _: None, task)
        return task

    return register


@every(minutes=24 * 60)
def sweep(db: Session) -> None:
    """Forget what is only useful for a day, and letters that nobody has sent by hand in a month."""
    once.forget_older_than(db, now() - timedelta(days=1))
    mail.forget_given_up(db, now() - timedelta(days=30))
    limits.forget_old(db)


def run_due_tasks(engine: Engine) -> int:
    """Run each task whose time has come and that no other worker took; returns how many."""
    return sum(_run(engine, name, task) for name, task in sorted(TASKS.items()))


def _run(engine: Engine, name: str, task: _Task) -> bool:
    moment = now()
    with reading(engine) as db:
        due_at = db.scalar(select(Chore.next_at).where(Chore.name == name))
    if due_at is not None and due_at > moment:
        return False
    try:
        with writing(engine) as db:
            if not _claim(db, name, moment, moment + task.interval):
                return False
            task.run(db)
        if task.apart is not None:
            task.apart(engine)
    except Exception:  # one broken task must not stop the others; it is tried again at its next time
        log.exception("task.failed", task=name)
        with writing(engine) as db:
            _claim(db, name, moment, moment + task.interval)
        return False
    return True


def _claim(db: Session, name: str, moment: datetime, next_at: datetime) -> bool:
    insert = postgresql_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    db.execute(insert(Chore).values(name=name, next_at=moment).on_conflict_do_nothing())
    won = update(Chore).where(Chore.name == name, Chore.next_at <= moment).values(next_at=next_at)
    return db.execute(won.returning(Chore.name)).first() is not None


def work(engine: Engine, config: Settings, stop: Signal, *, idle: float = IDLE) -> None:
    """Work until told to stop. A lost database is waited for, not died of, and so is whatever else goes wrong."""
    while not stop.is_set():
        try:
            busy = events.deliver(engine) + mail.send_due(engine, config) + run_due_tasks(engine)
        except DBAPIError:
            log.warning("worker.database-away")
            stop.wait(PAUSE)
            continue
        except Exception:  # nobody starts a thread again that has died
            log.exception("worker.stumbled")
            stop.wait(PAUSE)
            continue
        if not busy:
            stop.wait(idle)


def drain(engine: Engine, config: Settings, *, seconds: float = 30) -> None:
    """Work until nothing is due any more; for tests and the command line."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and events.deliver(engine) + mail.send_due(engine, config):
        pass


class InProcess:
    """The worker as a thread beside the web server: how SQLite installations run."""

    def __init__(self, engine: Engine, config: Settings) -> None:
        self.stop = Signal()
        self.thread = Thread(target=work, args=(engine, config, self.stop), name="worker", daemon=True)

    def __enter__(self) -> "InProcess":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(10)
