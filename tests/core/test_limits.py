"""Rate limits count exactly, also under a rush."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.core import work
from backend.core.limits import Attempt, hit, spend
from backend.core.problems import TooMany


def attempts(engine, n, key="door", limit=10):
    def knock(_):
        with Session(engine) as db:
            try:
                hit(db, key, limit=limit, seconds=3600)
            except TooMany:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(knock, range(n)))


def test_exactly_ten_of_forty_get_through(app):
    assert attempts(app.state.engine, 40) == 10


def test_other_doors_have_counts_of_their_own(app):
    assert attempts(app.state.engine, 12, "one") == attempts(app.state.engine, 12, "two") == 10


def test_the_nightly_sweep_opens_no_door_early(app, db):
    assert attempts(app.state.engine, 12) == 10
    work.sweep(db)
    db.commit()
    assert attempts(app.state.engine, 3) == 0
    db.execute(update(Attempt).values(window=Attempt.window - 3 * 86_400))
    work.sweep(db)
    db.commit()
    assert db.scalars(select(Attempt)).all() == []


def test_what_is_refused_is_not_spent(app, db):
    spend(db, "room", 60, limit=100, seconds=3600)
    db.commit()
    for amount, fits in ((60, False), (40, True), (1, False)):
        if fits:
            spend(db, "room", amount, limit=100, seconds=3600)
            db.commit()
        else:
            with pytest.raises(TooMany):
                spend(db, "room", amount, limit=100, seconds=3600)
            db.rollback()
