"""`viveiro simulate`: what the engine's promises come to in an invented region, with nothing stored."""

import json
import sys
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from backend.commands.ground import bar
from matching.evaluate import learning

app = typer.Typer(
    help="Try the engine's promises on invented regions; nothing is stored.", no_args_is_help=True, add_completion=False
)
AsJson = Annotated[bool, typer.Option("--json", help="Data instead of a table.")]


@app.callback()
def simulate() -> None:
    """Try the engine's promises on invented regions; nothing is stored."""


@app.command("learning")
def simulate_learning(
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same region.")] = 1,
    people: Annotated[int, typer.Option(min=learning.FEWEST, max=100_000, help="How many look every month.")] = 400,
    months: Annotated[int, typer.Option(min=1, max=120, help="How long they are watched.")] = 12,
    as_json: AsJson = False,
) -> None:
    """Regret of three regions: weights that stay, six small choices, and these with monthly learning.

    viveiro simulate learning --seed 3 --json
    """
    with bar() as shown:
        report = learning.simulate(
            seed, people=people, months=months, show=lambda done: shown.show("months", done, months)
        )
    facts = {"simulation": "learning", "seed": seed, "people": people}
    if as_json:
        document = {**facts, **_plain(report)}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _print(report)


def _plain(report: learning.Report) -> dict[str, Any]:
    return {
        "months": [
            {
                "regret": _by_arm(month.regret),
                "champion_ndcg": round(month.champion_ndcg, 6),
                "challenger_ndcg": round(month.challenger_ndcg, 6),
                "calibration_error": round(month.calibration_error, 6),
                "goes_live": month.verdict.goes_live,
                "refusals": list(month.verdict.refusals),
            }
            for month in report.months
        ],
        "cumulative_regret": _by_arm(report.cumulative),
        "regret_removed": _by_arm(report.removed),
        "weights": {
            "market": learning.weights_of(report.market),
            "region": dict(zip(learning.weights_of(report.market), report.region, strict=True)),
            "learned": learning.weights_of(report.learned),
        },
    }


def _by_arm(values: tuple[float, ...]) -> dict[str, float]:
    return {arm: round(value, 6) for arm, value in zip(learning.ARMS, values, strict=True)}


def _print(report: learning.Report) -> None:
    table = Table("month", *learning.ARMS, "nDCG now", "nDCG learned", "goes live", box=None)
    for number, month in enumerate(report.months, 1):
        verdict = "yes" if month.verdict.goes_live else ", ".join(month.verdict.refusals)
        figures = (f"{each:.2f}" for each in month.regret)
        table.add_row(str(number), *figures, f"{month.champion_ndcg:.4f}", f"{month.challenger_ndcg:.4f}", verdict)
    out = Console(width=None if sys.stdout.isatty() else 140)
    out.print("Regret per page, in points of 100", highlight=False)
    out.print(table)
    removed = ", ".join(f"{arm} {share:.0%}" for arm, share in zip(learning.ARMS, report.removed, strict=True))
    out.print(f"Regret done away with in the last quarter: {removed}", highlight=False)
