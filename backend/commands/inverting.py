"""`viveiro audit invariance`: the same CV of different people, read and ranked anew. Everybody in it is invented."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from backend.commands.ground import bar, current
from backend.core.db import reading
from backend.core.model import now
from backend.matches.auditing.swaps import Kind, cvs, people
from backend.matches.day import Day
from backend.matches.service.swapping import Compared, Ranker, compare, control
from backend.settings import settings


def audit_invariance(
    cv: Annotated[str | None, typer.Option(help=f"Only one CV of {', '.join(cvs())}.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only one kind of change; else all.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of a table.")] = False,
) -> None:
    """Names, gendered forms, titles, pronouns, photographs, schools and streets: none may change a ranking.

    Ranks what is on offer here. Ends with 1 where somebody got another list, or where another skill got the same one.

    viveiro audit invariance
    """
    settled = settings()
    if cv not in {None, *cvs()}:
        raise typer.BadParameter(f"there are {', '.join(cvs())}", param_hint="--cv")
    texts = {name: text for name, text in cvs().items() if cv in {None, name}}
    engine, them = current(settled), [(each, person) for each, person in people() if kind in {None, each}]
    every = len(texts) * len(them)
    try:
        with bar() as shown, reading(engine) as db:
            ranker = Ranker(db, Day.at(now(), settled.zone))
            compared = list(compare(ranker, texts.items(), them, lambda done: shown.show("reading", done, every)))
            controls = list(control(ranker, texts.items()))
    finally:
        engine.dispose()
    if as_json:
        document = {"compared": _by_kind(compared), "controls": _by_kind(controls), "changed": _changed(compared)}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        _print(compared, controls)
    if not all(one.is_same for one in compared) or any(one.is_same for one in controls):
        raise typer.Exit(1)


def _by_kind(compared: Sequence[Compared]) -> dict[str, Any]:
    kinds = dict.fromkeys(one.kind for one in compared)
    return {
        kind: {
            "cvs": len(them),
            "same": sum(one.is_same for one in them),
            "lowest_rbo": round(min(one.rbo for one in them), 6),
        }
        for kind in kinds
        if (them := [one for one in compared if one.kind == kind])
    }


def _changed(compared: Sequence[Compared]) -> list[dict[str, Any]]:
    return [
        {"cv": one.cv, "kind": one.kind, "rbo": round(one.rbo, 6), "person": asdict(one.person)}
        | {"gained": list(one.gained), "lost": list(one.lost)}
        for one in compared
        if not one.is_same or one.gained or one.lost
    ]


def _print(compared: Sequence[Compared], controls: Sequence[Compared]) -> None:
    table = Table("what is another", "CVs", "the same list", "lowest RBO", box=None)
    for title, some in (("", compared), (" (must change)", controls)):
        for kind, told in _by_kind(some).items():
            table.add_row(f"{kind}{title}", str(told["cvs"]), str(told["same"]), f"{told['lowest_rbo']:.3f}")
    out = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    out.print(table)
    for one in _changed(compared):
        told = f"{one['cv']}, another {one['kind']}: + {', '.join(one['gained'])} - {', '.join(one['lost'])}"
        out.print(escape(f"{told} ({one['person']})"), soft_wrap=True)
