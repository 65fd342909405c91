"""`viveiro simulate audit`: how often the audit's alarm is raised, with and without a reason."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from backend.commands.ground import bar
from matching.evaluate import auditing
from matching.evaluate.auditing import Power

BIASES = (0.0, 0.25, 0.5, 0.75, 1.0)  # standard deviations of skill
SIZES = (200, 400, 1_000)


def simulate_audit(
    seed: Annotated[int, typer.Option(min=0, help="The first of the seeds; the same seeds give the same panels.")] = 0,
    panels: Annotated[int, typer.Option(min=1, max=100_000, help="How many panels of each kind.")] = 200,
    people: Annotated[
        list[int] | None, typer.Option(min=auditing.FEWEST, max=100_000, help="People in a panel; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of a table.")] = False,
) -> None:
    """How often the audit raises an alarm, by how much one group in three is held back and how many people there are.

    Without any bias that is how often falsely; with one, how often rightly.

    viveiro simulate audit --panels 1000 --people 400 --json
    """
    sizes = tuple(people or SIZES)
    every = panels * len(BIASES) * len(sizes)
    found: dict[int, list[Power]] = {size: [] for size in sizes}
    with bar() as shown:
        for size in sizes:
            for bias in BIASES:
                before = panels * (len(BIASES) * sizes.index(size) + len(found[size]))
                one = auditing.power(
                    bias,
                    panels=panels,
                    people=size,
                    first=seed,
                    show=lambda done, before=before: shown.show("panels", before + done, every),  # type: ignore[misc]
                )
                found[size].append(one)
    if as_json:
        told = {
            str(size): [
                {"bias": one.bias, "alarms": one.alarms, "low": round(one.low, 6), "high": round(one.high, 6)}
                for one in powers
            ]
            for size, powers in found.items()
        }
        document = {"simulation": "audit", "seed": seed, "panels": panels, "by_people": told}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _print(found, panels)


def _print(found: dict[int, list[Power]], panels: int) -> None:
    table = Table("people", *(f"bias {bias:g}" if bias else "no bias" for bias in BIASES), box=None)
    for size, powers in found.items():
        table.add_row(str(size), *(f"{one.share:.1%} ({one.low:.1%} to {one.high:.1%})" for one in powers))
    out = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    out.print(f"Share of {panels} panels with an alarm (95 % interval); bias in standard deviations of skill")
    out.print(table)
