"""From filters in the address to filters of the library. What a thing does not say does not pass."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from backend.core.access import Viewer
from backend.core.terms import Period
from backend.core.text import fold
from backend.matches.asking import Myself
from backend.matches.day import Day
from backend.matches.feeding.thing import Thing, ids
from backend.matches.schemas.cards import Amounts
from backend.matches.schemas.search import MatchFilters
from backend.matches.stock import Stock
from matching import Filters
from matching.types import Market, Money

Test = Callable[[Thing], bool]
BY_THE_MONTH = {Period.MONTH: 1, Period.YEAR: 12}


def filters_of(search: MatchFilters, market: Market, stock: Stock, me: Myself, viewer: Viewer, day: Day) -> Filters:
    """The library's own filters where it has them; for the others, the ids of what passes."""
    tests = list(_tests(search, stock, me, day))
    found = (thing.id for thing in stock.on_offer(market) if all(test(thing) for test in tests)) if tests else None
    owners = viewer.editable if viewer.id is None else {viewer.id, *viewer.editable}
    return Filters(
        only=None if found is None else tuple(sorted(found)),
        without=stock.owned_by(owners, market),  # nobody is matched with what they offer themselves
        kinds=tuple(search.kind),
        organisations=ids(search.organisation),
        municipalities=ids(search.municipality),
        occupations=ids(search.occupation),
        teaches=ids(search.teaches),
        access=tuple(search.access),
        within_km=search.km,
        remote_at_least=search.remote_at_least,
        pay_at_least=Money(search.pay_at_least) if search.pay_at_least is not None else None,
    )


def _tests(search: MatchFilters, stock: Stock, me: Myself, day: Day) -> Iterator[Test]:
    if search.q:
        words = fold(search.q).split()
        yield lambda thing: all(word in thing.words for word in words)
    if search.lang:
        yield lambda thing: thing.lang in search.lang
    if search.sector:
        wide, above = set(ids(search.sector)), stock.snapshot.graph.above
        yield lambda thing: any(wide & above(sector) for sector in thing.item.sectors)
    if search.concept:
        asked = set(ids(search.concept))
        yield lambda thing: any(requirement.concept in asked for requirement in thing.item.requirements)
    if search.saved:
        yield lambda thing: (thing.item.market.value, UUID(thing.id)) in me.asker.saved
    yield from _bounds(search, day)


def _bounds(search: MatchFilters, day: Day) -> Iterator[Test]:
    price, grant, days = search.price_at_most, search.grant_at_least, search.closing_within_days
    if price is not None:
        yield lambda thing: _costs_at_most(thing.price, price)
    if grant is not None:
        yield lambda thing: _pays_out(thing.grant, grant)
    if days is not None:
        until = day.moment + timedelta(days=days)
        yield lambda thing: thing.deadline_at is not None and thing.deadline_at <= until


def _costs_at_most(price: Amounts | None, most: int) -> bool:
    """By the month; an hour's price says nothing about that, unless it is nothing."""
    if price is None or price.low is None:
        return False
    parts = BY_THE_MONTH.get(price.period)
    return price.low == 0 or (parts is not None and price.currency == "EUR" and price.low <= most * parts)


def _pays_out(grant: Amounts | None, least: int) -> bool:
    if grant is None or grant.currency != "EUR":
        return False
    most = grant.low if grant.high is None else grant.high
    return most is not None and most >= least
