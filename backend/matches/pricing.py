"""What a process keeps of prices and configuration, and the stock under both, as they were left last."""

from datetime import datetime
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, func, select
from sqlalchemy.orm import Session

from backend.matches.configuring import LIVE, of_digest
from backend.matches.models import CompetitionPrice
from backend.matches.stock import Stock, stocks
from matching.market.prices import NONE, Prices


class Version(NamedTuple):
    """By what one knows that nothing has changed: how many prices there are, of when, and which configuration."""

    priced: int
    computed_at: datetime | None
    digest: str | None


class Priced(NamedTuple):
    """Prices of a run, and the stock that was last seen at them."""

    version: Version
    prices: Prices
    plain: Stock
    stock: Stock


class Pricing:
    """One for each database this process talks to."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, Priced] = WeakKeyDictionary()
        self._reading = Lock()

    def get(self, db: Session, stock: Stock) -> Stock:
        """The stock at the prices and under the configuration of now: one short statement when nothing has changed."""
        version, pool = _version(db), db.get_bind().engine.pool
        held = self._held.get(pool)
        if held is not None and held.version == version and held.plain is stock:
            return held.stock
        with self._reading:
            prices = held.prices if held and held.version[:2] == version[:2] else _read(db) if version.priced else NONE
            config = of_digest(db, version.digest)
            is_same = config == stock.config and not prices.prices
            ready = stock if is_same else stock.under(config, prices)
            self._held[pool] = Priced(version, prices, stock, ready)
            return ready


_NOW = select(func.count(), func.max(CompetitionPrice.computed_at), LIVE.scalar_subquery()).select_from(
    CompetitionPrice
)


def _version(db: Session) -> Version:
    return Version(*db.execute(_NOW).one())


def _read(db: Session) -> Prices:
    rows = db.execute(select(CompetitionPrice.thing_id, CompetitionPrice.price))
    return Prices({str(thing): price for thing, price in rows})


pricing = Pricing()


def priced_stock(db: Session, moment: datetime) -> Stock:
    """Everything on offer at this moment, at the prices and under the configuration of now."""
    return pricing.get(db, stocks.get(db, moment))
