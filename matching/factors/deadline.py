"""Is there time left to apply well?"""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.retrieve.shelf import FAR_FUTURE
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker

DAY = 86_400


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """By whole days left; None where there is no deadline."""
    left = days_left(item, scene)
    return None if left is None else scene.config.shapes.deadline.at(left)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    until = lens.shelf.deadline
    left = (until - int(lens.scene.now.timestamp())) // DAY
    return np.where(until == FAR_FUTURE, UNKNOWN, lens.scene.config.shapes.deadline.over(left))


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The days left."""
    left = days_left(item, scene)
    return told("deadline.none") if left is None else told("deadline.days-left", days=left)


def days_left(item: Item, scene: Scene) -> int | None:
    """Whole days from now to the deadline, rounded down; None where there is none."""
    if item.deadline is None:
        return None
    return (int(item.deadline.timestamp()) - int(scene.now.timestamp())) // DAY
