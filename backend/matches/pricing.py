"""What a process keeps of the prices of competition: as the last run left them, and what is on offer at them."""

from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, func, select
from sqlalchemy.orm import Session

from backend.matches.models import CompetitionPrice
from backend.matches.stock import Stock, stocks
from matching.market.prices import NONE, Prices


class Priced(NamedTuple):
    """Prices of a run, and the stock that was last seen at them."""

    version: tuple[Any, ...]
    prices: Prices
    plain: Stock
    stock: Stock


class Pricing:
    """One for each database this process talks to."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, Priced] = WeakKeyDictionary()
        self._reading = Lock()

    def get(self, db: Session, stock: Stock) -> Stock:
        """The stock at the prices of now: one short statement when neither has changed."""
        version, pool = _version(db), db.get_bind().engine.pool
        held = self._held.get(pool)
        if held is not None and held.version == version and held.plain is stock:
            return held.stock
        with self._reading:
            same = held is not None and held.version == version
            prices = held.prices if same and held else _read(db) if version[0] else NONE
            priced = stock.priced(prices) if prices.prices else stock
            self._held[pool] = Priced(version, prices, stock, priced)
            return priced


def _version(db: Session) -> tuple[Any, ...]:
    return tuple(db.execute(select(func.count(), func.max(CompetitionPrice.computed_at))).one())


def _read(db: Session) -> Prices:
    rows = db.execute(select(CompetitionPrice.thing_id, CompetitionPrice.price))
    return Prices({str(thing): price for thing, price in rows})


pricing = Pricing()


def priced_stock(db: Session, moment: datetime) -> Stock:
    """Everything on offer at this moment, at the prices of now."""
    return pricing.get(db, stocks.get(db, moment))
