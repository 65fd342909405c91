"""The installed command, run as an operator runs it, with nothing but its environment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from backend import settings
from backend.__main__ import main
from backend.commands.ground import said
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
def process(bare_url: str, tmp_path: Path) -> Run:
    """`process("seed", "--size", "small")`: the installed command in a process of its own; a fresh one loads for seconds."""

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
def viveiro(bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same through the same door, where processes play no part: in this one, which has everything loaded."""

    def run(*arguments: object, **more: str) -> Done:
        words = ["viveiro", *map(str, arguments)]
        with monkeypatch.context() as told, redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            wanted = environment(bare_url, tmp_path, **more)
            for name in os.environ.keys() - wanted.keys():
                told.delenv(name)
            for name, value in wanted.items():
                told.setenv(name, value)
            told.setattr(settings, "_given", None)
            told.setattr(sys, "excepthook", sys.excepthook)  # typer puts its own there
            told.setattr(sys, "argv", words)
            told.setattr(said, "_width", 200)  # it asked for the columns when it was loaded
            told.chdir(tmp_path)
            with pytest.raises(SystemExit) as ended:
                sys.exit(main())
        return Done(words, int(ended.value.code or 0), out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def looking(url: str):
    """A session that sees what the command left behind."""
    engine = create_engine(url)
    with Session(engine) as db:
        yield db
    engine.dispose()
