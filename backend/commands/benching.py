"""`viveiro bench`: how fast the index finds, beside what one would take instead, on one invented market in one run."""

import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import typer
from rich.console import Console
from rich.table import Table

from backend.commands.batch import measuring
from backend.commands.explaining import measured as explained
from backend.commands.ground import bar, said
from backend.commands.looking import measured as looked
from backend.commands.peers import PEERS, builder
from backend.commands.peers.peer import TOP, Build, Conditions, Ids, Peer, Question
from backend.commands.requesting import bench_request
from backend.commands.sharing import measured
from matching.evaluate.market import Items, Market
from matching.retrieve.index.globe import metres
from matching.retrieve.index.index import BACKEND, Index, search_plainly
from matching.retrieve.index.query import Query

app = typer.Typer(help="Measure speed beside other engines.", no_args_is_help=True, add_completion=False)
app.command("request")(bench_request)
OURS, WIDE = "ours", 140
LEAST_ROUNDS, LEAST_QUERIES, CHECKED = 2, 40, 30


@dataclass(frozen=True, slots=True)
class Timing:
    """One engine. Milliseconds of a query, each the best of all rounds; `agreement`: the share of the best it finds.

    Ratios are of medians over the queries that it answered in its time: ours, asked the same, answered all.
    """

    engine: str
    answers: str
    build_s: float
    queries: int
    rounds: int
    p50: float
    p95: float
    p99: float
    cpu_p50: float
    cpu_p99: float
    agreement: float
    ratio: float
    cpu_ratio: float


@app.command("retrieve")
def bench_retrieve(
    items: Annotated[int, typer.Option(min=1, help="How many opportunities.")] = 100_000,
    queries: Annotated[int, typer.Option(min=1, help="How many different people ask.")] = 200,
    peers: Annotated[str, typer.Option(help=f"Which of {', '.join(PEERS)}; none for ours alone.")] = ",".join(PEERS),
    seconds: Annotated[
        float, typer.Option(min=0.1, help=f"How long each engine is asked, but {LEAST_QUERIES} queries at least.")
    ] = 20.0,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Data instead of a table.")] = False,
) -> None:
    """The best fifty of so many, with all conditions: ours and the peers, one after the other, on the same market.

    Each query is asked in several rounds and its best time counts, in wall time and in processor time of all threads
    and of a server's process; ratios are of medians. On a busy machine those of processor time tell more. Ours is
    compared with a plain scan before it is timed.
    """
    wanted = [name for name in peers.split(",") if name and name != "none"]
    unknown = [name for name in wanted if name not in PEERS]
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: not among {', '.join(PEERS)}", param_hint="--peers")
    market = Market(seed)
    shop, asked, people = market.items(items), *_questions(market, queries)
    found: list[Timing] = []
    missing: dict[str, str] = {}
    mine: Runs | None = None
    with bar() as shown:
        engines = [OURS, *wanted]
        for at, name in enumerate(engines):
            shown.show(name, at, len(engines))
            try:
                timing, runs = _measured(name, shop, asked, people, seconds, mine)
                found, mine = [*found, timing], mine or runs
            except ImportError as error:
                missing[name] = str(error)
    _tell(found, missing, items, as_json=as_json)


@app.command("sharing")
def bench_sharing(
    items: Annotated[int, typer.Option(min=1000, help="How many opportunities.")] = 100_000,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
) -> None:
    """One index in several processes: how soon a change is seen under load, memory of a worker, a cold start, a merge.

    Two workers ask all the time while the index is changed; first answers count from the start of the interpreter's own
    imports, with machine code kept on disk (`viveiro warm`).
    """
    _print_facts(asdict(measured(items, seed)))


@app.command("batch")
def bench_batch(
    items: Annotated[int, typer.Option(min=1, help="How many opportunities.")] = 100_000,
    people: Annotated[int, typer.Option(min=1, help="How many people.")] = 8_192,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
) -> None:
    """Everybody's best fifty, people a second: ours beside two sparse products (scipy) with the same conditions."""
    _print_facts(asdict(measuring.batch(items, people, seed)))


