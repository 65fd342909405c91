"""How soon a worker process sees a change, what it costs to have one more, and how long it takes to come up."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from backend.commands.worker import QUERIES, told_query
from matching.evaluate.market import Items, Market
from matching.retrieve.index.live import Live
from matching.retrieve.index.merging import merge_beside
from matching.retrieve.index.query import Query
from matching.retrieve.index.rows import Lists, Rows, taken

CHANGES, APART = 200, 0.003  # seconds between two changes, or two queries of the process that changes


@dataclass(frozen=True, slots=True)
class Shared:
    """Milliseconds (`p50`, `p99`), seconds and megabytes."""

    items: int
    visible_p50_ms: float
    visible_p99_ms: float
    unseen: int
    add_p50_ms: float
    add_p99_ms: float
    close_p99_ms: float
    merge_s: float
    longest_query_before_merge_ms: float
    longest_query_during_merge_ms: float
    first_answer_s: float
    opened_mb: float
    private_mb: float
    forked_mb: float
    bytes_per_item: float


def measured(items: int, seed: int) -> Shared:
    """Makes an index of so many, starts two workers that ask it all the time, and changes it under them."""
    market = Market(seed)
    rows, marked = market.items(items).rows(), _marked(market, items)
    with ExitStack() as open_, tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        live = Live.make(root, rows)
        size = sum(place.stat().st_size for place in root.glob("0*/*.npy"))
        queries = list(map(told_query, market.queries(market.people(50))))
        (root / QUERIES).write_text(json.dumps(queries))
        workers = [open_.enter_context(_started(root)) for _ in range(2)]
        first = [_line(one)["first_answer_s"] for one in workers]
        opened = [_line(one)["opened_mb"] for one in workers]
        added, adding = _added(live, marked)
        closing = _closed(live)
        query = next(market.queries(market.people(1)))
        before = _longest(live, query, [True] * CHANGES)
        merging, longest = _merged(live, query)
        (root / "stop").touch()
        told = [_line(one) for one in workers]
    late = [[seen - added[int(number)] for number, seen in one["seen"].items()] for one in told]
    every = np.array([ns for one in late for ns in one]) / 1e6
    return Shared(
        items=items,
        visible_p50_ms=float(np.percentile(every, 50)),
        visible_p99_ms=float(np.percentile(every, 99)),
        unseen=2 * CHANGES - len(every),
        add_p50_ms=float(np.percentile(adding, 50)),
        add_p99_ms=float(np.percentile(adding, 99)),
        close_p99_ms=float(np.percentile(closing, 99)),
        merge_s=merging,
        longest_query_before_merge_ms=before,
        longest_query_during_merge_ms=longest,
        first_answer_s=min(first),
        opened_mb=max(opened),
        private_mb=max(one["private_mb"] for one in told),
        forked_mb=max(one["forked_mb"] for one in told),
        bytes_per_item=size / items,
    )


def _marked(market: Market, first: int) -> Rows:
    """Items of a kind that nothing else is of, which only the workers' own question looks for."""
    some: Items = market.items(CHANGES)
    every = np.arange(CHANGES)
    lists = Lists(
        np.arange(CHANGES + 1, dtype=np.uint32), np.zeros(CHANGES, np.uint16), np.full(CHANGES, 255, np.uint8)
    )
    alike = replace(
        some, lists=lists, kind=np.full(CHANGES, 15, np.uint8), is_open=every >= 0, languages=some.languages * 0
    )
    return alike.rows()._replace(numbers=(first + every).astype(np.int32))


def _added(live: Live, marked: Rows) -> tuple[dict[int, int], list[float]]:
    """When each was added (nanoseconds of the clock that all processes share), and how long that took."""
    began, took = {}, []
    for at in range(CHANGES):
        one = taken(marked, [at])
        began[int(one.numbers[0])] = time.monotonic_ns()
        took.append(_timed(lambda one=one: live.add(one)))
        if at >= 25:  # the workers look at the best fifty
            live.close([int(marked.numbers[at - 25])])
        time.sleep(APART)
    time.sleep(0.2)
    return began, took


def _closed(live: Live) -> list[float]:
    """At the pace of additions: without a pause three would want two processors, and the time be theirs to give."""
    took = []
    for at in range(CHANGES):
        took.append(_timed(lambda at=at: live.close([at])))
        time.sleep(APART)
    return took


def _merged(live: Live, query: Query) -> tuple[float, float]:
    """Seconds of a merge in a process of its own, and the longest query meanwhile in milliseconds."""
    began = time.perf_counter()
    with merge_beside(live.root) as merging:
        longest = _longest(live, query, iter(lambda: merging.poll() is None, False))
    return time.perf_counter() - began, longest


def _longest(live: Live, query: Query, times: Iterable[bool]) -> float:
    """Milliseconds of the longest of many queries, a few hundred a second, beside the workers'."""
    longest = 0.0
    for _ in times:
        longest = max(longest, _timed(lambda: live.search(query, 50)))
        time.sleep(APART)
    return longest


def _timed(does: Any) -> float:
    began = time.perf_counter_ns()
    does()
    return (time.perf_counter_ns() - began) / 1e6


def _started(root: Path) -> "subprocess.Popen[str]":
    run = [sys.executable, "-m", "backend.commands.worker", str(root)]
    return subprocess.Popen(run, stdout=subprocess.PIPE, text=True, env=dict(os.environ))  # noqa: S603  ourselves


def _line(worker: "subprocess.Popen[str]") -> Any:
    if worker.stdout is None:
        raise AssertionError("it was started with a pipe")
    return json.loads(worker.stdout.readline())
