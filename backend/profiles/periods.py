"""How long something lasted, from dates that may lack their month. Pure arithmetic; the present is an argument."""

from datetime import datetime

MIDDLE = 6  # months into a year of which no more is known


def months_between(started: str | None, ended: str | None, present: datetime | None) -> int | None:
    """Whole months from the start to the end or, where there is none, to the present; None when a side is unknown.

    Dates are "2021-09" or "2021". A year alone is taken from its middle at both ends, so that "2019" to "2021" is two
    years, and "2020" to "2020" half a one; a named last month counts in full.
    """
    if started is None:
        return None
    if ended is not None:
        return _until(started, ended)
    return max(0, present.year * 12 + present.month - 1 - _index(started)) if present else None


def _until(started: str, ended: str) -> int:
    if started == ended and len(ended) == 4:
        return MIDDLE
    named = len(started) > 4 and len(ended) > 4
    return max(0, _index(ended) - _index(started) + named)


def _index(date: str) -> int:
    """Months since the year 0."""
    year, _, month = date.partition("-")
    return int(year) * 12 + (int(month) - 1 if month else MIDDLE)
