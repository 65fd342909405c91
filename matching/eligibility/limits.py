"""Limits a person set for themselves, and the deadline."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from matching.distance import hundred_metres
from matching.eligibility.rule import PASS, UNKNOWN, Loosened, Outcomes, Rule, everywhere, outcomes, verdict
from matching.retrieve.lens import Lens
from matching.retrieve.shelf import NOT_SAID, Amounts
from matching.scene import Scene
from matching.scoring.money import Amount, of_money, of_range
from matching.types import Hours, Item, Outcome, Remote, Seeker, Verdict


def _judge_deadline(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    if item.deadline is None:
        return None
    is_over = int(item.deadline.timestamp()) <= int(scene.now.timestamp())
    said = item.deadline.isoformat()
    return verdict(
        "deadline", Outcome.FAIL if is_over else Outcome.PASS, "passed" if is_over else "ahead", deadline=said
    )


def _scan_deadline(lens: Lens) -> Outcomes:
    return outcomes(lens.shelf.deadline <= int(lens.scene.now.timestamp()))


DEADLINE = Rule("deadline", _judge_deadline, _scan_deadline)


def _judge_travel(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    limit = seeker.travel_limit_km
    if limit is None or item.remote_share == 100:
        return None
    if seeker.place is None:
        return verdict("travel", Outcome.UNKNOWN, "where-are-you", limit_km=limit)
    if item.place is None:
        return verdict("travel", Outcome.UNKNOWN, "where-is-it", limit_km=limit)
    away = hundred_metres(seeker.place, item.place)
    if away <= limit * 10:
        return verdict("travel", Outcome.PASS, "within-limit", km=away / 10, limit_km=limit)
    enough = next((step for step in scene.config.travel_steps_km if away <= step * 10), None)
    return verdict("travel", Outcome.FAIL, "too-far", km=away / 10, limit_km=limit, enough_km=enough)


def _scan_travel(lens: Lens) -> Outcomes:
    limit = lens.seeker.travel_limit_km
    if limit is None:
        return everywhere(lens)
    away, is_remote = lens.hundred_metres, lens.shelf.remote_share == 100
    return outcomes(~is_remote & (away > limit * 10), ~is_remote & (away == NOT_SAID))


def _loosen_travel(seeker: Seeker, scene: Scene) -> tuple[Loosened, ...]:
    limit = seeker.travel_limit_km
    if limit is None:
        return ()
    wider = (step for step in scene.config.travel_steps_km if step > limit)
    return tuple(Loosened(replace(seeker, travel_limit_km=step), step) for step in wider)


TRAVEL = Rule("travel", _judge_travel, _scan_travel, lambda seeker: seeker.travel_limit_km, _loosen_travel)


def _judge_remote(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    if seeker.remote is not Remote.ONLY:
        return None
    if item.remote_share is None:
        return verdict("remote", Outcome.UNKNOWN, "not-said")
    is_remote = item.remote_share == 100
    what = "wholly" if is_remote else "on-site"
    return verdict("remote", Outcome.PASS if is_remote else Outcome.FAIL, what, remote_share=item.remote_share)


def _scan_remote(lens: Lens) -> Outcomes:
    if lens.seeker.remote is not Remote.ONLY:
        return everywhere(lens)
    share = lens.shelf.remote_share
    return outcomes((share >= 0) & (share < 100), share == NOT_SAID)


def _loosen_remote(seeker: Seeker, scene: Scene) -> tuple[Loosened, ...]:
    if seeker.remote is not Remote.ONLY:
        return ()
    return (Loosened(replace(seeker, remote=Remote.PREFER), Remote.PREFER.value),)


REMOTE = Rule("remote", _judge_remote, _scan_remote, lambda seeker: seeker.remote.value, _loosen_remote)


def _judge_hours(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    if seeker.hours is None:
        return None
    has = (seeker.hours.low, seeker.hours.high)
    if item.hours is None:
        return verdict("hours", Outcome.UNKNOWN, "not-said", has=has)
    wants = (item.hours.low, item.hours.high)
    if seeker.hours.high < item.hours.low:
        return verdict("hours", Outcome.FAIL, "too-many", has=has, wants=wants)
    if seeker.hours.low > item.hours.high:
        return verdict("hours", Outcome.FAIL, "too-few", has=has, wants=wants)
    return verdict("hours", Outcome.PASS, "fit", has=has, wants=wants)


def _scan_hours(lens: Lens) -> Outcomes:
    has, low, high = lens.seeker.hours, lens.shelf.hours_low, lens.shelf.hours_high
    if has is None:
        return everywhere(lens)
    is_known = high >= 0
    return outcomes(is_known & ((has.high < low) | (has.low > high)), ~is_known)


def _loosen_hours(seeker: Seeker, scene: Scene) -> tuple[Loosened, ...]:
    has = seeker.hours
    if has is None:
        return ()
    wider = dict.fromkeys(
        Hours(max(0, has.low - by), min(60, max(has.high, has.high + by))) for by in _steps(scene, has)
    )
    return tuple(Loosened(replace(seeker, hours=hours), (hours.low, hours.high)) for hours in wider if hours != has)


def _steps(scene: Scene, has: Hours) -> tuple[int, ...]:
    return scene.config.hours_steps if has.high < 60 else ()


HOURS = Rule(
    "hours",
    _judge_hours,
    _scan_hours,
    lambda seeker: None if seeker.hours is None else (seeker.hours.low, seeker.hours.high),
    _loosen_hours,
)


def _judge_dates(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    begins, leaves = seeker.available_from, seeker.available_until
    if (begins is None or item.ends_on is None) and (leaves is None or item.starts_on is None):
        return None
    facts = {"available_from": _iso(begins), "available_until": _iso(leaves)}
    facts |= {"starts_on": _iso(item.starts_on), "ends_on": _iso(item.ends_on)}
    if begins and item.ends_on and item.ends_on < begins:
        return verdict("dates", Outcome.FAIL, "over-before", **facts)
    if leaves and item.starts_on and item.starts_on > leaves:
        return verdict("dates", Outcome.FAIL, "starts-after", **facts)
    return verdict("dates", Outcome.PASS, "meet", **facts)


def _scan_dates(lens: Lens) -> Outcomes:
    seeker, shelf = lens.seeker, lens.shelf
    fails = everywhere(lens, UNKNOWN) == PASS
    if seeker.available_from is not None:
        fails = fails | ((shelf.ends_on >= 0) & (shelf.ends_on < seeker.available_from.toordinal()))
    if seeker.available_until is not None:
        fails = fails | (shelf.starts_on > seeker.available_until.toordinal())
    return outcomes(fails)


def _loosen_dates(seeker: Seeker, scene: Scene) -> tuple[Loosened, ...]:
    begins, leaves = seeker.available_from, seeker.available_until
    if begins is None and leaves is None:
        return ()
    moved = []
    for days in scene.config.days_steps:
        earlier = None if begins is None else begins - timedelta(days)
        later = None if leaves is None else leaves + timedelta(days)
        moved.append(
            Loosened(replace(seeker, available_from=earlier, available_until=later), (_iso(earlier), _iso(later)))
        )
    return tuple(moved)


DATES = Rule(
    "dates",
    _judge_dates,
    _scan_dates,
    lambda seeker: (_iso(seeker.available_from), _iso(seeker.available_until)),
    _loosen_dates,
)


def _judge_pay(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    if seeker.pay_floor is None:
        return None
    floor, paid = of_money(seeker.pay_floor), of_range(item.pay)
    if paid is None or paid.unit != floor.unit:
        return verdict("pay", Outcome.UNKNOWN, "not-stated") if _pays(item) else None
    is_below = paid.high < floor.low
    outcome = Outcome.FAIL if is_below else Outcome.PASS
    return verdict(
        "pay", outcome, "below-floor" if is_below else "reaches-floor", high=paid.high, floor=floor.low, unit=paid.unit
    )


def _pays(item: Item) -> bool:
    return item.market.value == "opportunities"


def _scan_pay(lens: Lens) -> Outcomes:
    if lens.seeker.pay_floor is None:
        return everywhere(lens)
    floor, paid = of_money(lens.seeker.pay_floor), lens.shelf.pay
    is_known = _comparable(lens, floor, paid)
    is_asked = lens.shelf.market.value == "opportunities"
    return outcomes(is_known & (paid.high < floor.low), ~is_known & is_asked)


PAY = Rule("pay", _judge_pay, _scan_pay)


def _judge_price(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    price = of_range(item.price)
    if seeker.rent_ceiling is None or price is None:
        return None
    ceiling = of_money(seeker.rent_ceiling)
    if price.unit != ceiling.unit:
        return None
    is_above = price.low > ceiling.low
    outcome = Outcome.FAIL if is_above else Outcome.PASS
    return verdict(
        "price", outcome, "above-ceiling" if is_above else "within", low=price.low, ceiling=ceiling.low, unit=price.unit
    )


def _scan_price(lens: Lens) -> Outcomes:
    if lens.seeker.rent_ceiling is None:
        return everywhere(lens)
    ceiling, price = of_money(lens.seeker.rent_ceiling), lens.shelf.price
    return outcomes(_comparable(lens, ceiling, price) & (price.low > ceiling.low))


PRICE = Rule("price", _judge_price, _scan_price)


def _comparable(lens: Lens, with_: Amount, amounts: Amounts) -> npt.NDArray[np.bool_]:
    same: npt.NDArray[np.bool_] = amounts.unit == lens.shelf.units.get(with_.unit)
    return same


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
