"""Everything on offer as of one moment: what cards show, what the library ranks, and how one becomes the next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core import journal
from backend.core.memory import building_to_keep
from backend.core.model import now
from backend.matches.configuring import live
from backend.matches.feeding.thing import Thing
from backend.matches.feeds import FEEDS, fetched, on_offer
from backend.matches.layers import GONE, Gone, Layers
from matching import Config, Graph, Snapshot
from matching.market.prices import Prices
from matching.types import Item, Market


@dataclass(frozen=True, slots=True)
class Change:
    """What came or is other than it was, and the ids of what went."""

    upserts: tuple[Thing, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """What came, as the library takes it."""
        return tuple(thing.item for thing in self.upserts)

    def __bool__(self) -> bool:
        return bool(self.upserts or self.removed)


@dataclass(frozen=True, slots=True)
class Stock:
    """All markets as of one position in the journal. Never changes: who has begun with one ends with it."""

    position: journal.Position
    seen_at: datetime
    things: Layers[str, Thing]
    owned: Layers[UUID, frozenset[str]]
    snapshot: Snapshot

    @classmethod
    def build(cls, db: Session, graph: Graph, moment: datetime) -> "Stock":
        """From everything that is on offer at this moment."""
        position, seen_at = journal.position(db), now()
        with building_to_keep():
            every = [thing for market in FEEDS for thing in on_offer(db, market, moment)]
            owned: dict[UUID, set[str]] = defaultdict(set)
            for thing in every:
                for owner in owners_of(thing):
                    owned[owner].add(thing.id)
            return cls(
                position,
                seen_at,
                Layers({thing.id: thing for thing in every}),
                Layers({owner: frozenset(ids) for owner, ids in owned.items()}),
                Snapshot.build((thing.item for thing in every), graph, live(db)),
            )

    @property
    def config(self) -> Config:
        """The numbers that rank."""
        return self.snapshot.config

    def under(self, config: Config, prices: Prices) -> "Stock":
        """The same under this configuration, at these prices of competition."""
        return replace(self, snapshot=self.snapshot.under(config).priced(prices))

    def seen(self, position: journal.Position) -> "Stock":
        """The same, as of later."""
        return replace(self, position=position, seen_at=now())

    def change_of(self, db: Session, touched: Mapping[Market, Iterable[UUID]], moment: datetime) -> Change:
        """What is other than it was among things that may be."""
        there = [thing for market, ids in touched.items() for thing in fetched(db, market, ids, moment)]
        known = {thing.id for thing in there}
        asked = {str(one) for ids in touched.values() for one in ids}
        return Change(
            upserts=tuple(thing for thing in there if self.things.get(thing.id) != thing),
            removed=tuple(sorted(one for one in asked - known if one in self.things)),
        )

    def changed(self, change: Change) -> "Stock":
        """After that change."""
        things: dict[str, Thing | Gone] = dict.fromkeys(change.removed, GONE)
        things |= {thing.id: thing for thing in change.upserts}
        return replace(
            self,
            things=self.things.changed(things),
            owned=self.owned.changed(self._owned_after(things)),
            snapshot=self.snapshot.changed(change.items, change.removed),
        )

    def owned_by(self, owners: Iterable[UUID], market: Market) -> tuple[str, ...]:
        """The ids of what these organisations and accounts offer there, in order."""
        found = {one for owner in owners for one in self.owned.get(owner, ())}
        return tuple(sorted(one for one in found if self.things[one].item.market is market))

    def _owned_after(self, things: Mapping[str, Thing | Gone]) -> dict[UUID, frozenset[str] | Gone]:
        owned: dict[UUID, set[str]] = {}

        def of(owner: UUID) -> set[str]:
            return owned.setdefault(owner, set(self.owned.get(owner, ())))

        for one, thing in things.items():
            for owner in owners_of(self.things.get(one)):
                of(owner).discard(one)
            for owner in owners_of(None if isinstance(thing, Gone) else thing):
                of(owner).add(one)
        return {owner: frozenset(ids) or GONE for owner, ids in owned.items()}


def owners_of(thing: Thing | None) -> tuple[UUID, ...]:
    """Who offers it: a person where it is theirs alone, else an organisation, unless that has no page here."""
    if thing is None:
        return ()
    if thing.account_id is not None:
        return (thing.account_id,)
    owner = thing.organisation.id if thing.organisation else None
    return () if owner is None else (owner,)
