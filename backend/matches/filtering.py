"""From filters in the address to filters of the library. What a thing does not say does not pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from backend.core.access import Viewer
from backend.core.text import fold
from backend.matches import columns
from backend.matches.asking import Myself
from backend.matches.day import Day
from backend.matches.feeding.thing import ids
from backend.matches.schemas.search import MatchFilters
from backend.matches.stock import Stock
from matching import Filters
from matching.retrieve.filters import Mask
from matching.retrieve.segment import Segment
from matching.retrieve.shelf import Shelf
from matching.scoring.shapes import Numbers
from matching.types import Market

NO_ROWS = np.zeros(0, dtype=np.int64)


def filters_of(
    search: MatchFilters, market: Market, stock: Stock, viewer: Viewer, unseen: frozenset[str] = frozenset()
) -> Filters:
    """The library's own filters where it has them; `Passing` are the others. `unseen` hide from the asking person."""
    owners = viewer.editable if viewer.id is None else {viewer.id, *viewer.editable}
    return Filters(
        without=(*stock.owned_by(owners, market), *sorted(unseen)),  # nobody is matched with what they offer themselves
        kinds=tuple(search.kind),
        organisations=ids(search.organisation),
        municipalities=ids(search.municipality),
        occupations=ids(search.occupation),
        teaches=ids(search.teaches),
        access=tuple(search.access),
        within_km=search.km,
        remote_at_least=search.remote_at_least,
    )


@dataclass(frozen=True)
class Passing:
    """Filters the library has not: which rows of a segment pass all of them, looked up in columns."""

    search: MatchFilters
    stock: Stock
    me: Myself
    day: Day

    def __bool__(self) -> bool:
        """Whether anything is asked that may not pass."""
        asked = self.search
        bounds = (asked.price_at_most, asked.grant_at_least, asked.pay_at_least, asked.closing_within_days)
        words = (asked.q.strip(), asked.lang, asked.sector, asked.concept, asked.saved)
        return any(words) or any(bound is not None for bound in bounds)

    def mask(self, segment: Segment) -> Mask:
        """True for each row that passes."""
        passes = np.ones(len(segment.shelf), dtype=np.bool_)
        for test in (self._words, self._named, self._saved, self._bounds):
            for mask in test(segment):
                passes &= mask
        return passes

    def _words(self, segment: Segment) -> Iterator[Mask]:
        words = fold(self.search.q).split()
        if words:
            texts = columns.texts(segment.shelf, self.stock.things)
            yield from map(texts.having, words)

    def _named(self, segment: Segment) -> Iterator[Mask]:
        shelf, search = segment.shelf, self.search
        if search.lang:
            by_lang = columns.langs(shelf, self.stock.things)
            yield _any_of(shelf, (by_lang.get(lang, NO_ROWS) for lang in search.lang))
        if search.sector:
            wide, above = set(ids(search.sector)), self.stock.snapshot.graph.above
            yield _any_of(shelf, (rows for one, rows in columns.sectors(shelf).items() if wide & above(one)))
        if search.concept:
            yield _asking(shelf, ids(search.concept))

    def _saved(self, segment: Segment) -> Iterator[Mask]:
        if self.search.saved:
            market, row_of = segment.shelf.market.value, segment.shelf.row_of
            rows = [row_of[str(one)] for kept, one in self.me.asker.saved if kept == market and str(one) in row_of]
            yield _any_of(segment.shelf, [np.array(rows, dtype=np.int64)])

    def _bounds(self, segment: Segment) -> Iterator[Mask]:
        search = self.search

        def number(name: str) -> Numbers:
            return columns.number(segment.shelf, self.stock.things, name)

        if search.price_at_most is not None:
            yield number("price") <= search.price_at_most
        if search.pay_at_least is not None:
            yield number("pay") >= search.pay_at_least
        if search.grant_at_least is not None:
            yield number("grant") >= search.grant_at_least
        if search.closing_within_days is not None:
            until = self.day.moment + timedelta(days=search.closing_within_days)
            yield number("deadline") <= round(until.timestamp() * columns.MICROSECONDS)


def _asking(shelf: Shelf, concepts: Iterable[str]) -> Mask:
    """The rows that ask for any of these."""
    wanted = np.zeros(len(shelf.concepts), dtype=np.bool_)
    wanted[[number for one in concepts if (number := shelf.concepts.numbers.get(one)) is not None]] = True
    asked = shelf.requirements
    mask: Mask = asked.total(wanted[asked["concept"]]) > 0
    return mask


def _any_of(shelf: Shelf, lists: Iterable[npt.NDArray[np.integer]]) -> Mask:
    mask = np.zeros(len(shelf), dtype=np.bool_)
    for rows in lists:
        mask[rows] = True
    return mask
