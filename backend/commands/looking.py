"""How fast whole rankings are, how true to scoring every pair in full, and how deep an index would have to go."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from matching import Snapshot
from matching.evaluate.offers import NOW, Offers, broad
from matching.explain.levers import best_action
from matching.rank import EVERYTHING, Asked, Ranking, look, look_again, rank_of, ranked
from matching.retrieve.again import Deed
from matching.retrieve.index.index import Index
from matching.retrieve.index.shelving import Shelving
from matching.retrieve.lens import Lens
from matching.retrieve.narrow import Narrow
from matching.retrieve.view import View
from matching.scene import Scene
from matching.types import Market, Seeker

TOP, DAY, SINCE = 20, "2026-11-21", date(2026, 9, 1)
DEPTHS = (50, 200, 1_000, 5_000, 20_000)
SHARE = 0.999
Stage = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of processor time of one stage, over all people: each the best of the rounds."""

    stage: str
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Looked:
    """What was measured. `equal`: pages of `compared` people, with all counts, that are those of the plain full scan.

    `index_reaches`: depth → the share of pages that lie wholly within so many of the index's best; `index_depth`: the
    depth at which 99.9 % do, None where none of them is enough.
    """

    items: int
    people: int
    build_s: float
    eligible_share: float
    timings: tuple[Timed, ...]
    compared: int
    equal: int
    index_reaches: dict[int, float]
    index_depth: int | None


def measured(items: int, people: int, compared: int, rounds: int, seed: int) -> Looked:
    """On an invented market of opportunities. Below 5 000 items the plain scan serves, and is compared with itself."""
    offers = Offers(seed)
    started = time.perf_counter()
    snapshot = Snapshot.build(offers.items(items), offers.graph)
    built = time.perf_counter() - started
    crowd = list(offers.people(max(people, compared)))
    timings, shares = _timed(snapshot, crowd[:people], rounds)
    equal, needs = _compared(snapshot, crowd[:compared])
    reaches = {depth: float(np.mean(needs <= depth)) if compared else 0.0 for depth in DEPTHS}
    enough = next((depth for depth, share in reaches.items() if share >= SHARE), None)
    return Looked(items, people, round(built, 2), shares, timings, compared, equal, reaches, enough)


def _timed(snapshot: Snapshot, crowd: list[Seeker], rounds: int) -> tuple[tuple[Timed, ...], float]:
    asked = Asked(NOW, DAY, Market.OPPORTUNITIES, EVERYTHING, TOP, "fit")
    shares: list[float] = []
    every: list[Stage] = []
    for _ in range(rounds + 1):
        stages: Stage = {}
        for seeker in crowd:
            for stage, milliseconds in _stages(seeker, snapshot, asked, shares):
                stages.setdefault(stage, []).append(milliseconds)
        every.append(stages)
    timed = every[1:]  # the first warmed up
    best = {stage: np.min([stages[stage] for stages in timed], axis=0) for stage in timed[0]}
    told = (Timed(stage, *np.percentile(times, (50, 95, 99)).round(2).tolist()) for stage, times in best.items())
    return tuple(told), round(float(np.mean(shares)), 4)


def _stages(seeker: Seeker, snapshot: Snapshot, asked: Asked, shares: list[float]) -> Iterator[tuple[str, float]]:
    started = time.thread_time()
    views = look(seeker, snapshot, asked)
    for view in views:
        list(view.best(TOP))
    looked = time.thread_time()
    page = ranked(seeker, snapshot, asked, views)
    explained = time.thread_time()
    _levers(page, views, snapshot)
    done = time.thread_time()
    shares.append(page.eligible / max(page.total, 1))
    yield "look and order", 1000 * (looked - started)
    yield "count and explain", 1000 * (explained - looked)
    yield "levers and their ranks", 1000 * (done - explained)
    yield "all of it", 1000 * (done - started)
    wide = broad(seeker)
    started = time.thread_time()
    for view in look(wide, snapshot, asked):
        list(view.best(TOP))
    yield "look and order, nobody hidden by the person", 1000 * (time.thread_time() - started)


def _levers(page: Ranking, views: tuple[View, ...], snapshot: Snapshot) -> None:
    policy = snapshot.config.policy(page.asked.policy)
    items = [snapshot.item(match.item_id) for match in page.matches]
    tried = ((item, best_action(page.seeker, item, page.scene)) for item in items)
    found = [(item, Deed(best.action.after, best.claim)) for item, best in tried if best is not None]
    for (item, _), then in zip(found, look_again(views, [deed for _, deed in found]), strict=True):
        rank_of(item, then, policy)


def _compared(snapshot: Snapshot, crowd: list[Seeker]) -> tuple[int, npt.NDArray[np.int64]]:
    """How many pages equal those of the plain scan, and how deep in the index the last of each page lies."""
    asked = Asked(NOW, DAY, Market.OPPORTUNITIES, EVERYTHING, TOP, "fit")
    segments = snapshot.shelves[Market.OPPORTUNITIES].segments
    shelf, scene = segments[0].shelf, Scene(snapshot.graph, snapshot.config, NOW)
    shelving = Shelving.of(shelf, SINCE)
    index = Index.build(shelving.rows(shelf, segments[0].hashes))
    equal, needs = 0, []
    for seeker in crowd:
        page = ranked(seeker, snapshot, asked, look(seeker, snapshot, asked))
        plain = tuple(Narrow.of(segment, seeker, scene, EVERYTHING, DAY) for segment in segments)
        equal += page == ranked(seeker, snapshot, asked, plain)
        found = index.search(shelving.query(Lens(seeker, shelf, scene), DAY), min(DEPTHS[-1], len(shelf))).numbers
        place = {shelf.items[row].id: at for at, row in enumerate(found.tolist(), start=1)}
        needs.append(max((place.get(match.item_id, len(shelf) + DEPTHS[-1]) for match in page.matches), default=0))
    return equal, np.array(needs, dtype=np.int64)
