"""Rate limits count exactly, also under a rush."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.orm import Session

from backend.core.limits import hit
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
