"""How fast everybody is matched, beside a sparse product; and how fast people are found for an opportunity."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from backend.commands.peers.peer import TOP, Conditions, Ids, Question, best
from matching.evaluate.market import CONCEPTS, Items, Market, item_query
from matching.retrieve.index.askers import slice_of
from matching.retrieve.index.globe import metres
from matching.retrieve.index.index import Index, search_plainly
from matching.retrieve.index.together import search_for_all

ROUNDS, GROUP = 3, 32


@dataclass(frozen=True, slots=True)
class Batch:
    """People a second. `core`: by processor time of one thread; `machine`: by the clock, all cores; ratios of `core`.

    The two products give the best by concepts among what meets all conditions; ours orders by place and time too.
    """

    items: int
    people: int
    build_s: float
    ours_machine: float
    ours_core: float
    filtered_first_core: float
    whole_product_core: float
    over_filtered_first: float
    over_whole_product: float


@dataclass(frozen=True, slots=True)
class Reverse:
    """People for an opportunity: milliseconds of a query, each the best of its rounds, by processor time and clock."""

    people: int
    queries: int
    build_s: float
    bytes_per_person: float
    p50_cpu_ms: float
    p99_cpu_ms: float
    p50_ms: float
    p99_ms: float


def batch(items: int, people: int, seed: int) -> Batch:
    """Ours and scipy's CSR in one run, in turns; each the best of three rounds. Raises ImportError without scipy."""
    market = Market(seed)
    shop = market.items(items)
    began = time.process_time()
    index = Index.build(shop.rows())
    built = time.process_time() - began
    crowd = market.people(people)
    askers = market.askers(crowd)
    towns = metres(market.town_lat, market.town_lon).astype(np.int64)
    questions = [Question.of(crowd, row, market.similarities(crowd, row), towns) for row in range(min(people, GROUP))]
    first, whole = _products(shop)
    if [one.tolist() for one in first(questions)] != [one.tolist() for one in whole(questions)]:
        raise AssertionError("two ways of one product differ")
    cores = os.cpu_count() or 1
    cuts = np.linspace(0, people, 4 * cores + 1).astype(int).tolist()

    def ours(low: int, high: int) -> None:
        search_for_all(index, slice_of(askers, low, high), TOP, np.uint64(0))

    def together() -> None:
        with ThreadPoolExecutor(cores) as threads:
            list(threads.map(ours, cuts[:-1], cuts[1:]))

    ours(0, min(people, 8))  # machine code, before the clock runs
    rounds = [
        (
            _seconds(time.perf_counter, together) / people,
            _seconds(time.process_time, lambda: ours(0, people)) / people,
            _seconds(time.process_time, lambda: first(questions)) / len(questions),
            _seconds(time.process_time, lambda: whole(questions)) / len(questions),
        )
        for _ in range(ROUNDS)
    ]
    machine, core, one, other = np.array(rounds).min(axis=0).tolist()
    return Batch(items, people, built, 1 / machine, 1 / core, 1 / one, 1 / other, one / core, other / core)


def reverse(people: int, queries: int, seed: int) -> Reverse:
    """An index of people, asked for opportunities; answers of a few are compared with a plain look at everybody."""
    market = Market(seed)
    rows = market.people_rows(market.people(people))
    began = time.process_time()
    index = Index.build(rows)
    built = time.process_time() - began
    shop = market.items(queries)
    asked = [item_query(shop, row) for row in range(queries)]
    for query in asked[:3]:
        fast, plain = index.search(query, TOP), search_plainly((index,), query, TOP)
        if fast.numbers.tolist() != plain.numbers.tolist():
            raise AssertionError("the index does not find what a plain scan finds")
    parts = (*index.rows, *index.tiles, index.zones, index.finder)
    clocks = [
        [[_seconds(clock, partial(index.search, query, TOP)) for query in asked] for _ in range(ROUNDS)]
        for clock in (time.process_time, time.perf_counter)
    ]
    cpu, wall = (np.percentile(np.array(one).min(axis=0) * 1000, (50, 99)).tolist() for one in clocks)
    return Reverse(people, queries, built, sum(part.nbytes for part in parts) / people, *cpu, *wall)


Answer = Callable[[list[Question]], list[Ids]]


def _products(shop: Items) -> tuple[Answer, Answer]:
    """Conditions first and a product for each person; a product for a group and the conditions after."""
    import scipy.sparse  # noqa: PLC0415  of the bench group

    parts = (shop.lists.amounts.astype(np.float32), shop.lists.concepts.astype(np.int32), shop.lists.starts)
    matrix = scipy.sparse.csr_matrix(parts, shape=(len(shop), CONCEPTS))
    held = Conditions(shop)

    def first(questions: list[Question]) -> list[Ids]:
        found = []
        for question in questions:
            may = held.admitted(question)
            found.append(best(matrix[may] @ question.table.astype(np.float32), may))
        return found

    def whole(questions: list[Question]) -> list[Ids]:
        sums = matrix @ np.stack([question.table for question in questions], axis=1).astype(np.float32)
        found = []
        for at, question in enumerate(questions):
            may = held.admitted(question)
            found.append(best(sums[may, at], may))
        return found

    return first, whole


def _seconds(clock: Callable[[], float], does: Callable[[], object]) -> float:
    began = clock()
    does()
    return clock() - began
