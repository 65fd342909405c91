"""The installed command, run as an operator runs it: a process of its own, with nothing but its environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from backend.core import migrate
from backend.core.db import connect

VIVEIRO = Path(sys.executable).parent / "viveiro"
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def environment(url: str, folder: Path, **more: str) -> dict[str, str]:
    """What the process sees: no settings of the person who runs the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VIVEIRO_", "PORT"))}
    own = {
        "VIVEIRO_DATABASE_URL": url,
        "VIVEIRO_FILES_URL": f"file:{folder}/files",
        "VIVEIRO_MAIL_URL": f"file:{folder}/mail",
        "COLUMNS": "200",
        "NO_COLOR": "1",
    }
    return inherited | own | more


@pytest.fixture
def bare_url(tmp_path: Path) -> str:
    """Where a database would be."""
    return f"sqlite:///{tmp_path}/viveiro.db"


@pytest.fixture
def url(bare_url: str, tmp_path: Path, sqlite_template: Path) -> str:
    """A migrated database with the vocabulary and the municipalities."""
    shutil.copy(sqlite_template, tmp_path / "viveiro.db")
    engine = connect(bare_url)
    with engine.begin() as connection:
        command.stamp(migrate.history(connection), "head")
    engine.dispose()
    return bare_url


@pytest.fixture
def viveiro(bare_url: str, tmp_path: Path) -> Run:
    """`viveiro("export", "folder")`: run it to its end, in a folder of its own."""

    def run(*arguments: object, **more: str) -> Done:
        return subprocess.run(
            [str(VIVEIRO), *map(str, arguments)],
            cwd=tmp_path,
            env=environment(bare_url, tmp_path, **more),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def looking(url: str):
    """A session that sees what the command left behind."""
    engine = create_engine(url)
    with Session(engine) as db:
        yield db
    engine.dispose()
