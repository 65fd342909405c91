"""Amounts made comparable: pay by the month, prices by the month, sums as sums."""

from typing import NamedTuple

from matching.types import Money, MoneyRange, Period

# Months of paid work: a 40-hour week and 260 working days a year.
_MONTHLY = {Period.HOUR: (2080, 12), Period.DAY: (260, 12), Period.MONTH: (1, 1), Period.YEAR: (1, 12)}


class Amount(NamedTuple):
    """Cents from low to high in a unit such as `EUR/month`; only equal units compare."""

    unit: str
    low: int
    high: int


def of_range(money: MoneyRange | None) -> Amount | None:
    """A range with at least one end, in its comparable unit; an open end takes the other's value."""
    if money is None:
        return None
    low = money.high if money.low is None else money.low
    high = money.low if money.high is None else money.high
    if low is None or high is None:
        return None
    return _amount(low, high, money.currency, money.period)


def of_money(money: Money) -> Amount:
    """One sum in its comparable unit."""
    return _amount(money.cents, money.cents, money.currency, money.period)


def _amount(low: int, high: int, currency: str, period: Period) -> Amount:
    if period is Period.TOTAL:
        return Amount(f"{currency}/total", low, high)
    times, parts = _MONTHLY[period]
    return Amount(f"{currency}/month", low * times // parts, high * times // parts)
