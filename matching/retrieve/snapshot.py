"""All items of all markets, frozen together with the taxonomy and the numbers they are scored with."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise

import numpy as np

from matching.config import DEFAULT, Config
from matching.errors import BadInput, UnknownId
from matching.retrieve.select import Hashes, id_hash
from matching.retrieve.shelf import Shelf
from matching.scene import Scene
from matching.taxonomy.graph import Taxonomy
from matching.types import Item, Market

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # columns do not depend on the hour


@dataclass(frozen=True, slots=True)
class Shelved:
    """A market's shelf and the hash of each id."""

    shelf: Shelf
    hashes: Hashes


@dataclass(frozen=True)
class Snapshot:
    """What there is to be matched with, at one moment. Build it once and rank many people against it.

    Safe to share between threads: nothing in it changes except caches whose content depends on nothing else.
    """

    items: tuple[Item, ...]
    graph: Taxonomy
    config: Config
    shelves: dict[Market, Shelved] = field(repr=False)

    @classmethod
    def build(cls, items: Iterable[Item], graph: Taxonomy, config: Config = DEFAULT) -> "Snapshot":
        """Raises BadInput when an id occurs twice or an item asks for absurdly much."""
        ordered = tuple(sorted(items, key=lambda item: item.id))
        _refuse_twins(ordered)
        by_market: dict[Market, list[Item]] = defaultdict(list)
        for item in ordered:
            check_item(item, config)
            by_market[item.market].append(item)
        scene = Scene(graph, config, _EPOCH)
        return cls(ordered, graph, config, {market: _shelve(market, by_market[market], scene) for market in Market})

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything a ranking depends on: the items, the taxonomy and the numbers."""
        told = hashlib.sha256(f"{self.graph.digest}\n{self.config.digest}\n".encode())
        for item in self.items:
            told.update(repr(item).encode())
        return told.hexdigest()

    @cached_property
    def teachers(self) -> dict[str, tuple[str, ...]]:
        """Concept → ids of the mentors and programme calls that teach it."""
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.items:
            for concept in item.teaches:
                found[concept].append(item.id)
        return {concept: tuple(ids) for concept, ids in found.items()}

    def item(self, id: str) -> Item:
        """The item of this id; UnknownId when there is none."""
        for shelved in self.shelves.values():
            row = shelved.shelf.row_of.get(id)
            if row is not None:
                return shelved.shelf.items[row]
        raise UnknownId("item.unknown", id=id)


def check_item(item: Item, config: Config) -> None:
    """Refuses an item that asks for more than any posting does."""
    most = config.most_requirements
    for what in ("requirements", "languages", "conditions", "teaches", "affords", "sectors", "speaks"):
        count = len(getattr(item, what))
        if count > most:
            raise BadInput("item.too-many", id=item.id, what=what, count=count, at_most=most)


def _refuse_twins(ordered: tuple[Item, ...]) -> None:
    for one, next_ in pairwise(ordered):
        if one.id == next_.id:
            raise BadInput("item.twice", id=one.id)


def _shelve(market: Market, items: list[Item], scene: Scene) -> Shelved:
    shelf = Shelf(market, items, scene)
    return Shelved(shelf, np.array([id_hash(item.id) for item in shelf.items], dtype=np.uint64))
