"""`viveiro audit`: what the rankings show whom. What it prints, and keeps where it is asked to, names nobody."""

import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from backend.commands.benchmarks import mistaken
from backend.commands.ground import bar, current, said
from backend.commands.inverting import audit_invariance
from backend.commands.stating import config_in, stated_in
from backend.core.db import reading, writing
from backend.core.model import now
from backend.matches.auditing.figures import Crowd, RegionAudit
from backend.matches.auditing.ground import SIZES
from backend.matches.auditing.plain import part_of, plain
from backend.matches.day import Day
from backend.matches.service.auditing import audit_region, keep_audit
from backend.settings import settings
from backend.territories.models import BELOW
from matching.audit.alarm import Audit, Finding, Level
from matching.audit.exposure import Share
from matching.audit.ratios import Rate, Ratios

app = typer.Typer(invoke_without_command=True, add_completion=False)
SAMPLE = 1_000
FILE = {"exists": True, "dir_okay": False}


@app.callback()
def audit(
    context: typer.Context,
    groups: Annotated[
        Path | None, typer.Option(help="account_id,group: what people said of themselves, kept apart.", **FILE)
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Another configuration, or a receipt with it, to compare.", **FILE)
    ] = None,
    people: Annotated[
        int | None, typer.Option(min=1, help=f"How many people to look at; {SAMPLE} unless there are groups, then all.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed draws the same people.")] = 1,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the figures for the staff's page; never with groups.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of tables.")] = False,
) -> None:
    """What the rankings show whom: small towns, employers, and groups if a file names them.

    Nothing is stored unless it is to be kept. docs/audit.md says what each figure means, and what it does not.

    viveiro audit --json
    """
    if context.invoked_subcommand is not None:
        return
    settled = settings()
    if keep and groups:
        said.print("What people stated for an audit never enters the database: --keep goes without --groups.")
        raise typer.Exit(2)
    with mistaken():
        stated = stated_in(groups) if groups else {}
        other = config_in(config) if config else None
    engine, wanted = current(settled), people or (sys.maxsize if groups else SAMPLE)
    try:
        with bar() as shown, reading(engine) as db:
            told = audit_region(
                db,
                Day.at(now(), settled.zone),
                people=wanted,
                seed=seed,
                stated=stated,
                challenger=other,
                show=lambda done, of: shown.show("looking", done, of),
            )
        if keep:
            with writing(engine) as db:
                keep_audit(db, told)
    finally:
        engine.dispose()
    if told.unmatched:
        said.print(f"Note: {told.unmatched} accounts of the file were not looked at: not listed, or not drawn.")
    if as_json:
        sys.stdout.write(json.dumps(plain(told), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _print(told)


app.command("invariance")(audit_invariance)


def _print(told: RegionAudit) -> None:
    out = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    out.print(
        f"{told.day}: {told.people} of {told.listed} listed people before {told.offer.opportunities} opportunities, "
        f"and before {told.rooms} employers"
    )
    sizes = [_bounds(number) for number in range(len(SIZES))]
    _print_shares(out, "What people are shown, by size of the opportunity's town", told.offer.by_size, sizes)
    _print_shares(out, "The same by sub-region", told.offer.by_district, told.districts)
    offer, employers = told.offer, told.employers
    out.print(
        f"In nobody's first twenty: {offer.never_shown} of {offer.reachable} opportunities that somebody could have "
        f"({_percent(part_of(offer.never_shown, offer.reachable))})"
    )
    out.print(
        f"{employers.employers} employers: Gini of exposure {_decimal(employers.gini_of_exposure)}, of opportunities "
        f"{_decimal(employers.gini_of_opportunities)}; the tenth shown most has {_percent(employers.top_tenth)}\n"
    )
    table = _table("How alike a person's list stays", "RBO", "of the lowest twentieth", "Kendall", "the same")
    for name, one in told.stability.items():
        table.add_row(name, *(_decimal(value, 3) for value in (one.rbo, one.low, one.kendall)), _percent(one.same))
    out.print(table)
    _print_crowd(out, told, told.crowd, "")
    if told.challenger:
        _print_crowd(out, told, told.challenger, ", under the other configuration")


def _print_crowd(out: Console, told: RegionAudit, crowd: Crowd, under: str) -> None:
    sizes = [_bounds(number) for number in range(len(SIZES))]
    _print_audit(out, f"Whom employers are shown, by size of the person's town{under}", crowd.by_size, sizes)
    _print_shares(out, "The same by sub-region", crowd.by_district.shares, told.districts)
    _print_rest(out, crowd.by_district.rest)
    if crowd.by_group:
        _print_audit(out, f"Whom employers are shown, by stated group{under}", crowd.by_group, crowd.names)


def _print_audit(out: Console, title: str, one: Audit, names: Sequence[str]) -> None:
    table = _table(title, "people", "short-listed", "impact ratio", "above the median", "scoring ratio", "exposure")
    parities = {share.group: share.parity for share in one.exposure.shares}
    for chosen, scored in zip(one.impact.rates, one.scoring.rates, strict=True):
        table.add_row(
            escape(names[chosen.group]),
            str(chosen.people),
            _percent(chosen.rate),
            _interval(chosen, one.impact),
            _percent(scored.rate),
            _interval(scored, one.scoring),
            _decimal(parities[chosen.group]),
        )
    out.print(table)
    _print_rest(out, one.impact.rest)
    for found in one.findings:
        if found.level is not Level.CLEAR:
            out.print(escape(_sentence(found, names)))
    if not one.findings:
        out.print("Nobody could be compared: fewer than two groups have enough people to be told.\n")
    else:
        out.print("[b]Alarm: somebody should look into this.[/b]\n" if one.is_alarm else "No alarm.\n")


def _sentence(found: Finding, names: Sequence[str]) -> str:
    about = {
        Level.ALARM: "ALARM",
        Level.SMALL: "small, but beyond chance",
        Level.UNSURE: "large, but chance alone may do that",
    }[found.level]
    worse, better = names[found.worse], names[found.better]
    return f"  {found.measure.value}: {worse} has {_percent(found.ratio)} of {better} (p {found.p:.3f}): {about}"


def _print_rest(out: Console, rest: int) -> None:
    if rest:
        out.print(f"  {rest} people are in no group shown: nothing is known of it, or too few are in it.")


def _print_shares(out: Console, title: str, shares: Iterable[Share], names: Sequence[str]) -> None:
    table = _table(title, "count", "of all", "of exposure", "each, against the mean")
    for share in shares:
        figures = (str(share.members), _percent(share.of_members), _percent(share.of_exposure), _decimal(share.parity))
        table.add_row(escape(names[share.group]), *figures)
    out.print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=escape(title), title_justify="left", box=None)
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _bounds(number: int) -> str:
    low, high = BELOW.get(SIZES[number - 1]) if number else None, BELOW.get(SIZES[number])
    if low is None:
        return f"under {high:,}"
    return f"{low:,} to {high - 1:,}" if high else f"{low:,} and more"


def _interval(rate: Rate, ratios: Ratios) -> str:
    if ratios.best is None:
        return "–"
    if rate.group == ratios.best:
        return "1 (best)"
    return f"{_decimal(rate.ratio)} ({_decimal(rate.low)} to {_decimal(rate.high)})"


def _percent(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else "–"


def _decimal(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}" if math.isfinite(value) else "–"
