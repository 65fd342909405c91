"""Logs on the stream that a test reads; afterwards they go where they went, for that stream is closed with the test."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from backend.core import logs


@contextmanager
def logged(level: str) -> Iterator[None]:
    """Inside, what is logged from this level on is written to the standard error of now."""
    before = structlog.get_config()
    logs.configure(level)
    try:
        yield
    finally:
        structlog.configure(**before)