@app.command("cluster")
def bench_cluster(
    scheduler: Annotated[str, typer.Argument(help="A dask scheduler with a worker, tcp://host:8786.")],
    items: Annotated[int, typer.Option(min=20_000, help="How many opportunities.")] = 100_000,
    portion: Annotated[int, typer.Option(min=1, help="People whose answers are one file.")] = 8_192,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
) -> None:
    """What it costs to match everybody on other machines, step by step."""
    from backend.commands.batch.overheads import overheads  # noqa: PLC0415  an extra

    _print_facts(asdict(overheads(scheduler, items, portion, seed)))


@app.command("people")
def bench_people(
    people: Annotated[int, typer.Option(min=1, help="How many people.")] = 100_000,
    queries: Annotated[int, typer.Option(min=1, help="How many opportunities ask.")] = 200,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
) -> None:
    """The same index the other way round: the best fifty people for an opportunity."""
    _print_facts(asdict(measuring.reverse(people, queries, seed)))


@app.command("explain")
def bench_explain(
    items: Annotated[int, typer.Option(min=100, help="How many opportunities.")] = 20_000,
    people: Annotated[int, typer.Option(min=1, help="How many people they are explained to.")] = 20,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
) -> None:
    """Explanations a second on one core: of a whole market, of the fifty a page shows, and one by one."""
    _print_facts(asdict(explained(items, people, seed)))


def _print_facts(facts: dict[str, Any]) -> None:
    told = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "load": os.getloadavg()[0], **facts}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


