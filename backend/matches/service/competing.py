"""Prices of competition: once a day, from who would be shown what and from how often things were shown of late.

Nothing is kept about anybody: showings are counted per thing and day, and everybody's list is forgotten once added.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

import structlog
from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.orm import Session

from backend.core.db import reading, writing
from backend.core.model import now
from backend.core.work import every_apart
from backend.matches.day import Day
from backend.matches.models import About, CompetitionPrice, Exposure, Receipt, Showing
from backend.matches.pricing import priced_stock
from backend.matches.reading import contents_of
from backend.matches.service.wanting import wanted
from backend.matches.stock import Stock
from matching.errors import BrokenReceipt
from matching.market import exposure
from matching.market.clearing import Clearing, clear
from matching.market.demand import Demand, Wanted
from matching.types import Market

log = structlog.get_logger(__name__)

MARKETS = (Market.OPPORTUNITIES, Market.MENTORS)
"""Where places are few and people go without; calls have deadlines and rules of their own, spaces a calendar."""

Show = Callable[[str, int, int], object]


@dataclass(frozen=True, slots=True)
class Run:
    """What one market's prices were computed from, and how well they clear."""

    market: Market
    people: int
    things: int
    places: int
    clearing: Clearing

    @property
    def prices(self) -> dict[str, int]:
        """What costs something."""
        return {thing: price for thing, price in self.clearing.prices.items() if price}


@every_apart(minutes=24 * 60)
def price_daily(engine: Engine) -> None:
    """Count what was shown, then let the prices follow."""
    for run in price_competition(engine):
        told = {"steps": run.clearing.steps, "has_converged": run.clearing.has_converged}
        log.info("prices.computed", market=run.market.value, things=run.things, priced=len(run.prices), **told)


def price_competition(engine: Engine, show: Show = lambda *_: None, threads: int = 1) -> list[Run]:
    """Compute all prices anew, from yesterday's, and put them in their place. Reads long, writes at the end.

    `show` hears a noun, how many are done, and of how many.
    """
    moment = now()
    with reading(engine) as db:
        since, counted = _count_showings(db, moment)
        stock, day = priced_stock(db, moment), Day.at(moment, "UTC")
        shown = _shown(db, since, counted, moment.date())
        before = {
            str(one): price for one, price in db.execute(select(CompetitionPrice.thing_id, CompetitionPrice.price))
        }
    rooms = {market: _places(stock, market) for market in MARKETS}
    scarce = [market for market, places in rooms.items() if any(places.values())]  # else nothing to compete for
    lists = wanted(engine, stock, day, scarce, threads, lambda done, of: show("people", done, of))
    runs = [_run(market, rooms[market], lists.get(market, []), shown, before) for market in MARKETS]
    with writing(engine) as db:
        _keep_exposure(db, since, counted, moment.date())
        _keep_prices(db, runs, moment)
    return runs


def _places(stock: Stock, market: Market) -> dict[str, int]:
    items = stock.snapshot.shelves[market].items()
    return {item.id: 1 if item.capacity is None else max(0, item.capacity) for item in items}


def _run(
    market: Market, places: dict[str, int], lists: Sequence[Wanted], shown: dict[str, float], before: dict[str, int]
) -> Run:
    demand = Demand.of(lists)
    if not any(places.values()):
        return Run(market, 0, len(places), 0, clear(demand, {}))
    here = {thing: amount for thing, amount in shown.items() if thing in places}
    known = {thing: price for thing, price in before.items() if thing in places}
    cleared = clear(demand, places, shown=here, before=known)
    return Run(market, len(demand.people), len(places), sum(places.values()), cleared)


def _count_showings(db: Session, moment: datetime) -> tuple[date, Counter[tuple[str, UUID, date, str]]]:
    """The first day that is counted again, and from then on what each thing got: times and attention, by day."""
    oldest = moment.date() - timedelta(exposure.FORGOTTEN)
    since = max(db.scalar(select(func.max(Exposure.day))) or oldest, oldest)
    rows = db.execute(
        select(Showing.receipt_id, Showing.created_at)
        .join(Receipt, Receipt.id == Showing.receipt_id)
        .where(Receipt.about == About.ITEMS, Showing.created_at >= datetime.combine(since, time(), UTC))
        .order_by(Showing.receipt_id, Showing.created_at)
    ).all()
    showings = {
        one: Counter(row.created_at.date() for row in each) for one, each in groupby(rows, lambda r: r.receipt_id)
    }
    found: Counter[tuple[str, UUID, date, str]] = Counter()
    for receipt_id, given in _given(db, list(showings)):
        for (market, thing), attention in given.items():
            for on, times in showings[receipt_id].items():
                found[market, UUID(thing), on, "times"] += times
                found[market, UUID(thing), on, "attention"] += times * attention
    return since, found


def _given(db: Session, ids: Sequence[str]) -> Iterator[tuple[str, dict[tuple[str, str], int]]]:
    """What one showing of each receipt gives to whom; nothing where its bytes can no longer be read."""
    for receipt_id, content in contents_of(db, ids):
        try:
            yield receipt_id, exposure.of_receipt(content)
        except BrokenReceipt:
            continue


def _shown(db: Session, since: date, counted: Counter[tuple[str, UUID, date, str]], today: date) -> dict[str, float]:
    """Attention that each thing still has, in people."""
    kept = db.execute(
        select(Exposure.thing_id, Exposure.day, Exposure.times, Exposure.attention).where(Exposure.day < since)
    )
    days = [exposure.Day(str(thing), on, times, attention) for thing, on, times, attention in kept]
    fresh = [key for key in counted if key[3] == "attention"]
    days += [
        exposure.Day(str(thing), on, counted[market, thing, on, "times"], counted[market, thing, on, "attention"])
        for market, thing, on, _ in fresh
    ]
    return dict(exposure.faded(days, today))


def _keep_exposure(db: Session, since: date, counted: Counter[tuple[str, UUID, date, str]], today: date) -> None:
    db.execute(delete(Exposure).where((Exposure.day >= since) | (Exposure.day < today - timedelta(exposure.FORGOTTEN))))
    rows = [
        {
            "market": market,
            "thing_id": thing,
            "day": on,
            "times": times,
            "attention": counted[market, thing, on, "attention"],
        }
        for (market, thing, on, what), times in sorted(counted.items())
        if what == "times"
    ]
    if rows:
        db.execute(insert(Exposure), rows)


def _keep_prices(db: Session, runs: Sequence[Run], moment: datetime) -> None:
    db.execute(delete(CompetitionPrice))
    rows = [
        {"market": run.market.value, "thing_id": UUID(thing), "price": price, "computed_at": moment}
        for run in runs
        for thing, price in run.prices.items()
    ]
    if rows:
        db.execute(insert(CompetitionPrice), rows)
