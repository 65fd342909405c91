"""Above the cut, below it, or too close to tell; and which extra read would change the decision most."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from matching.errors import BadInput
from matching.panel.pool import Read
from matching.panel.scores import DECIMALS, Leniency, Score, Scores

LEVEL = 0.9  # of an application's interval
_NORMAL = NormalDist()


class Side(StrEnum):
    """Where an application stands by all that is known."""

    ABOVE = "above"
    INSIDE = "inside"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Band:
    """An application, its interval, and its side of the cut; inside the band people decide, not numbers."""

    application: str
    adjusted: float
    low: float | None
    high: float | None
    side: Side


@dataclass(frozen=True, slots=True)
class Decision:
    """The cut between the last who would have a place and the first who would not, and everybody's band, best first."""

    places: int
    cut: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ExtraRead:
    """One more read and what it is worth: the points by which the decision is expected to get better."""

    application: str
    reviewer: str
    value: float


def decide(scores: Scores, places: int, panel: int | None = None) -> Decision:
    """Bands at 90 % around the cut for so many places.

    Raises BadInput `panels.apart` when several panels would be compared: then each has places of its own, and `panel`
    says which; `places.count` when there are none to divide.
    """
    if panel is None and scores.panels > 1:
        raise BadInput("panels.apart", panels=scores.panels)
    ranked = sorted(
        (score for score in scores.applications if panel is None or score.panel == panel),
        key=lambda score: (-score.adjusted, score.application),
    )
    if not 0 < places < len(ranked):
        raise BadInput("places.count", places=places, applications=len(ranked))
    cut = (ranked[places - 1].adjusted + ranked[places].adjusted) / 2
    return Decision(places, round(cut, DECIMALS), tuple(_band(score, cut) for score in ranked))


def _band(score: Score, cut: float) -> Band:
    if score.error is None:
        return Band(score.application, score.adjusted, None, None, Side.INSIDE)
    reach = _NORMAL.inv_cdf((1 + LEVEL) / 2) * score.error
    low, high = round(score.adjusted - reach, DECIMALS), round(score.adjusted + reach, DECIMALS)
    side = Side.ABOVE if low > cut else Side.BELOW if high < cut else Side.INSIDE
    return Band(score.application, score.adjusted, low, high, side)


def extra_reads(scores: Scores, decision: Decision, possible: Iterable[Read]) -> tuple[ExtraRead, ...]:
    """Of the reads that are possible, those worth something for this decision, the most useful first.

    The value is the expected value of sample information for a choice between in and out (Raiffa and Schlaifer 1961,
    "Applied Statistical Decision Theory", chapter 5): with s the standard deviation by which the mean would move and d
    its distance to the cut, s·φ(d/s) - d·Φ(-d/s). Nothing where marks are too few to know any variance.
    """
    ranked = {band.application for band in decision.bands}
    reviewers = {one.reviewer: one for one in scores.reviewers}
    found = []
    for application, reviewer in possible:
        if application in ranked:
            value = _value(scores, scores.of[application], reviewers.get(reviewer), decision.cut)
            if value > 0:
                found.append(ExtraRead(application, reviewer, value))
    return tuple(sorted(found, key=lambda read: (-read.value, read.application, read.reviewer)))


def _value(scores: Scores, score: Score, reviewer: Leniency | None, cut: float) -> float:
    if score.error is None or scores.noise is None or scores.leniency is None:
        return 0.0
    unknown = scores.leniency if reviewer is None or reviewer.error is None else reviewer.error**2
    variance = score.error**2
    moves = variance / math.sqrt(variance + scores.noise + unknown) if variance else 0.0
    if not moves:
        return 0.0
    distance = abs(score.adjusted - cut) / moves
    return round(moves * (_NORMAL.pdf(distance) - distance * _NORMAL.cdf(-distance)), DECIMALS)
