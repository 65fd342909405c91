"""Seeding as a person watches it: a progress bar in the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from backend.seed import load

STEPS = {
    "vocabulary": "the shared vocabulary",
    "territories": "the municipalities",
    "world": "inventing people, houses and openings",
}


@contextmanager
def bar(console: Console) -> Iterator[load.Progress]:
    """A bar on this console; yields what hears the progress."""
    columns = (TextColumn("{task.description:38}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("seeding", total=None)

        def hear(step: str, done: int, total: int) -> None:
            words = STEPS.get(step) or step.replace("_", " ")
            progress.update(task, description=words, completed=done, total=None if step in STEPS else total)

        yield hear
