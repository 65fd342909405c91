"""Can the person learn or do there what they have set out to?"""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, nothing_known, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Seeker


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """The mean over the person's goals of what comes closest; None where either side names nothing."""
    offers = _offers(item)
    if not seeker.goals or not offers:
        return None
    return sum(_served(goal, offers, scene) for goal in seeker.goals) // len(seeker.goals)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    goals, offers = lens.seeker.goals, lens.shelf.offers
    if not goals:
        return nothing_known(lens)
    total = np.zeros(len(lens), dtype=np.int64)
    for goal in goals:
        total += offers.most(lens.similarities((goal,))[offers["concept"]] * 1000 // FULL, 0)
    return np.where(offers.lengths > 0, total // len(goals), UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The goals it serves."""
    offers = _offers(item)
    if not seeker.goals:
        return told("growth.no-goals")
    if not offers:
        return told("growth.nothing-offered")
    served = tuple(goal for goal in seeker.goals if _served(goal, offers, scene) >= 400)
    return told("growth.serves" if served else "growth.elsewhere", goals=len(seeker.goals), served=served)


def _offers(item: Item) -> tuple[str, ...]:
    return (*item.teaches, *item.affords)


def _served(goal: str, offers: tuple[str, ...], scene: Scene) -> int:
    return max(scene.similarity(goal, offer) for offer in offers) * 1000 // FULL
