"""Rate limits kept in the database: one atomic upsert counts, on SQLite and PostgreSQL alike."""

import time
from functools import cache

from sqlalchemy import BigInteger, Integer, String, bindparam, case, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

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
    given = {"of": f"{key}:{seconds}", "start": window, "amount": amount}
    return db.execute(_counting(db.get_bind().dialect.name), given).scalar_one()


@cache
def _counting(dialect: str) -> ReturningInsert[int]:
    """The upsert, made once: nearly every request that writes counts."""
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    start, amount = bindparam("start", type_=BigInteger), bindparam("amount", type_=Integer)
    counted = insert(Attempt).values(key=bindparam("of"), window=start, count=amount)
    count = case((Attempt.window == start, Attempt.count + amount), else_=amount)
    on_conflict = counted.on_conflict_do_update(index_elements=[Attempt.key], set_={"count": count, "window": start})
    return on_conflict.returning(Attempt.count)


def _wait(seconds: int) -> TooMany:
    return TooMany(retry_after=seconds - int(time.time()) % seconds)


def forget(db: Session, whom: str) -> None:
    """Whatever was counted about somebody who is no longer here, by the id or the hash in its keys."""
    db.execute(delete(Attempt).where(Attempt.key.contains(whom, autoescape=True)))


def forget_old(db: Session) -> None:
    """Windows that are over say nothing any more; called by the worker once a day. An open one goes on counting."""
    db.execute(delete(Attempt).where(Attempt.window < int(time.time()) - LONGEST))
