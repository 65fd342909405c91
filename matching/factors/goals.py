"""Is it what the person looks for? Kind, occupation and subject, of what the person says."""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Market, Seeker

KIND, OCCUPATION, SUBJECT = 300, 400, 300
SILENT = 100  # what a post that names no occupation answers to somebody who looks for one


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """The weighted mean of the axes on which both spoke or a post owes an answer; None where there is none."""
    axes = _axes(seeker, item, scene).values()
    weight = sum(w for w, _ in axes)
    return sum(w * v for w, v in axes) // weight if weight else None


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    seeker, shelf = lens.seeker, lens.shelf
    weight = np.zeros(len(lens), dtype=np.int64)
    total = np.zeros(len(lens), dtype=np.int64)
    if seeker.kinds:
        wanted = np.array([shelf.words.get(kind) for kind in seeker.kinds], dtype=np.int64)
        weight += np.where(shelf.kind >= 0, KIND, 0)
        total += np.where((shelf.kind >= 0) & np.isin(shelf.kind, wanted), KIND * 1000, 0)
    if seeker.occupations:
        is_owed = shelf.market is Market.OPPORTUNITIES
        near = lens.similarities(seeker.occupations) * 1000 // FULL
        weight += np.where((shelf.occupation >= 0) | is_owed, OCCUPATION, 0)
        total += OCCUPATION * lens.answered(near, shelf.occupation, SILENT if is_owed else 0)
    if seeker.sectors or seeker.goals:
        near = lens.similarities((*seeker.sectors, *seeker.goals))[shelf.subjects["concept"]] * 1000 // FULL
        best = shelf.subjects.most(near, UNKNOWN)
        weight += np.where(best >= 0, SUBJECT, 0)
        total += np.where(best >= 0, SUBJECT * best, 0)
    return np.where(weight > 0, total // np.maximum(weight, 1), UNKNOWN)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """Which wishes it answers, each with how far."""
    axes = _axes(seeker, item, scene)
    if not axes:
        return told("goals.unknown")
    return told("goals.answered", **{axis: share / 1000 for axis, (_, share) in axes.items()})


def _axes(seeker: Seeker, item: Item, scene: Scene) -> dict[str, tuple[int, int]]:
    axes: dict[str, tuple[int, int]] = {}
    if seeker.kinds and item.kind is not None:
        axes["kind"] = (KIND, 1000 if item.kind in seeker.kinds else 0)
    if seeker.occupations and item.occupation is not None:
        axes["occupation"] = (OCCUPATION, scene.closest(seeker.occupations, item.occupation) * 1000 // FULL)
    elif seeker.occupations and item.market is Market.OPPORTUNITIES:
        axes["occupation"] = (OCCUPATION, SILENT)
    wishes, subjects = (*seeker.sectors, *seeker.goals), (*item.sectors, *item.teaches, *item.affords)
    if wishes and subjects:
        axes["subject"] = (SUBJECT, max(scene.closest(wishes, subject) for subject in subjects) * 1000 // FULL)
    return axes
