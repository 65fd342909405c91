"""`make bench`: everything that is fast or slow, one step after the other, and one table at the end, peers and marks in it.

`--small` goes through the same steps with small markets, in a few minutes: its figures say little, its table is whole.
"""

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape

from tests.bench import rows
from tests.bench.running import Done, Step, run

WIDE = 190
VIVEIRO, PYTHON = (sys.executable, "-m", "backend"), (sys.executable, "-m")


def steps(*, is_small: bool) -> list[Step]:
    """What is run, with the sizes that marks are set for."""
    market = "20000" if is_small else "1000000"
    asked = ("--queries", "20", "--seconds", "1") if is_small else ("--queries", "60", "--seconds", "6")
    crowd = ("2000", "1000") if is_small else ("100000", "100000")
    bench = (*VIVEIRO, "bench")
    retrieve = (*bench, "retrieve", "--items", market, *asked, "--json")
    people = (*bench, "people", "--people", "2000" if is_small else "100000", "--queries", "100")
    batch = (*bench, "batch", "--items", market, "--people", "1024" if is_small else "4096")
    request = (*bench, "request", "--items", crowd[0], "--people", crowd[1], "--requests", "100", "--json")
    allocation = (*PYTHON, "tests.bench.allocation", "--json", "--peers", *(() if is_small else ("--million",)))
    return [
        Step("Finding, beside the peers", retrieve, rows.retrieve, 420),
        Step("People for an opportunity", people, rows.people, 90),
        Step("Everybody at once, beside sparse products", batch, rows.batch, 150),
        Step("One index in several processes", (*bench, "sharing", "--items", market), rows.sharing, 180),
        Step("Explanations", (*bench, "explain"), rows.explain, 60),
        Step("Whole requests", request, rows.request, 420),
        Step("Requests to the seeded region", (*PYTHON, "tests.bench.seeded", "--json"), rows.seeded, 240),
        Step("Allocation, mentor rounds, panels", allocation, rows.told_row, 300),
        Step("Linking words", (*PYTHON, "tests.bench.linking", "--json"), rows.told_row, 90),
    ]


def bench(planned: Sequence[Step], said: Console) -> int:
    """Runs them all, says how each went, then the table; how many of them failed."""
    done = []
    for step in planned:
        said.print(f"{step.title}: [dim]{escape(' '.join(step.command[2:]))}[/]")
        done.append(run(step))
        wrong = "" if done[-1].wrong is None else f", [b red]{escape(done[-1].wrong)}[/]"
        said.print(f"  {done[-1].seconds:.0f} s, load before {done[-1].load:.1f}{wrong}")
    found = [row for one in done for row in one.rows]
    said.print(rows.table(found, _title(done)))
    marked = [row for row in found if row.mark is not None]
    said.print(f"{sum(row.is_reached is True for row in marked)} of {len(marked)} marks reached.")
    failed = [(step.title, one.wrong) for step, one in zip(planned, done, strict=True) if one.wrong]
    for title, wrong in failed:
        said.print(f"[b red]Failed:[/] {title}: {escape(str(wrong))}")
    return len(failed)


def _title(done: Iterable[Done]) -> str:
    loads = [one.load for one in done]
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {min(loads, default=0):.1f} to {max(loads, default=0):.1f}: beyond "
        "the cores, times by the clock tell of the neighbours"
    )


if __name__ == "__main__":
    console = Console(width=None if sys.stdout.isatty() else WIDE, highlight=False)
    sys.exit(min(bench(steps(is_small="--small" in sys.argv), console), 1))
