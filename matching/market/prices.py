"""What competition takes from a score: one term, added once, the same for everybody who looks at the thing.

The order of two pairs is that of the integers U·V = K, so the price has to come off in integers too. With P the price
in units of √K, the priced pair has (√K - P)², rounded down to an integer in one defined way: K where P is 0, zero where
P is as large as √K. Square root and product are each rounded as IEEE 754 says, so every machine finds the same integer;
and the score shown is the root of that very integer, so what is shown is what is ordered by.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from matching.codec import canonical
from matching.config import WHOLE, Competition
from matching.errors import BadInput
from matching.market.demand import FULL
from matching.retrieve.shelf import Shelf
from matching.scoring.mutual import POINTS
from matching.scoring.shapes import Numbers

UNIT = 100 * POINTS // FULL  # a hundredth of a point, in units of √K


class Charge(NamedTuple):
    """A thing's price, and how much of it a policy takes off: both in hundredths of a point."""

    price: int
    taken: int


FREE = Charge(0, 0)


@dataclass(frozen=True, eq=False)
class Prices:
    """Hundredths of a point by thing, above 0: what costs nothing is not named. Raises BadInput (`market.price`)."""

    prices: Mapping[str, int]
    digest: str = field(init=False)
    _rows: WeakKeyDictionary[Shelf, dict[Competition, Numbers]] = field(init=False, default_factory=WeakKeyDictionary)

    def __post_init__(self) -> None:
        if not all(0 < price <= FULL for price in self.prices.values()):
            raise BadInput("market.price", at_most=FULL)
        object.__setattr__(self, "digest", hashlib.sha256(canonical(self.prices)).hexdigest())

    def of(self, thing: str, terms: Competition | None) -> Charge:
        """What a policy takes for a thing; nothing without terms."""
        price = self.prices.get(thing, 0) if terms else 0
        return Charge(price, charge(price, terms)) if price else FREE

    def taken(self, shelf: Shelf, terms: Competition | None) -> Numbers | None:
        """(rows,) What a policy takes for each row of a shelf; None where it takes nothing. Worked out once a shelf."""
        if terms is None or not self.prices:
            return None
        known = self._rows.setdefault(shelf, {})
        if terms not in known:
            known[terms] = np.array([self.of(item.id, terms).taken for item in shelf.items], dtype=np.int64)
        return known[terms]

    def told(self, things: Iterable[str], terms: Competition | None) -> tuple[tuple[str, int], ...]:
        """The prices that a policy took of these things, by id: what a receipt needs."""
        return tuple((one, self.prices[one]) for one in sorted(set(things)) if terms and one in self.prices)


NONE = Prices({})


def charge(price: int, terms: Competition | None) -> int:
    """Hundredths of a point: `weight` thousandths of the price, no more than `most`; 0 without terms."""
    return min(price * terms.weight // WHOLE, terms.most) if terms else 0


def priced(key: int, charged: int) -> int:
    """The key of a pair once so many hundredths of a point are taken off."""
    price, root = charged * UNIT, math.sqrt(key)
    if price >= root:
        return key if not price else 0
    return max(0, key + price * price - math.floor(2.0 * price * root))


def priced_over(keys: Numbers, charged: Numbers) -> Numbers:
    """`priced` for many."""
    price, root = charged * UNIT, np.sqrt(keys.astype(np.float64))
    left: Numbers = keys + price * price - np.floor(2.0 * price * root).astype(np.int64)
    return np.where(price == 0, keys, np.where(price >= root, 0, np.maximum(left, 0)))
