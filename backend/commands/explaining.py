"""How many explanations a second, of one person and a whole market, and of those a page shows; beside one by one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np

from matching import DEFAULT, Graph, Snapshot
from matching.evaluate.market import CONCEPTS, Items, Market, People
from matching.explain.batch import explain_many
from matching.explain.contributions import explain
from matching.retrieve.lens import Lens
from matching.retrieve.scan import Scan, scan
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Experience, Importance, Item, Place, Requirement, Seeker, SkillClaim
from matching.types import Market as Markets

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGE, ALONE, ROUNDS, BRANCHES = 50, 200, 5, 6
LEVELS, IMPORTANCE = 4, tuple(Importance)


@dataclass(frozen=True, slots=True)
class Explained:
    """Explanations a second of processor time on one core, the best of five rounds. `per_pair` makes whole objects."""

    items: int
    people: int
    whole_market: int
    page_after_scan: int
    per_pair: int
    ratio: float


def measured(items: int, people: int, seed: int) -> Explained:
    """On an invented market; a batch is compared with one explanation alone before it is timed."""
    market = Market(seed)
    towns = [Place(lat, lon) for lat, lon in zip(market.town_lat.tolist(), market.town_lon.tolist(), strict=True)]
    parents = [(_name(one), "broader", _name(one // BRANCHES)) for one in range(1, CONCEPTS)]
    graph = Graph.build(((_name(one), "skill") for one in range(CONCEPTS)), parents)
    snapshot = Snapshot.build(_items(market.items(items), towns), graph)
    shelf, scene = snapshot.shelves[Markets.OPPORTUNITIES].segments[0].shelf, Scene(graph, DEFAULT, NOW)
    lenses = [Lens(seeker, shelf, scene) for seeker in _people(market.people(people), towns)]
    scans = [scan(lens) for lens in lenses]
    bests = [np.argsort(-one.keys, kind="stable")[:PAGE] for one in scans]
    _check(lenses, bests, scans)
    some = [(lenses[0].seeker, item) for item in shelf.items[:ALONE]]
    whole = _rate(lambda: sum(len(explain_many(Lens(one.seeker, shelf, scene))) for one in lenses))
    page = _rate(
        lambda: sum(len(explain_many(*one)) for one in zip(lenses, bests, [s.values for s in scans], strict=True))
    )
    alone = _rate(lambda: len([explain(seeker, item, scene) for seeker, item in some]))
    return Explained(items, people, whole, page, alone, round(whole / alone, 1))


def _rate(deed: Callable[[], int]) -> int:
    """Explanations a second: the best round, after one to warm up."""
    count, times = deed(), []
    for _ in range(ROUNDS):
        started = time.process_time()
        deed()
        times.append(time.process_time() - started)
    return round(count / max(min(times), 1e-9))


def _check(lenses: list[Lens], bests: list[Numbers], scans: list[Scan]) -> None:
    for lens, rows, found in zip(lenses, bests, scans, strict=True):
        told = explain_many(lens, rows, found.values)
        match = told[0]
        points = [*told.forward.points[0].tolist(), *told.backward.points[0].tolist()]
        if told.score[0] != match.score or points != [one.points for one in match.contributions]:
            raise AssertionError("a batch does not say what an explanation says")


def _name(concept: int) -> str:
    return f"c{concept:05d}"


def _items(shop: Items, towns: list[Place]) -> list[Item]:
    """What takes most of an item is asked as a must; levels go round."""
    starts, concepts, amounts = (column.tolist() for column in shop.lists)
    return [
        Item(
            f"i{row:07d}",
            Markets.OPPORTUNITIES,
            kind=f"k{shop.kind[row]}",
            occupation=_name(concepts[low]),
            requirements=tuple(
                Requirement(_name(concept), IMPORTANCE[amount % 3], 1 + (concept + row) % LEVELS)
                for concept, amount in zip(concepts[low:high], amounts[low:high], strict=True)
            ),
            place=towns[shop.town[row]],
            remote_share=100 if shop.is_remote[row] else 0,
        )
        for row, (low, high) in enumerate(pairwise(starts))
    ]


def _people(crowd: People, towns: list[Place]) -> list[Seeker]:
    starts, concepts, amounts = (column.tolist() for column in crowd.claims)
    return [
        Seeker(
            f"p{row:05d}",
            tuple(
                SkillClaim(_name(concept), 1 + amount % LEVELS)
                for concept, amount in zip(concepts[low:high], amounts[low:high], strict=True)
            ),
            experience=(Experience(_name(concepts[low]), 24),),
            occupations=(_name(concepts[low]),),
            kinds=("k0", "k1"),
            place=towns[row % len(towns)],
            travel_limit_km=int(crowd.limit[row]) // 1000,
        )
        for row, (low, high) in enumerate(pairwise(starts))
    ]
