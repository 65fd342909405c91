"""Does the person, or who they apply for, meet the conditions of a call? Open questions count half."""

import numpy as np

from matching.eligibility.conditions import judge_condition
from matching.factors.factor import UNKNOWN, Told, told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Condition, Item, Outcome, Seeker

WORTH = {Outcome.PASS: 1000, Outcome.UNKNOWN: 500, Outcome.FAIL: 0}


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """1000 without conditions; None where every one of them is open."""
    if not item.conditions:
        return 1000
    outcomes = [_outcome(condition, seeker, scene) for condition in item.conditions]
    if all(outcome is Outcome.UNKNOWN for outcome in outcomes):
        return None
    return sum(WORTH[outcome] for outcome in outcomes) // len(outcomes)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    asked = lens.shelf.conditions
    outcomes = [_outcome(condition, lens.seeker, lens.scene) for condition in lens.shelf.known_conditions]
    worth = np.array([WORTH[outcome] for outcome in outcomes], dtype=np.int64)[asked["condition"]]
    is_open = np.array([outcome is Outcome.UNKNOWN for outcome in outcomes], dtype=np.bool_)[asked["condition"]]
    count = asked.lengths
    mean = asked.total(worth) // np.maximum(count, 1)
    return np.where(count == 0, 1000, np.where(asked.total(is_open) == count, UNKNOWN, mean))


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """How many are met, open and failed."""
    if not item.conditions:
        return told("conditions.none")
    outcomes = [_outcome(condition, seeker, scene) for condition in item.conditions]
    counts = {outcome.value: outcomes.count(outcome) for outcome in Outcome}
    return told("conditions.counted", **counts)


def _outcome(condition: Condition, seeker: Seeker, scene: Scene) -> Outcome:
    return judge_condition(condition, seeker, scene)[0]
