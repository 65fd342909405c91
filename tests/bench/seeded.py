"""`python -m tests.bench.seeded [--json]`: requests and the library on the whole invented region."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from itertools import chain

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from tests.bench import peers, requests
from tests.bench.region import region
from tests.bench.timing import Figures

WIDE = 130  # columns where the output is no terminal
WHOLE = "library: top"
PEER = "peer:"


def main() -> None:
    """Measure everything and tell it."""
    said = Console(width=None if sys.stdout.isatty() else WIDE)
    found: list[Figures] = []
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True
    ) as busy:
        task = busy.add_task("the region")
        with region() as here:
            for figures in chain(requests.figures(here), peers.figures(here)):
                busy.update(task, description=figures.what)
                found.append(figures)
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(_kept(found, _ratios(found)), indent=2) + "\n")
        return
    said.print(_table(found))
    for sentence, ratio in _ratios(found).items():
        said.print(f"{sentence}: {ratio:.1f}")
    said.print(f"Load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")


def _table(found: list[Figures]) -> Table:
    table = Table(title="Milliseconds, in process, on the seeded region (SQLite)", title_justify="left")
    for name in ("what", "calls", "p50", "p95", "worst", "cpu p50", "cpu p95", "budget p95"):
        table.add_column(name, justify="left" if name == "what" else "right", no_wrap=name == "what")
    for one in found:
        is_late = one.budget is not None and one.p95 > one.budget
        times = (one.p50, one.p95, one.worst, one.cpu_p50, one.cpu_p95)
        cells = [f"{time:.2f}" if time < 10 else f"{time:.0f}" for time in times]
        cells[1] = f"[bold red]{cells[1]}[/]" if is_late else cells[1]
        table.add_row(one.what, str(one.calls), *cells, "" if one.budget is None else f"{one.budget:.0f}")
    return table


def _ratios(found: list[Figures]) -> dict[str, float]:
    """How many times as long our whole ranking takes as what each peer does; below one, we are faster."""
    whole = next(one for one in found if one.what.startswith(WHOLE))
    scan = next(one for one in found if "scan" in one.what)
    told = {}
    for peer in (one for one in found if one.what.startswith(PEER)):
        name = peer.what.removeprefix(PEER).strip()
        told[f"whole ranking / {name}"] = whole.cpu_p50 / peer.cpu_p50
        told[f"scan / {name}"] = scan.cpu_p50 / peer.cpu_p50
    return told


def _kept(found: list[Figures], ratios: dict[str, float]) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"python": platform.python_version(), "cores": os.cpu_count(), "load": os.getloadavg()},
        "figures": [one.plain() for one in found],
        "ratios": ratios,
    }


if __name__ == "__main__":
    main()
