"""All items of all markets, frozen together with the taxonomy and the numbers they are scored with."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial

from matching.config import DEFAULT, Config
from matching.errors import BadInput, UnknownId
from matching.market.prices import NONE, Prices
from matching.retrieve.segment import Segment, Shelved
from matching.scene import Scene
from matching.taxonomy.graph import Taxonomy
from matching.types import Item, Market

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # columns do not depend on the hour
_SUM = 1 << 256


@dataclass(frozen=True)
class Snapshot:
    """What there is to be matched with, at one moment. Build it once and rank many people against it.

    Safe to share between threads: nothing in it changes except caches whose content depends on nothing else. What
    changes later makes another snapshot, which shares with this one all that stayed. `prices` are what competition
    takes off where a policy asks for it.
    """

    graph: Taxonomy
    config: Config
    shelves: Mapping[Market, Shelved] = field(repr=False)
    prices: Prices = field(default=NONE, repr=False)

    @classmethod
    def build(cls, items: Iterable[Item], graph: Taxonomy, config: Config = DEFAULT) -> "Snapshot":
        """Raises BadInput when an id occurs twice or an item asks for absurdly much."""
        by_market = _checked(items, config)
        scene = Scene(graph, config, _EPOCH)
        return cls(
            graph, config, {market: Shelved((Segment.of(market, by_market[market], scene),)) for market in Market}
        )

    def changed(self, upserts: Iterable[Item] = (), removed: Iterable[str] = ()) -> "Snapshot":
        """The snapshot once these items are there, new or in place of those of the same ids, and those are gone.

        Ranks, counts, receipts and digest are those of a snapshot built anew, byte for byte. Costs as much as what
        changes and what changed lately (`loose`), whatever there is in all; merge when that has grown. An id that is
        not there is removed already; one that is both removed and given is given. Raises BadInput as `build` does.
        """
        new = _checked(upserts, self.config)
        gone = {item.id for items in new.values() for item in items}.union(removed)
        scene = Scene(self.graph, self.config, _EPOCH)
        shelves = {
            market: shelved.changed(gone, new[market], partial(Segment.of, market, scene=scene))
            for market, shelved in self.shelves.items()
        }
        return replace(self, shelves=shelves)

    def priced(self, prices: Prices) -> "Snapshot":
        """The same with these prices of competition."""
        return replace(self, prices=prices)

    def under(self, config: Config) -> "Snapshot":
        """The same under another configuration. Rows know how important a demand is, and no other number of it."""
        if (config.importance, config.most_requirements) == (self.config.importance, self.config.most_requirements):
            return replace(self, config=config)
        return Snapshot.build(self.items, self.graph, config).priced(self.prices)

    def merged(self) -> "Snapshot":
        """The same in one segment per market: as quick as if built anew, and takes as long. Fit for a background."""
        scene = Scene(self.graph, self.config, _EPOCH)
        shelves = {
            market: shelved.merged(partial(Segment.of, market, scene=scene)) for market, shelved in self.shelves.items()
        }
        return replace(self, shelves=shelves)

    @property
    def loose(self) -> int:
        """How many rows a merge would put in order."""
        return sum(shelved.loose for shelved in self.shelves.values())

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All of them, by id."""
        items = (item for shelved in self.shelves.values() for item in shelved.items())
        return tuple(sorted(items, key=lambda item: item.id))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything a ranking depends on: the items in whatever order, the taxonomy and the numbers."""
        told = sum(shelved.told for shelved in self.shelves.values()) % _SUM
        prices = f"{self.prices.digest}\n" if self.prices.prices else ""
        text = f"{self.graph.digest}\n{self.config.digest}\n{told:064x}\n{prices}"
        return hashlib.sha256(text.encode()).hexdigest()

    def teachers(self, concept: str) -> tuple[str, ...]:
        """Ids of the mentors, programme calls and spaces that teach it, in order."""
        return tuple(sorted(known for shelved in self.shelves.values() for known in shelved.teachers(concept)))

    def item(self, id: str) -> Item:
        """The item of this id; UnknownId when there is none."""
        for shelved in self.shelves.values():
            item = shelved.item(id)
            if item is not None:
                return item
        raise UnknownId("item.unknown", id=id)


def check_item(item: Item, config: Config) -> None:
    """Refuses an item that asks for more than any posting does."""
    most = config.most_requirements
    for what in ("requirements", "languages", "conditions", "teaches", "affords", "sectors", "speaks"):
        count = len(getattr(item, what))
        if count > most:
            raise BadInput("item.too-many", id=item.id, what=what, count=count, at_most=most)


def _checked(items: Iterable[Item], config: Config) -> dict[Market, list[Item]]:
    by_market: dict[Market, list[Item]] = defaultdict(list)
    for item in items:
        check_item(item, config)
        by_market[item.market].append(item)
    counts = Counter(item.id for items in by_market.values() for item in items)
    for known, count in counts.items():
        if count > 1:
            raise BadInput("item.twice", id=known)
    return by_market
