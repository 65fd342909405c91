"""Every test gets a database of its own, on SQLite and on PostgreSQL, and throws it away: nothing shared, nothing mocked."""

import os
import shutil
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import Session

from backend.app import create_app, equip
from backend.core.db import connect
from backend.core.work import drain
from backend.settings import Settings
from tests.factories import Make
from tests.template import fill
from tests.tools.opened import all_closed
from tests.tools.reused import Reused

ROOT = Path(__file__).resolve().parent.parent
DATABASES = os.environ.get("TEST_DATABASES", "sqlite,postgresql").split(",")


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """Who starts an application or a command sends the logs to a stream of the moment, which is closed afterwards."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real public data for tests; not part of the project, so absent in most places."""
    folder = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"needs the public data sets in {folder} (set SHARED_DATA); they are not part of the project")
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with the vocabulary and the municipalities, to be copied."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    engine = connect(f"sqlite:///{path}")
    fill(engine)
    engine.dispose()  # closing the last connection folds the write-ahead log into the file
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A cluster with a filled template database."""
    from tests.tools.postgres import cluster  # only where PostgreSQL is asked for

    with cluster() as url:
        admin = create_engine(url.format(db="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE template_viveiro"))
        engine = connect(url.format(db="template_viveiro"))
        fill(engine)
        engine.dispose()
        admin.dispose()
        yield url


@pytest.fixture(scope="session")
def reused(postgres: str) -> Iterator[Reused]:
    """One PostgreSQL database that is as new before each test."""
    database = Reused(postgres)
    yield database
    database.close()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of this test's database; each test runs once for each kind."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "test.db")
        with all_closed():
            yield f"sqlite:///{tmp_path}/test.db"
    else:
        database: Reused = request.getfixturevalue("reused")
        with all_closed():
            yield database.url
        database.clean()


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Settings:
    """Settings of this test."""
    return Settings(
        _env_file=None,
        database_url=database_url,
        public_url="http://testserver",
        files_url=f"file:{tmp_path}/files",
        mail_url=f"file:{tmp_path}/mail",
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The application, put together once; each test gives it a database of its own."""
    folder = tmp_path_factory.mktemp("built")
    return create_app(Settings(_env_file=None, database_url="sqlite://", files_url=f"file:{folder}", log_level="error"))


@pytest.fixture
def app(built: FastAPI, config: Settings) -> Iterator[FastAPI]:
    """The whole application over this test's database."""
    equip(built, config)
    yield built
    built.state.engine.dispose()


@pytest.fixture
def db(app: FastAPI) -> Iterator[Session]:
    """A session beside the application's own, to set things up and to look at what was kept."""
    with Session(app.state.engine, expire_on_commit=False) as db:
        yield db


@pytest.fixture
def make(db: Session, config: Settings) -> Make:
    """`make.account()`, `make.organisation(name="Attic")`: one short verb per thing."""
    return Make(db, config)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A visitor. Pass `headers=make.as_(account)` to be somebody."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def worker(app: FastAPI, config: Settings) -> Callable[[], None]:
    """Call it to let everything happen that the worker would do."""
    return lambda: drain(app.state.engine, config)


@pytest.fixture
def inbox(worker: Callable[[], None], tmp_path: Path) -> Callable[[], list[EmailMessage]]:
    """Call it for the mails that were sent so far, oldest first."""

    def read() -> list[EmailMessage]:
        worker()
        files = sorted((tmp_path / "mail").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), EmailMessage, policy=default) for file in files]

    return read


@pytest.fixture
def count_queries(app: FastAPI) -> Callable[[Callable[[], Any]], int]:
    """`count_queries(lambda: client.get(…))`: how many statements a deed takes."""

    def count(deed: Callable[[], Any]) -> int:
        seen: list[str] = []

        def note(_c: Any, _u: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        event.listen(app.state.engine, "before_cursor_execute", note)
        try:
            deed()
        finally:
            event.remove(app.state.engine, "before_cursor_execute", note)
        return sum(not s.startswith(("BEGIN", "PRAGMA")) for s in seen)

    return count
