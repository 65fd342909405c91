"""Arithmetic about pay: what amounts for different periods come to in a month, and what the law asks for at least."""

from dataclasses import dataclass
from datetime import date

from backend.core.terms import Period

FULL_TIME = 40  # hours a week
WEEKS_A_MONTH = 52 / 12
HOURS_A_DAY = 8


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """A legal minimum: gross cents a month for full time, paid so many times a year."""

    country: str
    year: int
    monthly: int
    payments: int
    currency: str
    source: str


MINIMUM_WAGES = (
    MinimumWage("PT", 2025, 870_00, 14, "EUR", "Decreto-Lei n.º 112/2024"),
    MinimumWage("PT", 2026, 920_00, 14, "EUR", "Decreto-Lei n.º 139/2025"),
)


def minimum_wage(country: str, day: date) -> MinimumWage | None:
    """The latest minimum known for that day; a year that is not in the table yet goes by the one before."""
    known = [wage for wage in MINIMUM_WAGES if wage.country == country and wage.year <= day.year]
    return max(known, key=lambda wage: wage.year, default=None)


def monthly(amount: int, period: Period, hours: int | None, *, payments: int = 12) -> int | None:
    """Cents a month for `hours` a week (full time when unknown), or None for a sum that covers no stated time.

    `payments` is how many monthly amounts a year's pay is made of.
    """
    weekly = hours or FULL_TIME
    if period == Period.HOUR:
        return round(amount * weekly * WEEKS_A_MONTH)
    if period == Period.DAY:
        return round(amount * weekly / HOURS_A_DAY * WEEKS_A_MONTH)
    if period == Period.MONTH:
        return amount
    return round(amount / payments) if period == Period.YEAR else None
