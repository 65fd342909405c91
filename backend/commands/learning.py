"""`viveiro learn`: once a month, what the market weighs, learnt from what people did; a person decides what ranks."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from backend.commands.benchmarks import mistaken
from backend.commands.ground import bar, current, refusing
from backend.commands.stating import stated_in
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.service.learning import (
    LEAST_PAGES,
    LEAST_PEOPLE,
    WINDOW,
    Asked,
    Learned,
    Outcome,
    learn,
)
from backend.settings import settings
from matching.evaluate.crowding import Interval
from matching.learn.calibration import ENOUGH
from matching.learn.gate import MOST_ERROR, Standing
from matching.types import Market

app = typer.Typer(add_completion=False)
WHY = {
    "gate.ndcg": "nDCG@10 on held-out pages is worse than that of what is in use",
    "gate.too-few-outcomes": f"fewer than {ENOUGH} held-out places stand behind the calibration",
    "gate.calibration": f"the calibration error is above {MOST_ERROR}",
    "gate.impact-unknown": "the audit could compare no groups: too few people are listed",
    "gate.impact": "a group's impact ratio is worse than under what is in use",
}
"""What the gate found, in words."""


@app.command("learn")
def learn_command(
    market: Annotated[Market, typer.Option(help="What to learn about.")] = Market.OPPORTUNITIES,
    days: Annotated[int, typer.Option(min=1, max=180, help="How far back to look.")] = WINDOW.days,
    least: Annotated[
        int,
        typer.Option(min=1, help=f"Pages on which something was done, by {LEAST_PEOPLE} people; fewer teach nothing."),
    ] = LEAST_PAGES,
    people: Annotated[int, typer.Option(min=1, help="How many people the audit looks at.")] = 1_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same people.")] = 1,
    groups: Annotated[
        Path | None,
        typer.Option(help="account_id,group: also compare these; kept are ratios alone.", exists=True, dir_okay=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of tables.")] = False,
) -> None:
    """Learn what people weigh from what they did, and propose it. Nothing ranks by it until a person approves.

    Weights are fitted on half of the people and judged on the others, beside those in use: order, calibration, and
    an audit under both. Where too little was done, nothing is proposed and nothing changes.

    viveiro learn --json
    """
    settled = settings()
    with mistaken():
        stated = stated_in(groups) if groups else None
    asked = Asked(
        market=market,
        window=timedelta(days=days),
        least_pages=least,
        audited=sys.maxsize if groups else people,
        seed=seed,
        stated=stated,
    )
    engine = current(settled)
    try:
        with refusing(), bar() as shown:
            found = learn(engine, Day.at(now(), settled.zone), asked, shown.show)
    finally:
        engine.dispose()
    if as_json:
        sys.stdout.write(json.dumps(_plain(found), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _print(found)


def _plain(found: Learned) -> dict[str, Any]:
    return {
        "outcome": found.outcome.value,
        "market": found.asked.market.value,
        "since": found.since.isoformat(),
        "pages": found.log.pages,
        "people": found.log.people,
        "pages_with_a_reaction": found.log.reacted,
        "people_who_reacted": found.log.reactors,
        "least_pages": found.asked.least_pages,
        "least_people": found.asked.least_people,
        "weights": {one.factor: one.weight for one in found.before},
        "learned": {one.factor: one.weight for one in found.after} if found.after else None,
        "version": found.version,
        "refusals": list(found.refusals),
        "judged": _judged(found) if found.told else None,
    }


def _judged(found: Learned) -> dict[str, Any]:
    told = found.told
    if told is None:
        return {}
    sides = zip(("in_use", "proposed"), (told.champion, told.challenger), told.ndcg, strict=True)
    return {
        **{
            name: {
                "ndcg": _interval(ndcg),
                "calibration_error": round(one.calibration_error, 6),
                "outcomes": one.outcomes,
                "impact_ratios": _rounded(one.impact_ratios),
            }
            for name, one, ndcg in sides
        },
        "gain": _interval(told.gain),
        "pages": told.pages,
    }


def _interval(one: Interval) -> dict[str, float]:
    return {"mean": round(one.mean, 6), "low": round(one.low, 6), "high": round(one.high, 6)}


def _rounded(ratios: Mapping[str, float]) -> dict[str, float]:
    return {name: round(ratio, 6) for name, ratio in ratios.items()}


def _print(found: Learned) -> None:
    out = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    log, asked = found.log, found.asked
    out.print(
        f"{asked.market.value} since {found.since}: {log.pages} pages shown to {log.people} people; "
        f"on {log.reacted} of them {log.reactors} people did something."
    )
    if found.outcome is Outcome.TOO_LITTLE:
        out.print(
            f"Too little to learn from: it takes {asked.least_pages} such pages of {asked.least_people} people, and "
            f"{ENOUGH} places in each half. Nothing was changed; what things say of themselves ranks alone."
        )
        return
    if found.outcome is Outcome.SAME:
        out.print("People do what the weights in use say. Nothing is proposed.")
        return
    for table in _tables(found):
        out.print(table)
    if found.refusals:
        out.print(f"[b]{found.version} did not pass the gate:[/b]")
        for code in found.refusals:
            out.print(f"  {WHY[code]}")
        out.print("It is kept beside its figures, and nobody can let it rank.")
    else:
        out.print(
            f"[b]{found.version} passed the gate.[/b] It ranks once somebody of the staff approves it: /desk/ranking"
        )


def _tables(found: Learned) -> Iterator[Table]:
    weights = Table("what counts", "in use", "proposed", box=None)
    for before, after in zip(found.before, found.after or (), strict=True):
        weights.add_row(before.factor, str(before.weight), str(after.weight))
    yield weights
    told = found.told
    if told is None:
        return
    judged = Table("on held-out pages", "in use", "proposed", box=None)
    judged.add_row(f"nDCG@10, {told.pages} pages", *(_spread(one) for one in told.ndcg))
    judged.add_row("difference, page by page", "", _spread(told.gain))
    judged.add_row("calibration error", *(f"{one.calibration_error:.3f}" for one in _both(found)))
    for group in sorted({*told.champion.impact_ratios, *told.challenger.impact_ratios}):
        ratios = (one.impact_ratios.get(group) for one in _both(found))
        judged.add_row(f"impact ratio, {group}", *("–" if ratio is None else f"{ratio:.3f}" for ratio in ratios))
    yield judged


def _both(found: Learned) -> tuple[Standing, ...]:
    return (found.told.champion, found.told.challenger) if found.told else ()


def _spread(one: Interval) -> str:
    return f"{one.mean:.3f} ({one.low:.3f} to {one.high:.3f})"
