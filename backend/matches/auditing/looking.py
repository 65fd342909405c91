"""Each person before everything on offer, and each employer before these people: the very orders that pages show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from backend.matches.asking import POLICIES
from backend.matches.auditing.ground import Ground
from backend.matches.day import Day
from matching import Config, Filters, Snapshot
from matching.audit.exposure import MILLION, exposures
from matching.audit.groups import Integers
from matching.rank import Asked, arranged_of, look
from matching.retrieve.select import id_hash, order, shuffle
from matching.retrieve.view import View
from matching.scoring.mutual import POINTS
from matching.types import Market, Seeker

DEPTH = 20  # places of a page
FIT = "fit"  # how employers see people: never priced
SHORT = 3  # places of a short list: whom an employer might invite first

Page: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What these people are shown, and who is shown to employers, under one configuration.

    `pages`, `plain` (by fit alone) and `tomorrow` hold rows of opportunities for each person; `candidates` rows of
    people for each room. `offered` marks the opportunities that no rule hides from everybody. `scores` are the means of
    a person's first twenty, as employers would see them, in millionths of a point; an empty place counts nothing.
    """

    pages: tuple[Page, ...]
    plain: tuple[Page, ...]
    tomorrow: tuple[Page, ...]
    offered: npt.NDArray[np.bool_]
    candidates: tuple[Page, ...]
    scores: Integers

    @property
    def shown(self) -> Integers:
        """Per person, the exposure before employers."""
        return exposures(self.candidates, len(self.pages))

    @property
    def chosen(self) -> npt.NDArray[np.bool_]:
        """Per person, whether they are on some employer's short list."""
        found: npt.NDArray[np.bool_] = exposures((page[:SHORT] for page in self.candidates), len(self.pages)) > 0
        return found


def see(ground: Ground, day: Day, config: Config | None, show: Callable[[int], object]) -> Seen:
    """Look with everybody's eyes; under another configuration than the one in use where one is given."""
    snapshot = ground.stock.snapshot
    if config is not None:
        snapshot = Snapshot.build(ground.items, snapshot.graph, config).priced(snapshot.prices)
    next_day = replace(day, date=day.date + timedelta(days=1), start=day.start + timedelta(days=1))
    row_of = {item.id: row for row, item in enumerate(ground.items)}
    numbers = _Numbers(row_of)
    plain = snapshot.config.policy("plain")
    pages: dict[str, list[Page]] = {"today": [], "plain": [], "tomorrow": []}
    offered = np.zeros(len(ground.items), dtype=np.bool_)
    keys = np.full((len(ground.people), len(ground.rooms)), -1, dtype=np.int64)
    scores = np.zeros(len(ground.people), dtype=np.int64)
    for number, person in enumerate(ground.people):
        code = _code(snapshot, is_pure_fit=person.is_pure_fit)
        policy = snapshot.config.policy(code)
        own = person.own(snapshot.config)
        today, later = _views(own, snapshot, day, code), _views(own, snapshot, next_day, code)
        alone = today if policy.competition is None else _views(own, snapshot, day, FIT)
        for name, views, rule in (("today", today, policy), ("plain", alone, plain), ("tomorrow", later, policy)):
            pages[name].append(tuple(row_of[item.id] for item in arranged_of(views, rule, DEPTH).items))
        offered |= numbers.keys(today) >= 0
        public = numbers.keys(_views(person.public, snapshot, day, FIT))
        keys[number] = public[ground.rooms]
        best = np.sort(public[public >= 0])[::-1][:DEPTH]
        scores[number] = int(np.rint(np.sqrt(best).sum() / POINTS / DEPTH * MILLION))
        show(number + 1)
    keys[~ground.sees] = -1
    candidates = _candidates(ground, keys, day)
    lists = {name: tuple(each) for name, each in pages.items()}
    return Seen(lists["today"], lists["plain"], lists["tomorrow"], offered, candidates, scores)


def _code(snapshot: Snapshot, *, is_pure_fit: bool) -> str:
    """The policy of a person's pages; an older configuration knows fit alone."""
    usual = POLICIES[is_pure_fit][0]
    return usual if usual in {one.code for one in snapshot.config.policies} else FIT


def _views(seeker: Seeker, snapshot: Snapshot, day: Day, policy: str) -> tuple[View, ...]:
    return look(seeker, snapshot, Asked(day.start, day.seed, Market.OPPORTUNITIES, Filters(), DEPTH, policy))


class _Numbers:
    """The rows of a snapshot's segments as rows of the ground: looked up once, and not for everybody anew."""

    def __init__(self, row_of: Mapping[str, int]) -> None:
        self._row_of = row_of
        self._known: dict[int, Integers] = {}

    def keys(self, views: tuple[View, ...]) -> Integers:
        """Per opportunity what orders it, -1 where a rule hides it."""
        keys = np.full(len(self._row_of), -1, dtype=np.int64)
        for view in views:
            keys[self._of(view)[view.rows]] = view.keys
        return keys

    def _of(self, view: View) -> Integers:
        shelf = view.segment.shelf
        if id(shelf) not in self._known:  # shelves live as long as the snapshot that is looked at
            rows = [self._row_of.get(item.id, -1) for item in shelf.items]
            self._known[id(shelf)] = np.array(rows, dtype=np.int64)
        return self._known[id(shelf)]


def _candidates(ground: Ground, keys: Integers, day: Day) -> tuple[Page, ...]:
    """The first places before each room; people are rows in the order of their ids, as lots are drawn by them."""
    hashes = np.array([id_hash(person.seeker.id) for person in ground.people], dtype=np.uint64)
    ties = shuffle(hashes, day.seed)
    may = [np.flatnonzero(own >= 0) for own in keys.T]
    return tuple(
        tuple(rows[order(own[rows], ties[rows])[:DEPTH]].tolist()) for rows, own in zip(may, keys.T, strict=True)
    )
