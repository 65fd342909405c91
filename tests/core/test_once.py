"""A repeated request has one effect, also when the repetitions race."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from backend.accounts.tokens import hash_password
from backend.app import create_app
from backend.core.access import ANYONE, asks
from backend.core.db import Db
from backend.core.http import router
from backend.core.limits import Attempt
from backend.core.once import KeptReply
from backend.core.problems import Conflict
from backend.core.schema import Draft


class SeedDraft(Draft):
    name: str


@pytest.fixture
def app(config):
    """An application of its own, because a route is added to it."""
    app = create_app(config)
    yield app
    app.state.engine.dispose()


@pytest.fixture
def client(app):
    seeds = router("/seeds", "seeds")

    @seeds.post("", status_code=201, **asks(ANYONE))
    def sow(db: Db, draft: SeedDraft) -> dict[str, int]:
        if draft.name == "stone":
            db.add(Attempt(key="stone", window=0, count=1))
            db.flush()
            raise Conflict
        number = db.scalar(select(func.count()).select_from(Attempt)) or 0
        db.add(Attempt(key=f"{draft.name}-{number}", window=0, count=1))
        db.flush()
        return {"number": number}

    @seeds.post("/readings", **asks(ANYONE, keeps=False))
    def read(db: Db, draft: SeedDraft) -> dict[str, str]:
        db.scalar(select(func.count()).select_from(Attempt))
        return {"name": draft.name}

    app.include_router(seeds, prefix="/api")
    return TestClient(app, raise_server_exceptions=False)


def sow(client, name="oak", key="k1"):
    return client.post("/api/seeds", json={"name": name}, headers={"Idempotency-Key": key} if key else {})


def kept(db) -> int:
    return db.scalar(select(func.count()).select_from(Attempt))


def test_the_second_request_gets_the_first_reply(client, db):
    first, second = sow(client), sow(client)

    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, {"number": 0})
    assert second.headers["idempotency-replayed"] == "true"
    assert kept(db) == 1


def test_without_a_key_each_request_counts(client, db):
    sow(client, key=None), sow(client, key=None)

    assert kept(db) == 2


def test_a_key_belongs_to_one_request(client, db):
    sow(client)

    other = sow(client, name="elm")

    assert (other.status_code, other.json()["code"]) == (422, "key-reused")
    assert kept(db) == 1


def test_a_refused_request_leaves_nothing_and_may_be_tried_again(client, db):
    assert [sow(client, "stone").status_code for _ in range(2)] == [409, 409]
    assert kept(db) == 0


def test_sixteen_at_once_have_one_effect(client, db):
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda _: sow(client), range(16)))

    assert Counter(r.status_code for r in replies) == {201: 16}
    assert {r.json()["number"] for r in replies} == {0}
    assert kept(db) == 1


def test_sixteen_without_a_key_have_sixteen_effects(client, db):
    """The negative control of the race above."""
    with ThreadPoolExecutor(16) as pool:
        replies = list(pool.map(lambda i: sow(client, f"oak{i}", key=None), range(16)))

    assert Counter(r.status_code for r in replies) == {201: 16}
    assert kept(db) == 16


def test_what_only_reads_keeps_not_even_its_reply(client, db):
    for name in ("oak", "ash"):
        reply = client.post("/api/seeds/readings", json={"name": name}, headers={"Idempotency-Key": "k1"})
        assert reply.json() == {"name": name}

    assert db.scalar(select(func.count()).select_from(KeptReply)) == 0


def test_signing_in_again_with_the_same_key_gives_a_cookie_again(client, make):
    """The first answer may have been lost, and its cookie is kept nowhere."""
    account = make.account(password_hash=hash_password("azulejo-vento-4-pontes"))
    said = {"email": account.email, "password": "azulejo-vento-4-pontes"}
    for _ in range(2):
        reply = client.post("/api/sessions", json=said, headers={"Idempotency-Key": "same"})
        assert (reply.status_code, "sid=" in reply.headers.get("set-cookie", "")) == (204, True)
        client.cookies.clear()
