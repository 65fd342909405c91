"""Who was shown how often: a ledger of things and days, with nobody in it who looked.

One showing counts by its place: by how likely somebody looks there (`matching.learn.feedback.examined`), so that a page
is worth one person's attention whoever it is. Days fade: after `HALF_LIFE` of them a showing takes half the room.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from matching.errors import BadInput, BrokenReceipt
from matching.learn.feedback import examined

HALF_LIFE = 7  # days
FORGOTTEN = 70  # days after which a showing counts for nothing: a thousandth is left
MICRO = 1_000_000  # amounts are in millionths of one person's attention


@dataclass(frozen=True, slots=True)
class Day:
    """How much one thing was shown on one day: times, and attention in millionths of a person."""

    thing: str
    on: date
    times: int
    attention: int

    def __post_init__(self) -> None:
        if self.times < 0 or self.attention < 0:
            raise BadInput("market.shown")


def of_page(things: Iterable[str], first: int = 1) -> dict[str, int]:
    """What one page of a list gives each thing on it, in millionths of a person; `first` is its first place.

    The first page of a list shares out one person; later places are looked at less and share out less.
    """
    weights = {thing: examined(place) for place, thing in enumerate(things, start=first)}
    whole = sum(examined(place) for place in range(1, max(len(weights), PAGE) + 1))
    return {thing: weight * MICRO // whole for thing, weight in weights.items()}


PAGE = 20  # places of a page


def of_receipt(content: bytes) -> dict[tuple[str, str], int]:
    """What one showing of a ranking of things gave each (market, thing) on it; raises BrokenReceipt on other bytes."""
    try:
        shown = [(match["market"], match["item_id"]) for match in json.loads(content)["matches"]]
    except (ValueError, KeyError, TypeError) as trouble:
        raise BrokenReceipt("receipt.malformed", expected="Ranking") from trouble
    given = of_page(thing for _, thing in shown)
    return {(market, thing): given[thing] for market, thing in shown}


def faded(days: Iterable[Day], today: date) -> Mapping[str, float]:
    """Attention that each thing still has, in people. The order of days changes nothing: sums are of integers.

    Raises BadInput (`market.shown-tomorrow`).
    """
    left: dict[str, int] = {}
    for day in days:
        age = (today - day.on).days
        if age < 0:
            raise BadInput("market.shown-tomorrow", on=day.on.isoformat())
        if age < FORGOTTEN:
            left[day.thing] = left.get(day.thing, 0) + day.attention * _share(age) // MICRO
    return {thing: amount / MICRO for thing, amount in sorted(left.items())}


def _share(age: int) -> int:
    """2^(-age / half-life), in millionths."""
    return round(MICRO * math.pow(2.0, -age / HALF_LIFE))
