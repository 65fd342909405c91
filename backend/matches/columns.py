"""What filters and orders of the address look at, as columns beside the shelves: each made once, when first asked for.

A thing that changes gets another row, on another shelf: what is known of a shelf stays true as long as there is one.
"""

from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from backend.core.terms import Period
from backend.matches.feeding.thing import Thing
from backend.matches.schemas.cards import Amounts
from backend.matches.texts import Texts
from backend.opportunities.pay import monthly
from matching.retrieve.columns import FEW
from matching.retrieve.segment import Segment
from matching.retrieve.shelf import Shelf
from matching.scoring.shapes import Numbers

Things = Mapping[str, Thing]
Made = TypeVar("Made")

LAST, FIRST = np.iinfo(np.int64).max, np.iinfo(np.int64).min
MICROSECONDS = 1_000_000
BY_THE_MONTH = {Period.MONTH: 1, Period.YEAR: 12}


def _deadline(thing: Thing) -> int:
    return LAST if thing.deadline_at is None else round(thing.deadline_at.timestamp() * MICROSECONDS)


def _age(thing: Thing) -> int:
    return LAST if thing.opened_at is None else -round(thing.opened_at.timestamp() * MICROSECONDS)


def _price(thing: Thing) -> int:
    """Cents a month, rounded up; an hour's price says nothing about that, unless it is nothing."""
    price: Amounts | None = thing.price
    if price is None or price.low is None:
        return LAST
    parts = BY_THE_MONTH.get(price.period)
    return 0 if price.low == 0 else -(-price.low // parts) if parts and price.currency == "EUR" else LAST


def _grant(thing: Thing) -> int:
    grant = thing.grant
    if grant is None or grant.currency != "EUR":
        return FIRST
    most = grant.low if grant.high is None else grant.high
    return FIRST if most is None else most


def _pay(thing: Thing) -> int:
    """Cents a month that the stated pay reaches for the posting's own hours, as the list of opportunities has it."""
    pay = thing.pay
    if pay is None or pay.currency != "EUR" or pay.high is None:
        return FIRST
    hours = thing.item.hours
    reached = monthly(pay.high, pay.period, hours.high if hours else None)
    return FIRST if reached is None else reached


NUMBERS: dict[str, Callable[[Thing], int]] = {
    "deadline": _deadline,
    "newest": _age,
    "price": _price,
    "grant": _grant,
    "pay": _pay,
}
AT_LEAST = frozenset({"grant", "pay"})
"""Numbers that are to reach a bound: what is not said reaches none."""


_known: WeakKeyDictionary[Shelf, dict[str, Any]] = WeakKeyDictionary()
_making = Lock()


def number(shelf: Shelf, things: Things, name: str) -> Numbers:
    """A number for each row, of those of `NUMBERS`."""
    of, silent = NUMBERS[name], FIRST if name in AT_LEAST else LAST

    def make() -> Numbers:
        found = (things.get(item.id) for item in shelf.items)
        return np.array([silent if thing is None else of(thing) for thing in found], dtype=np.int64)

    return _kept(shelf, name, make)


def langs(shelf: Shelf, things: Things) -> dict[str, Numbers]:
    """Language → the rows in it."""
    return _kept(shelf, "langs", lambda: _rows([_lang(things.get(item.id)) for item in shelf.items]))


def sectors(shelf: Shelf) -> dict[str, Numbers]:
    """Sector → the rows that name it."""
    return _kept(shelf, "sectors", lambda: _rows([item.sectors for item in shelf.items]))


def texts(shelf: Shelf, things: Things) -> Texts:
    """Which rows have a word in them."""

    def make() -> Texts:
        found = (things.get(item.id) for item in shelf.items)
        return Texts(thing.words if thing else "" for thing in found)

    return _kept(shelf, "texts", make)


def prepare(segments: Iterable[Segment], things: Things) -> None:
    """Makes all of it for large shelves, so that nobody who asks has to wait for it."""
    for shelf in (segment.shelf for segment in segments if len(segment.shelf) >= FEW):
        texts(shelf, things), langs(shelf, things), sectors(shelf)
        for name in NUMBERS:
            number(shelf, things, name)


def _kept(shelf: Shelf, name: str, make: Callable[[], Made]) -> Made:
    with _making:
        columns = _known.setdefault(shelf, {})
    if name not in columns:
        columns[name] = make()
    found: Made = columns[name]
    return found


def _lang(thing: Thing | None) -> tuple[str, ...]:
    return (thing.lang,) if thing else ()


def _rows(named: Iterable[Iterable[str]]) -> dict[str, Numbers]:
    found: dict[str, list[int]] = {}
    for row, words in enumerate(named):
        for word in words:
            found.setdefault(word, []).append(row)
    return {word: np.array(rows, dtype=np.int64) for word, rows in found.items()}
