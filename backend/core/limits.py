"""Rate limits kept in the database: one atomic upsert counts, on SQLite and PostgreSQL alike."""

import time

from sqlalchemy import BigInteger, Integer, String, case, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.db import writing
from backend.core.model import Model
from backend.core.problems import TooMany

LONGEST = 86_400  # seconds: no window is longer


class Attempt(Model):
    """How often something was tried in the current window, which began at `window` (seconds since 1970)."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    window: Mapped[int] = mapped_column(BigInteger, index=True)
    count: Mapped[int] = mapped_column(Integer)


def hit(db: Session, key: str, *, limit: int, seconds: int) -> None:
    """Count one attempt in a short transaction of its own; raises `TooMany` past `limit` a window of `seconds`.

    It commits at once, so that a refused request still counts. Call it before the first statement of the
    request's own transaction, which on SQLite would hold the write lock.
    """
    with writing(db.get_bind().engine) as own:
        count = _add(own, key, 1, seconds)
    if count > limit:
        raise _wait(seconds)


def spend(db: Session, key: str, amount: int, *, limit: int, seconds: int) -> None:
    """Count an amount in the caller's own transaction: what is refused with `TooMany` is taken back with the rest."""
    if _add(db, key, amount, seconds) > limit:
        raise _wait(seconds)


def _add(db: Session, key: str, amount: int, seconds: int) -> int:
    moment = int(time.time())
    window = moment - moment % seconds
    insert = postgresql_insert if db.get_bind().dialect.name == "postgresql" else sqlite_insert
    counted = insert(Attempt).values(key=f"{key}:{seconds}", window=window, count=amount)
    counted = counted.on_conflict_do_update(
        index_elements=[Attempt.key],
        set_={"count": case((Attempt.window == window, Attempt.count + amount), else_=amount), "window": window},
    )
    return db.execute(counted.returning(Attempt.count)).scalar_one()


def _wait(seconds: int) -> TooMany:
    return TooMany(retry_after=seconds - int(time.time()) % seconds)


def forget(db: Session, whom: str) -> None:
    """Whatever was counted about somebody who is no longer here, by the id or the hash in its keys."""
    db.execute(delete(Attempt).where(Attempt.key.contains(whom, autoescape=True)))


def forget_old(db: Session) -> None:
    """Windows that are over say nothing any more; called by the worker once a day. An open one goes on counting."""
    db.execute(delete(Attempt).where(Attempt.window < int(time.time()) - LONGEST))
