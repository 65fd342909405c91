"""Rate limits kept in the database: one atomic upsert counts, on SQLite and PostgreSQL alike."""

import time

from sqlalchemy import BigInteger, Integer, String, case, delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.core.db import writing
from backend.core.model import Model
from backend.core.problems import TooMany


class Attempt(Model):
    """How often something was tried in the current window."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    window: Mapped[int] = mapped_column(BigInteger, index=True)
    count: Mapped[int] = mapped_column(Integer)


def hit(db: Session, key: str, *, limit: int, seconds: int) -> None:
    """Count one attempt in a short transaction of its own; raises `TooMany` past `limit` a window of `seconds`.

    It commits at once, so that a refused request still counts. Call it before the first statement of the
    request's own transaction, which on SQLite would hold the write lock.
    """
    engine = db.get_bind().engine
    window = int(time.time()) // seconds
    insert = postgresql_insert if engine.dialect.name == "postgresql" else sqlite_insert
    counted = insert(Attempt).values(key=f"{key}:{seconds}", window=window, count=1)
    counted = counted.on_conflict_do_update(
        index_elements=[Attempt.key],
        set_={"count": case((Attempt.window == window, Attempt.count + 1), else_=1), "window": window},
    )
    with writing(engine) as own:
        count = own.execute(counted.returning(Attempt.count)).scalar_one()
    if count > limit:
        raise TooMany(retry_after=seconds - int(time.time()) % seconds)


def forget_all(db: Session) -> None:
    """Old windows say nothing any more; called by the worker once a day."""
    db.execute(delete(Attempt))
