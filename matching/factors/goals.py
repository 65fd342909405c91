"""Is it what the person looks for? Kind, occupation and subject, of what the person says."""

import numpy as np

from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Item, Market, Seeker

KIND, OCCUPATION, SUBJECT = 300, 400, 300
AXIS_BITS = 20
AXIS = 1 << AXIS_BITS  # above all that axes can earn together
SILENT = 100  # what a post that names no occupation answers to somebody who looks for one


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """The weighted mean of the axes on which both spoke or a post owes an answer; None where there is none."""
    axes = _axes(seeker, item, scene).values()
    weight = sum(w for w, _ in axes)
    return sum(w * v for w, v in axes) // weight if weight else None


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    return joined(scan_kind(lens) + scan_occupation(lens) + scan_subject(lens))


def scan_kind(lens: Lens) -> Numbers:
    """The axis of the kind for every row: what it weighs × 2²⁰ + what it earns; 0 where it says nothing."""
    seeker, shelf = lens.seeker, lens.shelf
    if not seeker.kinds:
        return np.zeros(len(lens), dtype=np.int64)
    wanted = np.array([shelf.words.get(kind) for kind in seeker.kinds], dtype=np.int64)
    return np.where(shelf.kind >= 0, KIND * (AXIS + 1000 * np.isin(shelf.kind, wanted)), 0)


def scan_occupation(lens: Lens) -> Numbers:
    """The axis of the occupation, told the same way."""
    seeker, shelf = lens.seeker, lens.shelf
    if not seeker.occupations:
        return np.zeros(len(lens), dtype=np.int64)
    is_owed = shelf.market is Market.OPPORTUNITIES
    near = lens.similarities(seeker.occupations) * 1000 // FULL
    earned = lens.answered(near, shelf.occupation, SILENT if is_owed else 0)
    return np.where((shelf.occupation >= 0) | is_owed, OCCUPATION * (AXIS + earned), 0)


def scan_subject(lens: Lens) -> Numbers:
    """The axis of the subject, told the same way."""
    seeker, subjects = lens.seeker, lens.shelf.subjects
    if not (seeker.sectors or seeker.goals):
        return np.zeros(len(lens), dtype=np.int64)
    near = lens.similarities((*seeker.sectors, *seeker.goals))[subjects["concept"]] * 1000 // FULL
    best = subjects.most(near, UNKNOWN)
    return np.where(best >= 0, SUBJECT * (AXIS + best), 0)


def joined(axes: Numbers) -> Numbers:
    """The weighted mean of axes that were told in one number and added up; -1 where none says anything."""
    weight, total = axes >> AXIS_BITS, axes & (AXIS - 1)
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
