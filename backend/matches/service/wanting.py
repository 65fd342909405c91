"""Everybody's list by fit alone, in some markets: what prices are to set right. Read and ranked portion by portion."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from math import sqrt
from uuid import UUID

from sqlalchemy import Engine, select

from backend.core.db import reading
from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.stock import Stock
from backend.profiles.models import Profile, ProfileStatus
from matching.market.demand import FULL, LISTED, Wanted
from matching.market.prices import UNIT
from matching.rank import EVERYTHING, Asked, look_for_many
from matching.types import Market, Seeker

PORTION = 1_000  # people who are in memory together, for each thread
THERE = select(Profile).where(Profile.status != ProfileStatus.ARCHIVED)

Heard = Callable[[int, int], object]
"""Hears of how many people the lists are there, and how many there are."""


def wanted(
    engine: Engine, stock: Stock, day: Day, markets: Sequence[Market], threads: int, heard: Heard
) -> dict[Market, list[Wanted]]:
    """The lists of everybody, in order of people; the same on any number of threads."""
    with reading(engine) as db:
        ids = db.scalars(THERE.with_only_columns(Profile.id).order_by(Profile.id)).all()
    found: dict[Market, list[Wanted]] = {market: [] for market in markets}
    if not markets:
        return found
    portions = [ids[start : start + PORTION] for start in range(0, len(ids), PORTION)]
    with ThreadPoolExecutor(threads, thread_name_prefix="prices") as pool:
        done = pool.map(lambda portion: _of(engine, stock, day, markets, portion), portions)
        for number, lists in zip(count(1), done, strict=False):
            for market, some in lists.items():
                found[market] += some
            heard(min(number * PORTION, len(ids)), len(ids))
    return found


def _of(
    engine: Engine, stock: Stock, day: Day, markets: Sequence[Market], portion: Sequence[UUID]
) -> dict[Market, list[Wanted]]:
    with reading(engine) as db:
        them = people.fetch(db, THERE.where(Profile.id.between(portion[0], portion[-1])), day.start)
    own = [person.own(stock.config) for person in them]
    return {
        market: list(_lists([people.facing(one, market, None) for one in own], market, stock, day))
        for market in markets
    }


def _lists(seekers: Sequence[Seeker], market: Market, stock: Stock, day: Day) -> Iterator[Wanted]:
    asked = Asked(day.start, day.seed, market, EVERYTHING, 1, "plain")
    for seeker, views in look_for_many(seekers, stock.snapshot, asked):
        best = sorted((one for view in views for one in view.best(LISTED + 1)), key=lambda one: one.order)
        things = [(one.item.id, min(FULL, int(sqrt(one.key) / UNIT))) for one in best[: LISTED + 1]]
        yield Wanted(seeker.id, things)
