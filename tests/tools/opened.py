"""Which connections are open: who leaves one behind is the test that fails, not the one during which it is collected."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread
from typing import Any

from sqlalchemy import Pool, event

ROOT = Path(__file__).resolve().parents[2]
OURS = tuple(str(ROOT / folder) for folder in ("backend", "tests"))
_open: dict[int, tuple[Any, str]] = {}  # held on to, so that the collector does not close what somebody forgot


def _whose() -> str:
    """The line of ours that asked for it."""
    frame = sys._getframe()
    while frame.f_back and (not frame.f_code.co_filename.startswith(OURS) or frame.f_code.co_filename == __file__):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno} in {current_thread().name}"


@event.listens_for(Pool, "connect")
def _note(connection: Any, _record: object) -> None:
    _open[id(connection)] = connection, _whose()


@event.listens_for(Pool, "close")
@event.listens_for(Pool, "close_detached")
def _forget(connection: Any, *_: object) -> None:
    _open.pop(id(connection), None)


@contextmanager
def all_closed() -> Iterator[None]:
    """Inside, every connection that is opened is closed again: its engine is disposed, and no thread still uses it."""
    before = set(_open)
    yield
    left = [_open.pop(one) for one in set(_open) - before]
    for connection, _ in left:
        connection.close()
    assert not left, f"left open: {[whose for _, whose in left]}"
