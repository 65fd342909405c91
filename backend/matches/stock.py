"""The stock of this process: built once, and then changed by what the journal says has changed.

A request that comes after a commit sees it, in every process: it first asks the journal what came since, and fetches
only that. What changes by the clock alone waits in a heap. What takes long happens beside the requests: the first
build, where a server runs; putting in order what has come loose; and a new vocabulary.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock, Thread
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Pool
from sqlalchemy.orm import Session

from backend.core import journal
from backend.core.memory import building_to_keep
from backend.core.model import now
from backend.matches.feeds import touched
from backend.matches.offer import Change, Stock
from backend.taxonomy import queries as taxonomy
from matching import Graph, Snapshot
from matching.types import Market

__all__ = ["Stock", "Stocks", "stocks"]

A_FEW = 2_000  # things that are made anew in somebody's request; more are made beside it, as long as something is there
LOOSE = 2_000  # rows that may have come loose before they are put in order


@dataclass(slots=True)
class Keep:
    """What is kept for one database. Only who holds `renewing` changes it; anybody may read `stock`.

    `ends` is a heap of when things change by the clock; `later` are the changes since something is made beside.
    """

    stock: Stock | None = None
    ends: list[tuple[datetime, str]] = field(default_factory=list)
    later: list[Change] | None = None
    renewing: Lock = field(default_factory=Lock)

    def is_fresh(self, stock: Stock, graph: Graph, told: journal.Told, moment: datetime) -> bool:
        """Nothing was written since, no deadline has passed, and the words are the same."""
        is_over = any(ends_at <= moment for ends_at, _ in self.ends[:1])
        return not told.changed and not is_over and stock.snapshot.graph is graph

    def put(self, stock: Stock, change: Change) -> Stock:
        """From now on it is this one."""
        for thing in change.upserts:
            if thing.changes_at is not None:
                heapq.heappush(self.ends, (thing.changes_at, thing.id))
        if self.later is not None:
            self.later.append(change)
        self.stock = stock
        return stock

    def put_anew(self, stock: Stock) -> Stock:
        """From now on it is this one, whatever there was."""
        self.ends = [(thing.changes_at, thing.id) for thing in stock.things.values() if thing.changes_at is not None]
        heapq.heapify(self.ends)
        self.later, self.stock = None, stock
        return stock

    def over(self, moment: datetime) -> Iterator[tuple[datetime, str]]:
        """What changes by the clock until then."""
        ahead = [0] if self.ends else []  # down the heap, as far as it is over
        while ahead:
            place = ahead.pop()
            if place < len(self.ends) and self.ends[place][0] <= moment:
                yield self.ends[place]
                ahead += (2 * place + 1, 2 * place + 2)


class Stocks:
    """One stock for each database this process talks to."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Pool, Keep] = WeakKeyDictionary()
        self._opening = Lock()

    def get(self, db: Session, moment: datetime) -> Stock:
        """Everything on offer at this moment. Two short statements when nothing changed; one thread renews."""
        graph, keep = taxonomy.graph(db), self._keep(db.get_bind().engine.pool)
        stock = keep.stock
        told = None if stock is None else journal.since(db, stock.position)
        if stock is not None and told is not None and keep.is_fresh(stock, graph, told, moment):
            return stock
        with keep.renewing:
            if keep.stock is not stock:  # somebody else was first
                told = None if keep.stock is None else journal.since(db, keep.stock.position)
            return _renewed(db, keep, told, graph, moment)

    def is_built(self, engine: Engine) -> bool:
        """Whether there is something to answer with at once."""
        return self._keep(engine.pool).stock is not None

    def _keep(self, pool: Pool) -> Keep:
        with self._opening:
            return self._kept.setdefault(pool, Keep())


def _renewed(db: Session, keep: Keep, told: journal.Told | None, graph: Graph, moment: datetime) -> Stock:
    """By one thread at a time; `told` is what the journal says since what is kept."""
    stock = keep.stock
    if stock is None or told is None or now() - stock.seen_at > journal.KEPT / 2:
        return keep.put_anew(Stock.build(db, graph, moment))
    if keep.is_fresh(stock, graph, told, moment):
        return stock
    over = list(keep.over(moment))
    ids = touched(db, told.changed)
    for market, one in _ended(stock, over):
        ids.setdefault(market, set()).add(one)
    if sum(map(len, ids.values())) > max(A_FEW, len(stock.things) // 4):
        return keep.put_anew(Stock.build(db, graph, moment))
    change = stock.change_of(db, ids, moment)
    stock = keep.put((stock.changed(change) if change else stock).seen(told.position), change)
    for _ in over:
        heapq.heappop(keep.ends)
    return _in_order(keep, stock, graph)


def _ended(stock: Stock, over: list[tuple[datetime, str]]) -> Iterator[tuple[Market, UUID]]:
    for _, one in over:
        thing = stock.things.get(one)
        if thing is not None:
            yield thing.item.market, UUID(one)


def _in_order(keep: Keep, stock: Stock, graph: Graph) -> Stock:
    """Few things are made anew at once where they should be, many in a thread beside."""
    make: Callable[[Snapshot], Snapshot]
    if stock.snapshot.graph is not graph:
        make = lambda before: Snapshot.build(before.items, graph, before.config)  # noqa: E731
    elif stock.snapshot.loose > LOOSE:
        make = Snapshot.merged
    else:
        return stock
    if len(stock.things) <= A_FEW:
        keep.stock = replace(stock, snapshot=make(stock.snapshot))
        return keep.stock
    if keep.later is None:
        keep.later = []
        told = (keep, keep.later, stock.snapshot, make)
        Thread(target=_make_beside, args=told, name="offer", daemon=True).start()
    return stock


def _make_beside(keep: Keep, later: list[Change], before: Snapshot, make: Callable[[Snapshot], Snapshot]) -> None:
    made = None
    try:
        with building_to_keep():
            made = make(before)
    finally:
        with keep.renewing:
            if keep.stock is not None and keep.later is later:  # else all was built anew meanwhile
                keep.later = None
                keep.stock = keep.stock if made is None else replace(keep.stock, snapshot=_caught_up(made, later))


def _caught_up(made: Snapshot, later: list[Change]) -> Snapshot:
    for change in later:
        made = made.changed(change.items, change.removed)
    return made


stocks = Stocks()
