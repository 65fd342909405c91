"""`make bench`: everything that is fast or slow, one command after the other, each with its table and its ratios.

Each command can be called alone, with other sizes. On a quiet machine with two cores all of it takes a quarter of an hour.
"""

import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime

from rich.console import Console

VIVEIRO = (sys.executable, "-m", "backend")
PYTHON = (sys.executable, "-m")
STEPS = (
    ("Finding among a million, beside the peers", (*VIVEIRO, "bench", "retrieve", "--items", "1000000", "--queries", "60", "--seconds", "6")),
    ("People for an opportunity", (*VIVEIRO, "bench", "people", "--people", "100000", "--queries", "100")),
    ("Everybody at once, beside sparse products", (*VIVEIRO, "bench", "batch", "--items", "100000")),
    ("One index in several processes", (*VIVEIRO, "bench", "sharing", "--items", "200000")),
    ("Explanations", (*VIVEIRO, "bench", "explain")),
    ("Whole requests among a hundred thousand", (*VIVEIRO, "bench", "request", "--people", "20000", "--requests", "100")),
    ("Requests to the seeded region", (*PYTHON, "tests.bench.seeded")),
    ("Allocation, mentor rounds, panels", (*PYTHON, "tests.bench.allocation")),
    ("Linking words", (*PYTHON, "tests.bench.linking")),
)  # fmt: skip


def main() -> int:
    """Says the date, the machine and its load before each; a command that fails is said, and the others go on."""
    said = Console(width=None if sys.stdout.isatty() else 130, highlight=False)
    said.print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.machine()}, {os.cpu_count()} cores,", end=" ")
    said.print(
        f"Python {platform.python_version()}. Times mean little at a load beyond the cores; ratios of one run do."
    )
    failed = []
    for title, command in STEPS:
        said.print(f"\n[b]{title}[/b] (load {os.getloadavg()[0]:.1f}): {' '.join(command[2:])}")
        start = time.monotonic()
        if subprocess.run(command, check=False).returncode:
            failed.append(title)
        said.print(f"({time.monotonic() - start:.0f} s)")
    for title in failed:
        said.print(f"[b red]Failed:[/] {title}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
