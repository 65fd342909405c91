"""What every command stands on: an up-to-date database, a voice, a progress bar, and a way to refuse."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from backend.core import migrate as migrations
from backend.core import overlap
from backend.core.db import connect
from backend.core.problems import FieldError, Problem
from backend.meetings import models as meetings
from backend.settings import Settings

GUARDED = (meetings.MeetingClaim,)  # what has to be known before one can say that no guard is missing

said = Console(stderr=True)  # progress and remarks; results go to standard output


def current(config: Settings) -> Engine:
    """An engine on a database that has the newest tables, or a sentence that says how to get them."""
    engine = connect(config.database)
    if not migrations.is_current(engine):
        said.print("The database is not up to date. Run [b]viveiro migrate[/b] first.")
        raise typer.Exit(1)
    for table in overlap.unguarded(engine):
        said.print(f"Nothing refuses double bookings in [b]{table}[/b]: its guard is missing. Restore a backup.")
        raise typer.Exit(1)
    return engine


@contextmanager
def refusing() -> Iterator[None]:
    """Turns a problem into sentences and exit code 1. Around a transaction, it leaves nothing half written."""
    try:
        yield
    except Problem as problem:
        said.print(f"[b]{escape(problem.title)}[/b]", highlight=False)
        for error in problem.errors:
            said.print(f"  {escape(_sentence(error))}", highlight=False)
        for name, value in problem.params.items():
            said.print(f"  {name}: {escape(str(value))}", highlight=False)
        raise typer.Exit(1) from None


def excuse(error: Exception) -> int | None:
    """Says in a sentence what an operator can mend, and the exit code; None of any other error."""
    if isinstance(error, OperationalError):
        said.print(f"The database does not answer: {error.orig}", markup=False)
        return 1
    if not isinstance(error, ValidationError) or error.title != Settings.__name__:
        return None
    for mistake in error.errors():
        name = "".join(f"VIVEIRO_{part}".upper() for part in mistake["loc"])
        said.print(f"{name} {mistake['msg'].removeprefix('Value error, ')}".strip(), markup=False)
    return 2


def _sentence(error: FieldError) -> str:
    facts = ", ".join(f"{name} {value}" for name, value in error.params.items())
    return " · ".join(part for part in (error.pointer, error.code, error.detail, facts) if part)


class Bar:
    """A line for each step, with how much of it is done."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, int] = {}

    def show(self, step: str, done: int, every: int) -> None:
        """So much of this step is done."""
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=every)
        self._progress.update(self._tasks[step], completed=done, total=every)  # type: ignore[arg-type]


@contextmanager
def bar() -> Iterator[Bar]:
    """A progress bar on standard error; on something that is no terminal, only its last state."""
    columns = (TextColumn("{task.description:14}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=said) as progress:
        yield Bar(progress)
