"""`viveiro simulate`: what the engine's promises come to in an invented region, with nothing stored."""

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from backend.commands.calibrating import simulate_audit
from backend.commands.ground import bar
from matching.evaluate import crowding, learning

app = typer.Typer(
    help="Try the engine's promises on invented regions; nothing is stored.", no_args_is_help=True, add_completion=False
)
AsJson = Annotated[bool, typer.Option("--json", help="Data instead of a table.")]


@app.callback()
def simulate() -> None:
    """Try the engine's promises on invented regions; nothing is stored."""


app.command("audit")(simulate_audit)


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


MEASURES = ("matches", "hurried", "own", "theirs", "gained", "shown", "gini")


@app.command("market")
def simulate_market(
    seed: Annotated[int, typer.Option(min=0, help="The first of the seeds; the same seeds give the same regions.")] = 1,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="How many regions for each share of taste.")] = 5,
    people: Annotated[int, typer.Option(min=50, max=20_000, help="How many look.")] = 1500,
    things: Annotated[int, typer.Option(min=20, max=2_000, help="How many things, of one to four places.")] = 300,
    as_json: AsJson = False,
) -> None:
    """Matches and utility with prices of competition, as a multiple of those without, by how much taste is shared.

    viveiro simulate market --seeds 10 --json
    """
    every = seeds * len(crowding.SHARED)
    with bar() as shown:
        report = crowding.simulate(
            range(seed, seed + seeds), people=people, things=things, show=lambda d: shown.show("regions", d, every)
        )
    if as_json:
        document = {"simulation": "market", "seed": seed, "people": people, "things": things, **_of_market(report)}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _print_market(report)


def _of_market(report: crowding.Report) -> dict[str, Any]:
    return {
        "shares": [
            {
                "shared": share,
                "ratios": {name: _interval(_ratio(trials, name)) for name in MEASURES},
                "trials": [
                    {
                        "seed": trial.seed,
                        "steps": trial.steps,
                        "has_converged": trial.has_converged,
                        **{
                            arm: {name: round(getattr(one, name), 6) for name in MEASURES}
                            for arm, one in zip(crowding.ARMS, trial.outcomes, strict=True)
                        },
                    }
                    for trial in trials
                ],
            }
            for share, trials in report.shares
        ]
    }


def _ratio(trials: Sequence[crowding.Trial], name: str) -> crowding.Interval:
    return crowding.interval([trial.ratio(name) for trial in trials])


def _interval(one: crowding.Interval) -> dict[str, float]:
    return {"mean": round(one.mean, 6), "low": round(one.low, 6), "high": round(one.high, 6)}


def _print_market(report: crowding.Report) -> None:
    table = Table("shared taste", *MEASURES, "steps", box=None)
    for share, trials in report.shares:
        told = (_ratio(trials, name) for name in MEASURES)
        steps = max(trial.steps for trial in trials)
        cells = (f"×{one.mean:.3f} ({one.low:.2f}-{one.high:.2f})" for one in told)
        table.add_row(f"{share:.0%}", *cells, str(steps))
    out = Console(width=None if sys.stdout.isatty() else 160)
    out.print("With prices of competition, as a multiple of without (95 % interval over regions)", highlight=False)
    out.print(table)


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
