"""Who is matched with what: an invented market of any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from matching.evaluate.market import Market
from matching.retrieve.index.askers import Askers
from matching.retrieve.index.index import Index
from matching.retrieve.select import id_hash


class Source(Protocol):
    """People in an order that stays, in portions, and the index they are all searched in."""

    @property
    def name(self) -> str:
        """What tells it from others."""

    @property
    def index(self) -> Index:
        """The opportunities."""

    @property
    def things(self) -> Sequence[str] | None:
        """The ids of the index's numbers; None where the numbers are all there is."""

    @property
    def count(self) -> int:
        """How many people."""

    @property
    def seed(self) -> np.uint64:
        """What shuffles ties."""

    def people(self, low: int, high: int) -> tuple[Sequence[str], Askers]:
        """The ids of these, and what they ask. May be called by several threads at once."""


@dataclass(frozen=True)
class Invented:
    """The market that speed is measured on."""

    market: Market
    items: int
    count: int

    @property
    def name(self) -> str:
        """Its seed says all."""
        return f"invented market {self.market.seed}"

    @cached_property
    def index(self) -> Index:
        """Built once."""
        return Index.build(self.market.items(self.items).rows())

    @property
    def things(self) -> None:
        """Numbers."""
        return None

    @property
    def seed(self) -> np.uint64:
        """Of no day."""
        return np.uint64(id_hash(""))

    def people(self, low: int, high: int) -> tuple[Sequence[str], Askers]:
        """Drawn when they are asked for."""
        return [str(number) for number in range(low, high)], self.market.askers(self.market.people(high - low, low))
