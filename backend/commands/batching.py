"""`viveiro match-all`: the best opportunities of everybody, as Parquet or rows, on all cores or on many machines."""

import json
import os
import resource
import sys
import time
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.markup import escape

from backend.commands.batch import here
from backend.commands.batch.digest import content_of, hexed, total
from backend.commands.batch.region import Region
from backend.commands.batch.source import Invented, Source
from backend.commands.batch.store import Folder, Plan, Store
from backend.commands.batch.table import Table
from backend.commands.ground import bar, current, said
from backend.core.model import now
from backend.matches.day import Day
from backend.settings import settings
from matching.errors import BadInput
from matching.evaluate.market import Market
from matching.retrieve.index.index import BACKEND

app = typer.Typer(add_completion=False)


class Into(StrEnum):
    """Where answers are kept."""

    PARQUET = "parquet"
    DATABASE = "database"


SCORE = "the index's: 7 concepts + 2 place + 1 time, of 650 250"
BOTH_SIDES = "both sides: U·V, of 10¹², by the person's own weights"
_SENTENCES = {
    "batch.not-empty": "{folder} holds other things: name a folder that is empty or not there yet.",
    "batch.other-plan": "{folder} holds the answers to something else ({differs} differ): name another folder.",
}


@app.command("match-all")
def match_all(
    out: Annotated[
        Path | None, typer.Argument(metavar="DIR", file_okay=False, help="Where the answers go, as Parquet.")
    ] = None,
    into: Annotated[
        Into, typer.Option(help="Files in DIR, or the tables best and best_portion of the region's own database.")
    ] = Into.PARQUET,
    items: Annotated[
        int | None, typer.Option(min=1, help="An invented market of so many opportunities, instead of the region.")
    ] = None,
    people: Annotated[int, typer.Option(min=1, help="How many people that market has.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Which invented market.")] = 1,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many for each.")] = 50,
    portion: Annotated[int, typer.Option(min=1, help="People whose answers are one file.")] = 8192,
    threads: Annotated[int, typer.Option(min=0, help="How many work; 0: one a core.")] = 0,
    scheduler: Annotated[
        str | None, typer.Option(help="A dask scheduler, tcp://host:8786: its workers do it instead of this machine.")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="The region by the two-sided score of the pages: slower, here alone.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of a sentence.")] = False,
) -> None:
    """The best of all opportunities for each of all people, with every condition, exactly.

    Of the region: everybody listed who agreed to be seen by organisations, and what is on offer today, without what
    those offer whom a person hides from. The order is the index's, by concepts, place and time. Killed and called
    again, it does what is missing. The digest is the same in any portions, on any machines.

    viveiro match-all best --items 1000000 --people 1000000

    viveiro match-all --into database
    """
    if exact and (items or scheduler):
        raise typer.BadParameter("is of the region, and of this machine", param_hint="--exact")
    if into is Into.DATABASE and (items or out):
        raise typer.BadParameter("database is of the region, and needs no DIR", param_hint="--into")
    began = time.perf_counter()
    with closing(_region() if items is None else Invented(Market(seed), items, people)) as source:
        plan = _plan(source, top, portion, BOTH_SIDES if exact else SCORE)
        facts = {"built_s": time.perf_counter() - began, "threads": threads or os.cpu_count() or 1}
        store = (
            Table(source.engine, plan) if isinstance(source, Region) and into is Into.DATABASE else _store(out, plan)
        )
        before = store.done()
        missing = [one for one in range(plan.portions) if one not in before]
        began, spent = time.perf_counter(), time.process_time()
        digests = _worked(source, store, missing, int(facts["threads"]), scheduler)
    matched = sum(map(plan.size, missing))
    facts |= {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - spent}
    facts["people_matched_now"] = matched
    _tell(plan, before | digests, facts, as_json=as_json)


def _worked(source: Source, store: Store, missing: list[int], threads: int, scheduler: str | None) -> dict[int, int]:
    """Does what is missing, here or elsewhere, before everybody's eyes."""
    done = [0, sum(map(store.plan.size, missing))]
    with bar() as shown:

        def show(one: int) -> None:
            done[0] += store.plan.size(one)
            shown.show("people", *done)

        shown.show("people", *done)
        if scheduler:
            return _on_cluster(scheduler, source, store, missing, show)
        if isinstance(source, Region) and store.plan.score == BOTH_SIDES:
            return here.work(here.by_both_sides(source, store), missing, threads, show)
        return here.work(here.by_index(source, store), missing, threads, show)


def _region() -> Source:
    config = settings()
    return Region.of(current(config), Day.at(now(), config.zone))


def _on_cluster(scheduler: str, source: Source, store: Store, missing: list[int], show: here.Show) -> dict[int, int]:
    try:
        from backend.commands.batch import cluster  # noqa: PLC0415  an extra
    except ImportError as error:
        _refuse(f"Other machines are reached by dask.distributed ({error}): install viveiro[cluster].")
    try:
        return cluster.work(scheduler, source, store, missing, show)
    except TimeoutError:
        _refuse(f"{scheduler} has no workers; dask worker {scheduler} starts one.")
    except (OSError, ValueError) as error:
        _refuse(f"{scheduler} does not answer: {error}")


def _refuse(sentence: str) -> NoReturn:
    said.print(escape(sentence), highlight=False, soft_wrap=True)
    raise typer.Exit(2) from None


def _plan(source: Source, top: int, portion: int, score: str) -> Plan:
    return Plan(
        source=source.name,
        index=content_of(source.index.rows),
        opportunities=len(source.index),
        people=source.count,
        top=top,
        portion=portion,
        score=score,
        ties=int(source.seed),
    )


def _store(out: Path | None, plan: Plan) -> Store:
    if out is None:
        raise typer.BadParameter("a folder for the answers, or --into database", param_hint="DIR")
    try:
        return Folder(out, plan)
    except BadInput as bad:
        facts = {
            name: ", ".join(map(str, fact)) if isinstance(fact, tuple) else fact for name, fact in bad.facts.items()
        }
        _refuse(_SENTENCES[bad.code].format(**facts))
    except ImportError as error:
        _refuse(f"Parquet is written by DuckDB ({error}): install viveiro[batch].")


def _tell(plan: Plan, digests: dict[int, int], facts: dict[str, float], *, as_json: bool) -> None:
    told: dict[str, object] = {
        "opportunities": plan.opportunities,
        "people": plan.people,
        "top": plan.top,
        "score": plan.score,
        "portions": plan.portions,
        **{name: round(fact, 3) for name, fact in facts.items()},
        "people_per_second": round(facts["people_matched_now"] / facts["seconds"], 1),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
        "load": [round(one, 1) for one in os.getloadavg()],
        "cores": os.cpu_count(),
        "backend": BACKEND,
        "digest": hexed(total(digests.values())),
    }
    if as_json:
        sys.stdout.write(json.dumps(told, indent=2) + "\n")
        return
    for name, value in told.items():
        sys.stdout.write(f"{name.replace('_', ' '):20} {value}\n")
