"""The two questions: what fits this person, and who fits this item. Everything shown comes with its arithmetic."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

import numpy as np

from matching.config import Config, Policy
from matching.eligibility import RULES
from matching.eligibility.rule import Rule
from matching.errors import BadInput, Fact
from matching.explain.contributions import explain as explain_pair
from matching.market.prices import Prices
from matching.rerank.caps import Arranged, arrange
from matching.rerank.variety import Eye, arrange_varied
from matching.retrieve.again import Deed, Reach, again
from matching.retrieve.filters import Filters
from matching.retrieve.seeing import see
from matching.retrieve.shared import Shared
from matching.retrieve.snapshot import Snapshot
from matching.retrieve.view import Best, Tally, View, place_of
from matching.retrieve.wide import Wide
from matching.scene import Scene
from matching.types import Item, Market, Match, Seeker

EVERYTHING = Filters()
STEPS_SHOWN = 3  # how many ways to loosen one rule are told


@dataclass(frozen=True, slots=True)
class Loosening:
    """Moving a limit `to` here would show this many of the items only it hides."""

    to: Fact
    shows: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """A rule that hides: how many in all, how many nobody else hides, the limit, and what loosening it would show."""

    rule: str
    count: int
    only: int
    limit: Fact = None
    loosenings: tuple[Loosening, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A rule that cannot tell about this many shown items."""

    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a ranking was asked for."""

    now: datetime
    day_seed: str
    market: Market | None
    filters: Filters
    top: int
    policy: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Items for a person, best first.

    `total` were there, `filtered` were left out by filters, `eligible` were not hidden. `passed_over` stand, by score
    alone, before the last one shown, but are not shown; with them a receipt can show the whole order again. `prices`
    are those that competition was taken by, of these items, in hundredths of a point.
    """

    seeker: Seeker
    asked: Asked
    matches: tuple[Match, ...]
    hidden: tuple[Hidden, ...]
    questions: tuple[Question, ...]
    total: int
    filtered: int
    eligible: int
    snapshot_digest: str
    scene: Scene = field(repr=False, compare=False)
    items: tuple[Item, ...] = field(repr=False)
    passed_over: tuple[str, ...] = ()
    prices: tuple[tuple[str, int], ...] = ()


def rank(
    seeker: Seeker,
    snapshot: Snapshot,
    *,
    now: datetime,
    day_seed: str,
    market: Market | None = None,
    filters: Filters = EVERYTHING,
    top: int = 20,
    policy: str = "fit",
) -> Ranking:
    """The best `top` items for a person, explained; of one market, or of all when none is named.

    Exact: equal to scoring each pair alone and sorting by U·V, then by a hash of id and `day_seed`, then by id;
    where the policy has it, with the price of competition off (`matching.market.prices`); after which the policy's caps
    move what they must and say so. Raises BadInput on an unknown policy, a naive `now`,
    or a person with absurdly many claims.
    """
    asked = Asked(now, day_seed, market, filters, at_least_one(top), policy)
    check_seeker(seeker, snapshot.config)
    return ranked(seeker, snapshot, asked, look(seeker, snapshot, asked))


def ranked(seeker: Seeker, snapshot: Snapshot, asked: Asked, views: Sequence[View]) -> Ranking:
    """What `rank` gives, from views that are there already: those of `look` for the same person and question."""
    scene = views[0].scene if views else Scene(snapshot.graph, snapshot.config, asked.now)
    policy = snapshot.config.policy(asked.policy)
    arranged = arranged_of(views, policy, asked.top)
    matches = explained(seeker, arranged, scene, snapshot.prices, policy)
    tallies = [view.tally() for view in views]
    shown = {item.id for item in arranged.items}
    return Ranking(
        seeker=seeker,
        asked=asked,
        matches=matches,
        hidden=tuple(_hidden(views, tallies)),
        questions=tuple(_questions(tallies)),
        total=sum(view.segment.count for view in views),
        filtered=sum(view.filtered for view in views),
        eligible=sum(view.eligible for view in views),
        snapshot_digest=snapshot.digest,
        scene=scene,
        items=tuple(snapshot.item(known) for known in arranged.before),
        passed_over=tuple(known for known in arranged.before if known not in shown),
        prices=snapshot.prices.told(arranged.before, policy.competition),
    )


def explain(seeker: Seeker, snapshot: Snapshot, item_id: str, *, now: datetime, policy: str = "fit") -> Match:
    """The whole arithmetic of one pair, hidden or not, as the policy has it. Raises UnknownId."""
    check_seeker(seeker, snapshot.config)
    charge = snapshot.prices.of(item_id, snapshot.config.policy(policy).competition)
    return explain_pair(seeker, snapshot.item(item_id), Scene(snapshot.graph, snapshot.config, now), charge=charge)


def look(seeker: Seeker, snapshot: Snapshot, asked: Asked) -> tuple[View, ...]:
    """The market asked for, or every market, scanned for this person."""
    scene = Scene(snapshot.graph, snapshot.config, asked.now)
    competition = snapshot.config.policy(asked.policy).competition
    return tuple(
        see(segment, seeker, scene, asked.filters, asked.day_seed, snapshot.prices.taken(segment.shelf, competition))
        for market in Market
        if asked.market in {None, market}
        for segment in snapshot.shelves[market].segments
    )


