"""A stopped database is a 503 that says when to come back; when it returns, so do we."""

import pytest
from fastapi.testclient import TestClient

from backend.app import create_app
from backend.core import health
from backend.settings import Settings


@pytest.fixture
def nowhere(tmp_path):
    """An application whose PostgreSQL does not answer."""
    url = f"postgresql+psycopg://postgres@/none?host={tmp_path}"
    app = create_app(Settings(_env_file=None, database_url=url, files_url=f"file:{tmp_path}/files"))
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/api/me", "/readyz"])
def test_no_database_is_503_with_a_time_to_come_back(nowhere, path):
    reply = nowhere.get(path)

    assert (reply.status_code, reply.json()["code"]) == (503, "unavailable")
    assert int(reply.headers["retry-after"]) > 0


def test_the_process_itself_is_alive(nowhere):
    assert nowhere.get("/livez").json() == {"status": "alive"}


def test_a_proxy_may_ask_about_the_process_alone(nowhere):
    assert nowhere.get("/readyz?exclude=database").status_code == 200


@pytest.mark.parametrize("asked", ["/readyz", "/readyz?exclude=database"])
def test_a_draining_process_is_not_ready(client, asked):
    assert client.get(asked).status_code == 200

    health.draining.set()
    try:
        assert client.get(asked).status_code == 503
    finally:
        health.draining.clear()


def test_a_database_that_was_away_is_found_again(postgres):
    from sqlalchemy import text

    from backend.core.db import connect

    engine = connect(postgres.format(db="postgres"))
    with engine.connect() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    other = connect(postgres.format(db="postgres"))
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

    with engine.connect() as connection:  # pre-ping notices and reconnects
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    engine.dispose(), other.dispose()
