"""What the gate judges: how two sets of weights do on pages that neither has learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.config import Weight
from matching.evaluate.crowding import Interval, interval
from matching.learn.calibration import Curve, calibration_error
from matching.learn.feedback import GAIN, Event
from matching.learn.gate import Standing, qualities

Side = Sequence[Weight]
Ratios = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Compared:
    """Both standings, nDCG@10 of each with its 95 % interval, and that of the difference page by page.

    `pages` is on how many held-out pages something was done.
    """

    champion: Standing
    challenger: Standing
    ndcg: tuple[Interval, Interval]
    gain: Interval
    pages: int


def compared(
    sides: tuple[Side, Side], train: Sequence[Event], test: Sequence[Event], ratios: tuple[Ratios, Ratios]
) -> Compared:
    """Champion and challenger, on the same held-out pages. `ratios` are the impact ratios under each.

    Both had the pages of `train` to learn what a score is worth; `test` tells how far off that is. Raises BadInput
    where too little was done (`learn.too-few-outcomes`, `learn.no-pages`).
    """
    values = [qualities(side, test) for side in sides]
    each = tuple(interval(told) for told in values)
    standings = [
        Standing(one.mean, _error(side, train, test), len(test), shown)
        for one, side, shown in zip(each, sides, ratios, strict=True)
    ]
    gains = [after - before for before, after in zip(*values, strict=True)]
    return Compared(standings[0], standings[1], (each[0], each[1]), interval(gains), len(gains))


def _error(side: Side, train: Sequence[Event], test: Sequence[Event]) -> float:
    curve = Curve.fit(*_outcomes(side, train))
    scores, came = _outcomes(side, test)
    return calibration_error([curve.at(score) for score in scores], came)


def _outcomes(side: Side, events: Sequence[Event]) -> tuple[list[int], list[bool]]:
    """What each event scored, and whether anything came of it."""
    scores = [sum(w.weight * v for w, v in zip(side, event.values, strict=True)) for event in events]
    return scores, [GAIN[event.reaction] > 0 for event in events]
