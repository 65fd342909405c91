"""Is the pay what the person asks for at least? What they earned before is nobody's business."""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.money import of_money, of_range
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker

STATED = 650  # stated pay, where the person named no floor


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """None where the pay is not stated, or not in a unit that compares."""
    paid = of_range(item.pay)
    if paid is None:
        return None
    if seeker.pay_floor is None:
        return STATED
    floor = of_money(seeker.pay_floor)
    if floor.unit != paid.unit:
        return None
    return scene.config.shapes.pay.at((paid.low + paid.high) // 2 * 1000 // max(1, floor.low))


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    paid = lens.shelf.pay
    if lens.seeker.pay_floor is None:
        return np.where(paid.unit >= 0, STATED, UNKNOWN)
    floor = of_money(lens.seeker.pay_floor)
    ratio = paid.middle * 1000 // max(1, floor.low)
    return np.where(paid.unit == lens.shelf.units.get(floor.unit), lens.scene.config.shapes.pay.over(ratio), UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The range against the floor."""
    paid = of_range(item.pay)
    if paid is None:
        return told("pay.not-stated")
    if seeker.pay_floor is None:
        return told("pay.stated", unit=paid.unit, low=paid.low, high=paid.high)
    floor = of_money(seeker.pay_floor)
    if floor.unit != paid.unit:
        return told("pay.not-comparable", unit=paid.unit, floor_unit=floor.unit)
    code = (
        "pay.above-floor"
        if paid.low >= floor.low
        else "pay.reaches-floor"
        if paid.high >= floor.low
        else "pay.below-floor"
    )
    return told(code, unit=paid.unit, low=paid.low, high=paid.high, floor=floor.low)
