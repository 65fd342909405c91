"""Would the person use what they can? The covered share of the work, or the best fit of what a space affords."""

from dataclasses import replace

import numpy as np

from matching.factors.factor import Told, nothing_known, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.demand import demands
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Seeker

SILENT = 100  # a post that does not say what the work needs promises nobody that their craft is used


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """None where the person says nothing about their skills; little where the item says nothing about the work."""
    if not seeker.skills:
        return None
    if item.requirements:
        asked = demands(item, seeker, scene)
        return asked.earned // asked.weight
    if item.affords:
        have = _concepts(seeker)
        return max(scene.closest(have, concept) for concept in item.affords) * 1000 // FULL
    return SILENT


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    if not lens.seeker.skills:
        return nothing_known(lens)
    asked = lens.shelf.requirements
    weight = asked.total(asked["weight"])
    return over(weight, asked.total(asked["weight"] * lens.demand_credits), scan_affords(lens))


def scan_affords(lens: Lens) -> Numbers:
    """The best fit of what is afforded, for every row; little where nothing is."""
    affords, near = lens.shelf.affords, lens.similarities(_concepts(lens.seeker))
    return affords.most(near[affords["concept"]] * 1000 // FULL, SILENT)


def over(weight: Numbers, earned: Numbers, afforded: Numbers) -> Numbers:
    """The covered share of the work where there is any, from the weight of all demands and Σ weight × credit."""
    return np.where(weight > 0, earned // np.maximum(weight, 1), afforded)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """How much of it is their craft."""
    share = value(seeker, item, scene)
    if share is None:
        return told("practice.unknown")
    if not item.requirements and not item.affords:
        return replace(told("practice.not-said"), is_guess=True)
    return told("practice.share", share=share / 1000, of="requirements" if item.requirements else "affords")


def _concepts(seeker: Seeker) -> tuple[str, ...]:
    return tuple(claim.concept for claim in seeker.skills)
