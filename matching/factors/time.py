"""Do the hours and the dates fit? The worse of the two, of what is known."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from matching.errors import Fact
from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker

FITS = 1001  # above every value: an axis that says nothing


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """None where neither hours nor dates are known on both sides."""
    shapes = scene.config.shapes
    fit, late = _hours(seeker, item), _days(seeker, item)
    known = [shapes.hours.at(fit)] if fit is not None else []
    known += [shapes.delay.at(late)] if late is not None else []
    return min(known, default=None)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    return worst((_hours_over(lens), _days_over(lens)))


def worst(axes: Sequence[Numbers]) -> Numbers:
    """The worst of what is known: neither -1 nor `FITS` says anything."""
    found = np.minimum.reduce([np.where(axis == UNKNOWN, FITS, axis) for axis in axes])
    return np.where(found == FITS, UNKNOWN, found)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The hours and the days that do not fit."""
    share = value(seeker, item, scene)
    if share is None:
        return told("time.unknown")
    facts: dict[str, Fact] = {}
    if seeker.hours and item.hours:
        facts |= {"has": (seeker.hours.low, seeker.hours.high), "wants": (item.hours.low, item.hours.high)}
    late = _days(seeker, item)
    if late is not None:
        facts |= {"days_late": late, "starts_on": item.starts_on.isoformat() if item.starts_on else None}
    return told("time.fits" if share == 1000 else "time.partly", **facts)


def _hours(seeker: Seeker, item: Item) -> int | None:
    """The share of the hours that fit, in thousandths."""
    if seeker.hours is None or item.hours is None:
        return None
    if seeker.hours.high < item.hours.low:
        return seeker.hours.high * 1000 // item.hours.low
    if seeker.hours.low > item.hours.high:
        return item.hours.high * 1000 // seeker.hours.low
    return 1000


def _days(seeker: Seeker, item: Item) -> int | None:
    """The days by which the person comes late or leaves early; None where no two dates meet."""
    late = [_gap(seeker.available_from, item.starts_on), _gap(item.ends_on, seeker.available_until)]
    return max((days for days in late if days is not None), default=None)


def _gap(later: date | None, earlier: date | None) -> int | None:
    return None if later is None or earlier is None else max(0, (later - earlier).days)


def _hours_over(lens: Lens) -> Numbers:
    has, shelf = lens.seeker.hours, lens.shelf
    if has is None:
        return np.full(len(lens), FITS, dtype=np.int64)
    low, high = shelf.hours_low, shelf.hours_high
    fit = np.where(
        has.high < low,
        has.high * 1000 // np.maximum(low, 1),
        np.where(has.low > high, high * 1000 // max(has.low, 1), 1000),
    )
    return np.where(high >= 0, lens.scene.config.shapes.hours.over(fit), FITS)


def _days_over(lens: Lens) -> Numbers:
    seeker, shelf = lens.seeker, lens.shelf
    late = np.full(len(lens), UNKNOWN, dtype=np.int64)
    if seeker.available_from is not None:
        gap = np.maximum(0, seeker.available_from.toordinal() - shelf.starts_on)
        late = np.where(shelf.starts_on >= 0, gap, late)
    if seeker.available_until is not None:
        gap = np.maximum(0, shelf.ends_on - seeker.available_until.toordinal())
        late = np.where(shelf.ends_on >= 0, np.maximum(late, gap), late)
    return np.where(late >= 0, lens.scene.config.shapes.delay.over(late), FITS)
