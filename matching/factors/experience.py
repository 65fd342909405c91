"""Has the person done it for long enough? Months in a close occupation count by how close it is."""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Seeker


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """1000 where nothing is asked; None where something is asked and nothing was said."""
    if not item.experience_months:
        return 1000
    if not seeker.experience:
        return None
    return scene.config.shapes.months.at(_months(seeker, item, scene) * 1000 // item.experience_months)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    asked, wanted = lens.shelf.experience_months, lens.shelf.occupation
    if lens.seeker.experience:
        everything = sum(spell.months for spell in lens.seeker.experience)
        of_concept = np.append(lens.experience_months, everything)  # the last place answers for "no occupation named"
        months = of_concept[np.where(wanted >= 0, wanted, len(of_concept) - 1)]
        known = lens.scene.config.shapes.months.over(months * 1000 // np.maximum(asked, 1))
    else:
        known = np.full(len(lens), UNKNOWN, dtype=np.int64)
    return np.where(asked > 0, known, 1000)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """Months asked for and months that count."""
    if not item.experience_months:
        return told("experience.nothing-asked")
    if not seeker.experience:
        return told("experience.unknown", asked=item.experience_months)
    months = _months(seeker, item, scene)
    code = "experience.enough" if months >= item.experience_months else "experience.short"
    return told(code, asked=item.experience_months, months=months)


def _months(seeker: Seeker, item: Item, scene: Scene) -> int:
    if item.occupation is None:
        return sum(spell.months for spell in seeker.experience)
    wanted = item.occupation
    return sum(spell.months * scene.similarity(spell.occupation, wanted) // FULL for spell in seeker.experience)
