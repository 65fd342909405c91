"""Has the person done this kind of work, or something close to it?"""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, nothing_known, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Seeker


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """The similarity of the closest occupation of the past; None where either side names none."""
    if item.occupation is None or not seeker.experience:
        return None
    return scene.closest(_past(seeker), item.occupation) * 1000 // FULL


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    wanted = lens.shelf.occupation
    if not lens.seeker.experience or not len(lens.shelf.concepts):
        return nothing_known(lens)
    return np.where(wanted >= 0, lens.occupation_similarity[wanted] * 1000 // FULL, UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The occupation that comes closest."""
    if item.occupation is None:
        return told("occupation.not-named")
    if not seeker.experience:
        return told("occupation.no-experience", wanted=item.occupation)
    wanted = item.occupation
    best = max(_past(seeker), key=lambda past: scene.similarity(past, wanted))
    code = (
        "occupation.same"
        if best == wanted
        else "occupation.close"
        if scene.similarity(best, wanted)
        else "occupation.new"
    )
    return told(code, wanted=wanted, past=best, similarity=scene.similarity(best, wanted))


def _past(seeker: Seeker) -> tuple[str, ...]:
    return tuple(spell.occupation for spell in seeker.experience)
