"""`viveiro prices`: what competition costs now, computed and put in place; the worker does so once a day."""

import json
import os
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from backend.commands.ground import bar, current, refusing
from backend.matches.service.competing import Run, price_competition
from backend.settings import settings

app = typer.Typer(add_completion=False)


@app.command("prices")
def prices(as_json: Annotated[bool, typer.Option("--json", help="Data instead of a table.")] = False) -> None:
    """Compute the prices of competition now, from who would be shown what. Nothing about anybody is kept or told."""
    engine = current(settings())
    with refusing(), bar() as shown:
        runs = price_competition(engine, shown.show, threads=os.cpu_count() or 1)
    if as_json:
        sys.stdout.write(json.dumps({"markets": [_plain(run) for run in runs]}, indent=2, sort_keys=True) + "\n")
        return
    table = Table("market", "people", "things", "places", "priced", "highest", "steps", "converged", box=None)
    for told in map(_plain, runs):
        is_done = "yes" if told["has_converged"] else f"no, off by {told['off']:.2%} of attention"
        figures = (str(told[name]) for name in ("market", "people", "things", "places", "priced"))
        table.add_row(*figures, f"{told['highest']:.1f}", str(told["steps"]), is_done)
    out = Console(width=None if sys.stdout.isatty() else 140)
    out.print("What competition costs, in points of 100 (three quarters of it count, 15 at most)", highlight=False)
    out.print(table)


def _plain(run: Run) -> dict[str, str | int | float | bool]:
    return {
        "market": run.market.value,
        "people": run.people,
        "things": run.things,
        "places": run.places,
        "priced": len(run.prices),
        "highest": max(run.prices.values(), default=0) / 100,
        "steps": run.clearing.steps,
        "off": round(run.clearing.off, 6),
        "has_converged": run.clearing.has_converged,
    }
