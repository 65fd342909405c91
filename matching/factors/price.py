"""Can the person afford the space?"""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, nothing_known, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.money import of_money, of_range
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """The lowest price against the ceiling; None where either is not said or they do not compare."""
    price = of_range(item.price)
    if price is None or seeker.rent_ceiling is None:
        return None
    ceiling = of_money(seeker.rent_ceiling)
    if ceiling.unit != price.unit:
        return None
    return scene.config.shapes.price.at(price.low * 1000 // max(1, ceiling.low))


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    if lens.seeker.rent_ceiling is None:
        return nothing_known(lens)
    price, ceiling = lens.shelf.price, of_money(lens.seeker.rent_ceiling)
    good = lens.scene.config.shapes.price.over(price.low * 1000 // max(1, ceiling.low))
    return np.where(price.unit == lens.shelf.units.get(ceiling.unit), good, UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The price against the ceiling."""
    price = of_range(item.price)
    if price is None:
        return told("price.not-stated")
    if value(seeker, item, scene) is None or seeker.rent_ceiling is None:
        return told("price.no-ceiling", unit=price.unit, low=price.low)
    ceiling = of_money(seeker.rent_ceiling).low
    return told(
        "price.within" if price.low <= ceiling else "price.above", unit=price.unit, low=price.low, ceiling=ceiling
    )