def look_for_many(
    seekers: Iterable[Seeker], snapshot: Snapshot, asked: Asked
) -> Iterator[tuple[Seeker, tuple[View, ...]]]:
    """What `look` gives, for each of many people: what several of them would have worked out alike is done once."""
    shared = Shared()
    for seeker in seekers:
        views = look(seeker, snapshot, asked)
        yield seeker, tuple(replace(view, shared=shared) if isinstance(view, Wide) else view for view in views)


def look_again(views: Sequence[View], deeds: Sequence[Deed], reach: Reach | None = None) -> list[tuple[View, ...]]:
    """For each deed the same views for the person as they would be after it; equal to looking anew, and faster.

    Faster still where no more is asked for than what is within `reach`, as `reach_of` tells of ranks.
    """
    return list(zip(*(again(view, deeds, reach) for view in views), strict=True))


def reach_of(policy: Policy, key: int) -> Reach:
    """How far `rank_of` looks to find things that are ordered by `key` at least."""
    return Reach(_depth(policy, policy.window), key)


def _depth(policy: Policy, top: int) -> int:
    """What the caps may read to fill so many places, and one more to know it."""
    return max(top + 2 * policy.window, (policy.reach or 0) + 1)


def arranged_of(views: Sequence[View], policy: Policy, top: int) -> Arranged:
    """The first `top` places over these views, by score and then by policy.

    Takes as many of the best as the caps turn out to need.
    """
    eligible = sum(view.eligible for view in views)
    depth = _depth(policy, top)
    while True:
        best = _merged([view.best(depth) for view in views if view.eligible])
        arranged = _arranged((one.item for one in best[:depth]), policy, min(top, eligible), views)
        is_settled = depth >= eligible or len(arranged.before) < depth
        if is_settled:
            return arranged
        depth *= 2


def _merged(lists: Sequence[Iterable[Best]]) -> list[Best]:
    """Each in order already."""
    return list(lists[0]) if len(lists) == 1 else sorted(chain.from_iterable(lists), key=lambda one: one.order)


def _arranged(items: Iterable[Item], policy: Policy, top: int, views: Sequence[View]) -> Arranged:
    if policy.variety is None or not views:
        return arrange(items, policy, top)
    eye = Eye(views[0].seeker, views[0].scene, views[0].day_seed)
    return arrange_varied(items, policy, policy.variety, top, eye)


def rank_of(item: Item, views: Sequence[View], policy: Policy) -> int | None:
    """The rank `rank` would show this item at, however deep; None where it is hidden or filtered out."""
    window = arranged_of(views, policy, policy.window) if policy.window else arrange((), policy, 0)
    for rank, shown in enumerate(window.items, start=1):
        if shown.id == item.id:
            return rank
    alone = place_of(item.id, views)
    if alone is None:
        return None
    overtaken = sum(window.before[shown.id] < alone for shown in window.items)
    return len(window.items) + alone - overtaken


def explained(seeker: Seeker, arranged: Arranged, scene: Scene, prices: Prices, policy: Policy) -> tuple[Match, ...]:
    """Each item shown, with its arithmetic, rank and moves."""
    return tuple(
        explain_pair(seeker, item, scene, rank, arranged.moves(item, rank), prices.of(item.id, policy.competition))
        for rank, item in enumerate(arranged.items, start=1)
    )


def check_seeker(seeker: Seeker, config: Config) -> None:
    """Refuses a person with more claims than a life holds."""
    for what in ("skills", "languages", "experience", "goals", "occupations", "sectors", "fields", "denied"):
        count = len(getattr(seeker, what))
        if count > config.most_claims:
            raise BadInput("seeker.too-many", what=what, count=count, at_most=config.most_claims)


def _hidden(views: Sequence[View], tallies: Sequence[Tally]) -> Iterator[Hidden]:
    """Each rule that hides something, over all views."""
    for place, rule in enumerate(RULES):
        count = sum(int(tally.hidden[place]) for tally in tallies)
        only = sum(int(tally.alone[place]) for tally in tallies)
        if count:
            loosenings = tuple(_loosenings(rule, place, views))[:STEPS_SHOWN] if only else ()
            yield Hidden(rule.name, count, only, rule.limit(views[0].seeker), loosenings)


def _loosenings(rule: Rule, place: int, views: Sequence[View]) -> Iterator[Loosening]:
    """The person's next steps that show more than the steps before."""
    most = 0
    alone = [np.flatnonzero(view.wanted & (view.failed == 1 << place)) for view in views]
    for loosened in rule.loosen(views[0].seeker, views[0].scene):
        shows = sum(
            int(np.count_nonzero(~view.still_hides(rule, loosened.seeker, rows)))
            for view, rows in zip(views, alone, strict=True)
        )
        if shows > most:
            most = shows
            yield Loosening(loosened.to, shows)


def _questions(tallies: Sequence[Tally]) -> Iterator[Question]:
    for place, rule in enumerate(RULES):
        count = sum(int(tally.asked[place]) for tally in tallies)
        if count:
            yield Question(rule.name, count)


def at_least_one(top: int) -> int:
    """The same number; BadInput (`top.too-small`) for less than one."""
    if top < 1:
        raise BadInput("top.too-small", top=top)
    return top
