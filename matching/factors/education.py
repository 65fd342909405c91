"""Is the person's education on the level that is asked for, in a field that is welcome? Which school never matters."""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import EducationRequirement, Item, Seeker

LEVEL_ALONE = 700  # what the level is worth in a field far from the welcome ones, in thousandths


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """1000 where nothing is asked; None where the level is asked and not known."""
    if item.education is None:
        return 1000
    if seeker.education_level is None:
        return None
    level = scene.config.shapes.education_gap.at(item.education.level - seeker.education_level)
    return level * (LEVEL_ALONE + (1000 - LEVEL_ALONE) * _closest(seeker, item.education, scene) // FULL) // 1000


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    asked, fields = lens.shelf.education_level, lens.shelf.fields
    if lens.seeker.education_level is None:
        return np.where(asked >= 0, UNKNOWN, 1000)
    level = lens.scene.config.shapes.education_gap.over(asked - lens.seeker.education_level)
    if lens.seeker.fields:
        near = fields.most(lens.similarities(lens.seeker.fields)[fields["concept"]], FULL)
    else:
        near = np.full(len(lens), FULL, dtype=np.int64)
    return np.where(asked >= 0, level * (LEVEL_ALONE + (1000 - LEVEL_ALONE) * near // FULL) // 1000, 1000)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """The EQF levels."""
    if item.education is None:
        return told("education.nothing-asked")
    asked, has = item.education.level, seeker.education_level
    if has is None:
        return told("education.unknown", asked=asked)
    field = _closest(seeker, item.education, scene) / FULL
    return told("education.met" if has >= asked else "education.below", asked=asked, level=has, field=round(field, 3))


def _closest(seeker: Seeker, asked: EducationRequirement, scene: Scene) -> int:
    """How close the closest field is; full where either side names none."""
    if not seeker.fields or not asked.fields:
        return FULL
    return max(scene.closest(seeker.fields, field) for field in asked.fields)