@app.command("rank")
def bench_rank(
    items: Annotated[int, typer.Option(min=100, help="How many opportunities.")] = 20_000,
    people: Annotated[int, typer.Option(min=1, help="How many people ask.")] = 100,
    compare: Annotated[int, typer.Option(min=0, help="How many pages are held against the plain full scan.")] = 100,
    rounds: Annotated[int, typer.Option(min=1, help="How often each person asks; their best time counts.")] = 3,
    seed: Annotated[int, typer.Option(help="Which market.")] = 1,
) -> None:
    """Whole rankings, explained, with levers: how fast, whether equal to scoring every pair, how deep an index must go.

    Times are of one thread's processor time. Pages are compared with all their counts and arithmetic.
    """
    facts = asdict(looked(items, people, compare, rounds, seed))
    told = {"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "load": os.getloadavg()[0], **facts}
    sys.stdout.write(json.dumps(told, indent=2) + "\n")


def _questions(market: Market, count: int) -> tuple[list[Question], list[Query]]:
    people = market.people(count)
    towns = metres(market.town_lat, market.town_lon).astype(np.int64)
    told = [Question.of(people, row, market.similarities(people, row), towns) for row in range(count)]
    return told, list(market.queries(people))


class Runs(NamedTuple):
    """Milliseconds of each query, the best of its rounds, by the clock and by processor time."""

    wall: npt.NDArray[np.float64]
    cpu: npt.NDArray[np.float64]

    def over(self, other: "Runs | None") -> tuple[float, float]:
        """How many times another's the medians are, over the queries that both have."""
        if other is None:
            return 1.0, 1.0
        size = len(self.wall)
        wall = float(np.median(self.wall) / np.median(other.wall[:size]))
        return wall, float(np.median(self.cpu) / np.median(other.cpu[:size]))


def _measured(
    name: str, shop: Items, asked: list[Question], queries: list[Query], seconds: float, mine: Runs | None
) -> tuple[Timing, Runs]:
    build = _ours(queries, asked) if name == OURS else builder(name)
    started = time.perf_counter()
    with build(shop) as peer:
        built = time.perf_counter() - started
        peer.check()
        wall, cpu = _rounds(peer, asked, seconds)
        agreement = _agreement(peer, shop, asked[: min(len(asked), wall.shape[1], CHECKED)])
    runs = Runs(wall.min(axis=0), cpu.min(axis=0))
    p50, p95, p99 = np.percentile(runs.wall, (50, 95, 99)).tolist()
    cpu_p50, cpu_p99 = np.percentile(runs.cpu, (50, 99)).tolist()
    times = (p50, p95, p99, cpu_p50, cpu_p99)
    return Timing(name, peer.kind, built, wall.shape[1], wall.shape[0], *times, agreement, *runs.over(mine)), runs


def _ours(queries: list[Query], asked: list[Question]) -> Build:
    """The index as a peer of the others. Answers are compared with the plain scan's before anything is timed."""
    query_of = dict(zip(map(id, asked), queries, strict=True))
    Index.build(Market().items(300).rows(), few=0).search(queries[0], TOP)  # machine code, before the clock runs

    @contextmanager
    def build(shop: Items) -> Iterator[Peer]:
        index = Index.build(shop.rows())

        def check() -> None:
            for query in queries[:CHECKED]:
                fast, plain = index.search(query, TOP), search_plainly((index,), query, TOP)
                if fast.numbers.tolist() != plain.numbers.tolist() or fast.scores.tolist() != plain.scores.tolist():
                    raise AssertionError("the index does not find what a plain scan finds")

        def ask(question: Question) -> Ids:
            return index.search(query_of[id(question)], TOP).numbers.astype(np.int64)

        yield Peer(ask, f"exact: concepts, place, time and conditions ({BACKEND})", check=check)

    return build


def _rounds(peer: Peer, asked: list[Question], seconds: float) -> tuple[Any, Any]:
    """Wall and processor milliseconds, rounds × queries; fewer queries where two rounds of all would take too long."""
    peer.ask(asked[0])
    until = time.perf_counter() + seconds
    first = []
    for question in asked:
        first.append(_timed(peer, question))
        if len(first) >= LEAST_QUERIES and time.perf_counter() > until - seconds / 2:
            break
    rounds = [first]
    while len(rounds) < LEAST_ROUNDS or (time.perf_counter() < until and len(rounds) < 10):
        rounds.append([_timed(peer, question) for question in asked[: len(first)]])
    table = np.array(rounds) / 1e6
    return table[:, :, 0], table[:, :, 1]


def _timed(peer: Peer, question: Question) -> tuple[int, int]:
    elsewhere, wall, cpu = peer.elsewhere(), time.perf_counter_ns(), time.process_time_ns()
    peer.ask(question)
    wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
    return wall, cpu + peer.elsewhere() - elsewhere


def _agreement(peer: Peer, shop: Items, asked: list[Question]) -> float:
    """Of the fifty best by concepts that meet all conditions, how many it finds, ties in any order."""
    if peer.kind.startswith("exact: concepts, place"):
        return 1.0  # it orders by more than concepts, and was compared with a plain scan of all of it
    starts = shop.lists.starts.astype(np.int64)
    hits, whole, conditions = 0, 0, Conditions(shop)
    for question in asked:
        may = conditions.admitted(question)
        sums = np.zeros(len(shop), dtype=np.int64)
        brought = question.table[shop.lists.concepts] * shop.lists.amounts
        running = np.concatenate(([0], np.cumsum(brought)))
        own = running[starts[may + 1]] - running[starts[may]]
        sums[may] = own + 1
        size = min(TOP, int(np.count_nonzero(own)))  # what shares no concept is no engine's to find
        least = np.sort(own)[len(own) - size] + 1 if size else 2
        hits += min(size, int(np.count_nonzero(sums[peer.ask(question)] >= least)))
        whole += size
    return hits / max(whole, 1)


def _tell(found: list[Timing], missing: dict[str, str], items: int, *, as_json: bool) -> None:
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "python": platform.python_version(),
            "processor": platform.machine(),
            "cores": os.cpu_count(),
            "load": [round(one, 1) for one in os.getloadavg()],
        },
        "items": items,
        "top": TOP,
        "engines": [asdict(one) for one in found],
        "missing": missing,
    }
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    out = Console(width=None if sys.stdout.isatty() else WIDE)
    table = Table(title=f"The best {TOP} of {items:,}, milliseconds of a query", title_justify="left")
    for name in (
        "engine",
        "p50",
        "p95",
        "p99",
        "cpu p50",
        "build s",
        "queries",
        "agreement",
        "÷ ours",
        "cpu ÷ ours",
        "answers",
    ):
        table.add_column(name, justify="left" if name in {"engine", "answers"} else "right")
    for one in found:
        times = [f"{time:.3g}" for time in (one.p50, one.p95, one.p99, one.cpu_p50, one.build_s)]
        table.add_row(
            one.engine,
            *times,
            str(one.queries),
            f"{one.agreement:.2f}",
            f"{one.ratio:.3g}",
            f"{one.cpu_ratio:.3g}",
            one.answers,
        )
    out.print(table)
    for name, why in missing.items():
        said.print(f"Left out: {name} ({why}). [b]uv sync --group bench[/b] brings the peers.", highlight=False)
    out.print(f"Load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
