"""What it costs to work elsewhere: a task and its way back, what is sent, a snapshot for a machine, a file written."""

import pickle
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from distributed import Client

from backend.commands.batch import node
from backend.commands.batch.digest import content_of, digest_of
from backend.commands.batch.source import Invented
from backend.commands.batch.store import Folder, Plan
from matching.evaluate.market import Market
from matching.retrieve.index.folder import open_place, write
from matching.retrieve.index.together import search_for_all

T = TypeVar("T")
Clock = Callable[[], float]
OWN = time.process_time
TASKS, TOP = 30, 50


@dataclass(frozen=True, slots=True)
class Overheads:
    """Milliseconds; of one portion of people, by one thread, where `portion` is in the name.

    By the clock, but what happens here alone by processor time: drawing, packing, searching, hashing and writing.
    """

    items: int
    people_a_portion: int
    task_ms: float
    snapshot_mb: float
    snapshot_digest_ms: float
    snapshot_write_ms: float
    snapshot_open_ms: float
    snapshot_send_ms: float
    portion_sent_mb: float
    portion_answered_mb: float
    portion_draw_ms: float
    portion_pickle_ms: float
    portion_search_ms: float
    portion_far_ms: float
    portion_digest_ms: float
    portion_keep_ms: float


def overheads(address: str, items: int, portion: int, seed: int) -> Overheads:
    """Against a scheduler with a worker that runs: what each step takes, the median of several where it is short."""
    source = Invented(Market(seed), items, 4 * portion)
    index = source.index
    people, askers = source.people(0, portion)
    found = search_for_all(index, askers, TOP, source.seed)  # and machine code, before the clock runs
    with tempfile.TemporaryDirectory() as folder, Client(address) as client:
        client.wait_for_workers(1, timeout=60)
        told, hashed = _timed(lambda: content_of(index.rows), OWN)
        place, written = _timed(lambda: write(Path(folder), "whole", index, 1), OWN)
        plan = Plan("overheads", told, items, 4 * portion, TOP, portion, "", int(source.seed))
        store = Folder(Path(folder) / "out", plan)
        worker = next(iter(client.scheduler_info(n_workers=-1)["workers"]))
        sent = _timed(lambda: node.send(client, told, place, worker))[1]

        def far() -> object:
            answer = client.submit(node.answer, told, askers, TOP, plan.ties, pure=False, workers=[worker])
            return answer.result()

        far()  # maps the snapshot and loads the machine code there
        return Overheads(
            items=items,
            people_a_portion=portion,
            task_ms=_median(lambda: client.submit(abs, 1, pure=False).result(), TASKS),
            snapshot_mb=sum(path.stat().st_size for path in place.rglob("*.npy")) / 1e6,
            snapshot_digest_ms=hashed,
            snapshot_write_ms=written,
            snapshot_open_ms=_median(lambda: open_place(place), 5),
            snapshot_send_ms=sent,
            portion_sent_mb=len(pickle.dumps(askers, 5)) / 1e6,
            portion_answered_mb=len(pickle.dumps(found, 5)) / 1e6,
            portion_draw_ms=_median(lambda: source.people(0, portion), 3, OWN),
            portion_pickle_ms=_median(lambda: pickle.loads(pickle.dumps((askers, found), 5)), 5, OWN),  # noqa: S301  ours
            portion_search_ms=_median(lambda: search_for_all(index, askers, TOP, np.uint64(0)), 3, OWN),
            portion_far_ms=_median(far, 3),
            portion_digest_ms=_median(lambda: digest_of(people, None, found), 3, OWN),
            portion_keep_ms=_median(lambda: store.keep(0, people, None, found), 3, OWN),
        )


def _timed(does: Callable[[], T], clock: Clock = time.perf_counter) -> tuple[T, float]:
    began = clock()
    done = does()
    return done, (clock() - began) * 1000


def _median(does: Callable[[], object], times: int, clock: Clock = time.perf_counter) -> float:
    return statistics.median(_timed(does, clock)[1] for _ in range(times))
