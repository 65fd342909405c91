"""Logs are JSON lines with a request id; they name rows, never people."""

import logging
import sys
import traceback
from types import TracebackType
from typing import TypeAlias

import structlog

Caught: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None]


def without_messages(exc_info: Caught) -> str:
    """A traceback that names errors and lines of code, and leaves out what they say: databases and validators quote
    the values they refuse (PostgreSQL: `Key (email)=(…) already exists`).
    """
    parts: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{name_of(error)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nThe above happened during or because of:\n".join(reversed(parts))


def name_of(error: BaseException) -> str:
    """Its class, and that of the driver's own error inside, which tells more."""
    kind, inner = type(error), getattr(error, "orig", None)
    return f"{kind.__module__}.{kind.__qualname__}" + (f" ({type(inner).__qualname__})" if inner else "")


class Plain(logging.Formatter):
    """Lines of other libraries, with tracebacks like our own."""

    def formatException(self, ei: Caught) -> str:  # type: ignore[override]  # noqa: N802
        """Without messages."""
        return without_messages(ei)


def configure(level: str, *, pretty: bool = False) -> None:
    """Once per process. `pretty` is for a person at a terminal."""
    # Never with local variables: they hold what people typed.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    render = plain if pretty else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(without_messages),
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Plain("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
