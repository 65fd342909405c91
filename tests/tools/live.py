"""A real server with a seeded region, for browsers, screenshots and benchmarks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn

from backend.app import create_app
from backend.core import migrate
from backend.core.db import connect
from backend.seed.load import seed
from backend.seed.world.world import Size
from backend.settings import Settings
from tests.tools.ports import free_port


def seeded(path: Path, *, size: str, today: date | None = None) -> str:
    """A migrated SQLite file with a region of that size; returns its address."""
    url = f"sqlite:///{path}"
    engine = connect(url)
    migrate.upgrade(engine)
    seed(engine, today or date.today(), size=Size(size))  # noqa: DTZ011  the region is seeded for this day
    engine.dispose()
    return url


@contextmanager
def serving(url: str, folder: Path) -> Iterator[str]:
    """The application on a free port of this machine; yields its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    config = Settings(
        _env_file=None,
        database_url=url,
        public_url=address,
        files_url=f"file:{folder}/files",
        mail_url=f"file:{folder}/mail",
        log_level="error",
    )
    server = uvicorn.Server(
        uvicorn.Config(create_app(config, with_worker=True), host="127.0.0.1", port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield address
    server.should_exit = True
    thread.join(10)
