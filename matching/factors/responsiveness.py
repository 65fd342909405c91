"""Does the organisation answer? Few answers so far say little: the record is drawn to the middle."""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Seeker

MIDDLE = 500  # ‰ answered, before anything is known


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """Two thirds whether they answer, one third how soon; None without a record."""
    if item.reply is None or not item.reply.asked:
        return None
    doubt, shapes = scene.config.reply_doubt, scene.config.shapes
    answers = shapes.answered.at((item.reply.answered * 1000 + doubt * MIDDLE) // (item.reply.asked + doubt))
    if item.reply.median_days is None:
        return answers
    return (2 * answers + shapes.wait.at(item.reply.median_days)) // 3


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    shelf, doubt, shapes = lens.shelf, lens.scene.config.reply_doubt, lens.scene.config.shapes
    answers = shapes.answered.over((shelf.answered * 1000 + doubt * MIDDLE) // (shelf.asked + doubt))
    both = np.where(shelf.median_days >= 0, (2 * answers + shapes.wait.over(shelf.median_days)) // 3, answers)
    return np.where(shelf.asked > 0, both, UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The record."""
    if item.reply is None or not item.reply.asked:
        return told("responsiveness.no-record")
    reply = item.reply
    return told("responsiveness.record", asked=reply.asked, answered=reply.answered, median_days=reply.median_days)
