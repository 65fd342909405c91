"""`python -m tests.bench.allocation [--million] [--peers] [--json]`: allocation, mentor rounds, assignment, scores.

Prints processor time (the best of several, so a busy machine changes little) and, beside it, what peers take for the
same arrays in the same run. The package `matching` of PyPI has our import name: it runs in an environment of its own.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from scipy.optimize import linear_sum_assignment

from backend.settings import ROOT
from matching.allocate import Applicant, Call, Place, Seats, Wish, allocate, bundle, verify
from matching.allocate.deferred import Solver, solve
from matching.allocate.table import Table, columns
from matching.flow import cheapest
from matching.panel import Application, Assignment, Mark, Pool, Reviewer, assign, check, score_marks
from tests.bench.rows import Row, at_most, beside, tell

SEED = "5e" * 32


def best(times: int, call: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of processor time, the best of some, and what came out."""
    taken, found = [], None
    for _ in range(times):
        start = time.process_time()
        found = call()
        taken.append(time.process_time() - start)
    return min(taken) * 1e3, found


def market(applicants: int, places: int, shortest: int = 10, longest: int = 50) -> dict[str, Any]:
    """Popular places are on more lists; scores have ties; seats for four fifths of the applicants."""
    rng = np.random.default_rng(0)
    popular = np.cumsum(1 / np.arange(1, places + 1) ** 0.6)
    lengths = rng.integers(shortest, longest + 1, applicants)
    drawn = np.minimum(np.searchsorted(popular / popular[-1], rng.random(int(lengths.sum()))), places - 1)
    owner = np.repeat(np.arange(applicants), lengths)
    _, first = np.unique(owner * places + drawn, return_index=True)
    first = first[np.lexsort((rng.random(len(first)), owner[first]))]
    starts = np.concatenate(([0], np.cumsum(np.bincount(owner[first], minlength=applicants))))
    return {
        "starts": starts,
        "places": drawn[first].astype(np.int32),
        "points": rng.integers(0, 101, len(first)) * 100_000,
        "seats": np.maximum(1, rng.multinomial(int(applicants * 0.8), np.full(places, 1 / places))),
    }


