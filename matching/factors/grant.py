"""Does the grant cover what is needed?"""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, nothing_known, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.money import of_money, of_range
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """The highest grant against the need; None where either is not said or they do not compare."""
    grant = of_range(item.grant)
    if grant is None or seeker.funding_need is None:
        return None
    need = of_money(seeker.funding_need)
    if need.unit != grant.unit:
        return None
    return scene.config.shapes.grant.at(grant.high * 1000 // max(1, need.low))


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    if lens.seeker.funding_need is None:
        return nothing_known(lens)
    grant, need = lens.shelf.grant, of_money(lens.seeker.funding_need)
    good = lens.scene.config.shapes.grant.over(grant.high * 1000 // max(1, need.low))
    return np.where(grant.unit == lens.shelf.units.get(need.unit), good, UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The grant against the need."""
    grant = of_range(item.grant)
    if grant is None:
        return told("grant.not-stated")
    if value(seeker, item, scene) is None or seeker.funding_need is None:
        return told("grant.no-need", unit=grant.unit, high=grant.high)
    need = of_money(seeker.funding_need).low
    return told("grant.covers" if grant.high >= need else "grant.part", unit=grant.unit, high=grant.high, need=need)
