"""What a process keeps of everything on offer: built market by market, and again when the database says it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Protocol, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Pool, Select, extract, func, literal, select, union_all
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.cohorts.models import Call, Programme
from backend.core.model import Record
from backend.funding.models import FundingCall
from backend.matches.feeding import funding, mentors, opportunities, places, spaces
from backend.matches.feeding.thing import Thing
from backend.mentoring.models import Mentor
from backend.opportunities.models import Opportunity
from backend.organisations.models import Organisation
from backend.spaces.models import Place, Space
from backend.taxonomy import queries as taxonomy
from backend.territories.models import Municipality
from matching import DEFAULT, Graph, Snapshot
from matching.retrieve.segment import Shelved
from matching.types import Market


class Feed(Protocol):
    """What each market's module of `feeding` offers."""

    ID: Any

    def on_offer(self, moment: datetime) -> ColumnElement[bool]:
        """What one can be matched with at that moment."""

    def is_public(self) -> ColumnElement[bool]:
        """What anybody may look at, also when it is over."""

    def ids_of(self, *conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
        """The ids of the things that meet the conditions."""

    def fetch(self, db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
        """The things that meet the conditions, in a constant number of statements."""


FEEDS: Mapping[Market, Feed] = {
    Market.OPPORTUNITIES: opportunities,
    Market.MENTORS: mentors,
    Market.PLACES: places,
    Market.FUNDING: funding,
    Market.SPACES: spaces,
}
EVERYWHERE = (Organisation, Municipality)
TABLES: Mapping[Market, tuple[type[Record], ...]] = {
    Market.OPPORTUNITIES: (Opportunity, *EVERYWHERE),
    Market.MENTORS: (Mentor, Account, *EVERYWHERE),
    Market.PLACES: (Call, Programme, *EVERYWHERE),
    Market.FUNDING: (FundingCall, *EVERYWHERE),
    Market.SPACES: (Space, Place, *EVERYWHERE),
}
"""Whose rows a market's things are made of. A child row never changes without its parent's `updated_at`."""

Version: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One market: what is on offer, and until when that holds if nobody changes anything."""

    version: Version
    graph: Graph
    until: datetime | None
    things: Mapping[str, Thing]
    shelved: Shelved

    def is_fresh(self, graph: Graph, version: Version, moment: datetime) -> bool:
        """Nothing was written since, and no deadline has passed."""
        return self.version == version and self.graph is graph and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Stock:
    """All markets at one moment."""

    shelves: Mapping[Market, Shelf]
    things: Mapping[str, Thing]
    snapshot: Snapshot

    def is_fresh(self, graph: Graph, versions: Mapping[Market, Version], moment: datetime) -> bool:
        """None of the markets has changed."""
        return all(shelf.is_fresh(graph, versions[market], moment) for market, shelf in self.shelves.items())


class Stocks:
    """One stock for each database this process talks to."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, Stock] = WeakKeyDictionary()
        self._building = Lock()

    def get(self, db: Session, moment: datetime) -> Stock:
        """Everything on offer at this moment. Two short statements when nothing changed; one thread builds."""
        graph, versions = taxonomy.graph(db), versions_of(db)
        pool = db.get_bind().engine.pool
        held = self._held.get(pool)
        if held is not None and held.is_fresh(graph, versions, moment):
            return held
        with self._building:
            held = self._held.get(pool)
            if held is None or not held.is_fresh(graph, versions, moment):
                held = self._held[pool] = _renewed(db, held, graph, versions, moment)
            return held


def versions_of(db: Session) -> dict[Market, Version]:
    """What changes when anything of a market does, in one statement."""
    tables = dict.fromkeys(table for tables in TABLES.values() for table in tables)
    rows = db.execute(union_all(*(_mark(table) for table in tables)))
    marks = {name: tuple(rest) for name, *rest in rows}
    return {market: tuple(marks[table.__tablename__] for table in tables) for market, tables in TABLES.items()}


def _mark(table: type[Record]) -> Any:
    """How many rows, the last change, and the sum of all changes: a late commit of an early change shows there."""
    seconds = func.coalesce(func.sum(extract("epoch", table.updated_at)), 0)
    return select(literal(table.__tablename__), func.count(), func.max(table.updated_at), seconds).select_from(table)


def _renewed(
    db: Session, held: Stock | None, graph: Graph, versions: Mapping[Market, Version], moment: datetime
) -> Stock:
    """The markets that are still as they were, and the others anew."""
    shelves = {}
    for market in FEEDS:
        shelf = held.shelves[market] if held else None
        is_fresh = shelf is not None and shelf.is_fresh(graph, versions[market], moment)
        shelves[market] = shelf if shelf and is_fresh else _stack(db, market, graph, versions[market], moment)
    return _assemble(shelves, graph)


def _stack(db: Session, market: Market, graph: Graph, version: Version, moment: datetime) -> Shelf:
    feed = FEEDS[market]
    things = feed.fetch(db, feed.on_offer(moment))
    ends = (thing.changes_at for thing in things if thing.changes_at is not None)
    snapshot = Snapshot.build((thing.item for thing in things), graph)
    return Shelf(
        version=version,
        graph=graph,
        until=min(ends, default=None),
        things={thing.id: thing for thing in things},
        shelved=snapshot.shelves[market],
    )


def _assemble(shelves: Mapping[Market, Shelf], graph: Graph) -> Stock:
    things = {one: thing for shelf in shelves.values() for one, thing in shelf.things.items()}
    shelved = {market: shelf.shelved for market, shelf in shelves.items()}
    return Stock(shelves, things, Snapshot(graph, DEFAULT, shelved))


stocks = Stocks()