def table(made: dict[str, Any], reserved: bool) -> Table:
    n = len(made["starts"]) - 1
    seats = [[(int(c) // 3, 1), (int(c) - int(c) // 3, 0)] if reserved else [(int(c), 0)] for c in made["seats"]]
    groups = (np.arange(n) % 3 == 0).astype(np.int64)
    return columns(made["starts"], made["places"], made["points"], seats, groups)


SIZES = {  # applicants × places: milliseconds that are aimed at, compiled and without a compiler
    (10_000, 500): (3.0, 80.0),
    (100_000, 5_000): (None, None),
    (1_000_000, 50_000): (1_500.0, None),
}


def allocations(sizes: Iterable[tuple[int, int]]) -> Iterator[Row]:
    for n, p in sizes:
        made = market(n, p)
        fast_mark, slow_mark = SIZES[n, p]
        for reserved in (False, True):
            shape = table(made, reserved)
            solve(shape, Solver.COMPILED)
            fast, found = best(5 if n < 1_000_000 else 3, lambda shape=shape: solve(shape, Solver.COMPILED))
            what = f"deferred acceptance, {n:,} × {p:,}{', reserves' * reserved}"
            yield at_most(what, fast, "ms", fast_mark)
            if n <= 10_000:
                slow, twin = best(3, lambda shape=shape: solve(shape, Solver.HEAPQ))
                assert (found == twin).all()
                yield at_most(f"{what}, without a compiler", slow, "ms", slow_mark)


def whole(n: int, p: int) -> Iterator[Row]:
    """From dataclasses to the checked bundle."""
    made = market(n, p, 3, 8)
    wishes = made["starts"]
    call = Call(
        "bench",
        tuple(Place(f"p{k:04}", (Seats(int(c)),)) for k, c in enumerate(made["seats"])),
        tuple(
            Applicant(
                f"a{i:06}",
                tuple(
                    Wish(f"p{made['places'][k]:04}", float(made["points"][k]) / 1e6)
                    for k in range(wishes[i], wishes[i + 1])
                ),
            )
            for i in range(n)
        ),
    )
    took, allocation = best(2, lambda: allocate(call, SEED))
    packing, files = best(1, lambda: bundle(allocation))
    checking, report = best(1, lambda: verify(files, allocation.commitment))
    assert report.is_valid
    what = f"a whole call, {n:,} × {p:,}"
    yield Row(f"{what}, allocated", took, "ms")
    yield Row(f"{what}, its bundle", packing, "ms")
    yield Row(f"{what}, verified: {report.pairs_checked:,} pairs", checking, "ms")


def network(n: int, p: int, each: int) -> tuple[Any, ...]:
    """Mentees with some candidates each; mentors with as many hours together as there are mentees."""
    rng = np.random.default_rng(1)
    popular = np.cumsum(1 / np.arange(1, p + 1) ** 0.5)
    pairs = np.unique(
        np.repeat(np.arange(n), each) * p
        + np.minimum(np.searchsorted(popular / popular[-1], rng.random(n * each)), p - 1)
    )
    return pairs // p, pairs % p, rng.integers(1, 10_000, len(pairs)), np.full(p, -(-n // p))


def ours(mentees: Any, mentors: Any, fits: Any, hours: Any) -> int:
    n, p = int(mentees.max()) + 1, len(hours)
    flow = cheapest(
        np.concatenate((np.ones(n, np.int64), np.zeros(p, np.int64))),
        np.concatenate((np.arange(n + p), mentees)).astype(np.int32),
        np.concatenate((np.full(n + p, n + p), mentors + n)).astype(np.int32),
        np.concatenate((np.full(n, 2), hours, np.ones(len(fits)))).astype(np.int64),
        np.concatenate((np.zeros(n + p), -fits)).astype(np.int64),
    )
    return int((flow.units[n + p :] * fits).sum())


def by_ortools(mentees: Any, mentors: Any, fits: Any, hours: Any) -> int:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    n, p = int(mentees.max()) + 1, len(hours)
    solver, hub = SimpleMinCostFlow(), n + p
    add = solver.add_arcs_with_capacity_and_unit_cost
    add(mentees, mentors + n, np.ones(len(fits), np.int64), -fits)
    add(np.arange(n), np.full(n, hub), np.ones(n, np.int64), np.zeros(n, np.int64))
    add(np.arange(n, n + p), np.full(p, hub), hours, np.zeros(p, np.int64))
    solver.set_nodes_supplies(np.arange(n), np.ones(n, np.int64))
    solver.set_nodes_supplies(np.array([hub]), np.array([-n]))
    assert solver.solve() == solver.OPTIMAL
    return -int(solver.optimal_cost())


def by_networkx(mentees: Any, mentors: Any, fits: Any, hours: Any) -> int:
    graph = nx.DiGraph()
    n = int(mentees.max()) + 1
    for i in range(n):
        graph.add_node(i, demand=-1)
        graph.add_edge(i, "hub", weight=0)
    graph.add_node("hub", demand=n)
    for j, room in enumerate(hours.tolist()):
        graph.add_edge(f"m{j}", "hub", weight=0, capacity=room)
    for i, j, fit in zip(mentees.tolist(), mentors.tolist(), fits.tolist(), strict=True):
        graph.add_edge(i, f"m{j}", weight=-fit, capacity=1)
    return -int(nx.network_simplex(graph)[0])


def by_scipy(mentees: Any, mentors: Any, fits: Any, hours: Any) -> int:
    grid = np.zeros((int(mentees.max()) + 1, len(hours)))
    grid[mentees, mentors] = fits
    dense = np.repeat(grid, hours, axis=1)
    return int(dense[linear_sum_assignment(dense, maximize=True)].sum())


def flows(peers: bool) -> Iterator[Row]:
    for n, p, each in ((1_000, 100, 30), (10_000, 1_000, 30)):
        made = network(n, p, each)
        ours(*made)
        mine, total = best(5, lambda made=made: ours(*made))
        row = at_most(f"greatest total fit, {n:,} × {p:,}", mine, "ms", 150 if n == 10_000 else None)
        yield row
        for name, peer, most in (
            ("ortools", by_ortools, 10**6),
            ("networkx", by_networkx, 2_000),
            ("scipy", by_scipy, 2_000),
        ):
            if peers and n <= most:
                theirs, other = best(3 if name == "ortools" else 1, lambda peer=peer, made=made: peer(*made))
                assert other == total, (name, other, total)
                yield beside(row, name, theirs, theirs / mine)


def panels() -> Iterator[Row]:
    rng = np.random.default_rng(0)
    a, r = 5_000, 200
    domains = [f"d{k}" for k in range(8)]
    names, readers = [f"a{i:04}" for i in range(a)], [f"r{j:03}" for j in range(r)]
    pool = Pool(
        tuple(Application(name, 3, None, frozenset({domains[i % 8]})) for i, name in enumerate(names)),
        tuple(
            Reviewer(name, 90, 50, None, frozenset({domains[j % 8], domains[(3 * j + 1) % 8]}))
            for j, name in enumerate(readers)
        ),
        {
            (name, readers[j]): int(fit)
            for name in names
            for j, fit in zip(rng.choice(r, 30, replace=False), rng.integers(1, 1000, 30), strict=True)
        },
        frozenset((name, readers[j]) for name in names for j in rng.choice(r, 3, replace=False)),
    )
    assign(
        Pool(
            pool.applications[:3],
            tuple(Reviewer(f"warm{n}", 9) for n in range(3)),
            needs_expert=False,
        )
    )
    took, found = best(2, lambda: assign(pool))
    assert isinstance(found, Assignment)
    checking, told = best(1, lambda: check(pool, found.reads, found.certificate))
    assert (told.gap, told.faults) == (0, ())
    yield Row(f"reviewers assigned, {a:,} × {r} × 3", took / 1e3, "s")
    yield Row("its certificate, checked", checking / 1e3, "s")
    quality, leniency = rng.normal(0, 1.5, a), rng.normal(0, 1, r)
    marks = [
        Mark(paper, reader, 5 + quality[int(paper[1:])] + leniency[int(reader[1:])] + rng.normal())
        for paper, reader in found.reads
    ]
    took, _ = best(2, lambda: score_marks(marks))
    yield Row(f"scores of {len(marks):,} marks", took / 1e3, "s")


def by_matching(n: int, p: int) -> Iterator[Row]:
    """PyPI's `matching`, apart, on the same lists: the time of its solve alone, and whether it says the same."""
    made = market(n, p)
    shape = table(made, reserved=False)
    mine, found = best(5, lambda: solve(shape, Solver.COMPILED))
    slow, _ = best(3, lambda: solve(shape, Solver.HEAPQ))
    lists = [shape.places[s:e].tolist() for s, e in zip(shape.starts, shape.starts[1:], strict=False)]
    order = np.lexsort((-shape.keys, shape.places))
    owner = np.repeat(np.arange(n), np.diff(shape.starts))
    ranked = [owner[order[shape.places[order] == place]].tolist() for place in range(p)]
    asked = json.dumps({"applicants": lists, "places": ranked, "seats": made["seats"].tolist()})
    script = Path(__file__).with_name("apart.py")
    done = subprocess.run(
        [
            ROOT / ".tools/bin/uv",
            "run",
            "-q",
            "--no-project",
            "--isolated",
            "--with",
            "matching==1.4.3",
            "python",
            "-P",
            script,
        ],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    told = json.loads(done.stdout)
    assert told["seated"] == found.tolist()
    row = Row(f"deferred acceptance, {n:,} × {p:,}", mine, "ms")
    yield beside(row, "matching 1.4.3 of PyPI", told["ms"], told["ms"] / mine)
    row = Row(f"deferred acceptance, {n:,} × {p:,}, without a compiler", slow, "ms")
    yield beside(row, "matching 1.4.3 of PyPI", told["ms"], told["ms"] / slow)


def main() -> None:
    """Everything; `--million` adds a million applicants, `--peers` the peers."""
    has_peers = "--peers" in sys.argv
    tell(
        chain(
            allocations([size for size in SIZES if size[0] < 1_000_000 or "--million" in sys.argv]),
            whole(5_000, 100),
            flows(has_peers),
            panels(),
            by_matching(1_000, 50) if has_peers else (),
        )
    )


if __name__ == "__main__":
    main()
