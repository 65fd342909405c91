"""The bar of a match: base, a segment for each factor, and what is missing to a hundred."""

from dataclasses import dataclass

from backend.matches.schemas.cards import Segment
from matching.config import WHOLE
from matching.scoring import mutual
from matching.types import Match, Side

FULL_MARKS = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """`base` + Σ points of the segments + `missing` = 100."""

    base: float
    segments: list[Segment]
    missing: float


def bar_of(match: Match) -> Bar:
    """Both sides of a factor together, in the order of the configuration; `of` is what the factor could bring.

    Competition stands last: it only takes, so it could bring nothing.
    """
    points: dict[str, float] = {}
    most: dict[str, float] = {}
    for contribution, full in zip(match.contributions, _full(match), strict=True):
        factor = contribution.factor
        points[factor] = points.get(factor, 0.0) + contribution.points
        most[factor] = most.get(factor, 0.0) + full
    segments = [Segment(factor=factor, points=points[factor], of=most[factor]) for factor in points]
    if match.competition:
        segments.append(Segment(factor="competition", points=match.competition.points, of=0.0))
    return Bar(match.base, segments, FULL_MARKS - match.score)


def _full(match: Match) -> list[float]:
    """The points of each contribution if its value were one and everything else stayed."""
    forward, backward = match.forward, match.backward
    units = (round(points * mutual.POINTS) for points in (forward.base, backward.base, forward.score, backward.score))
    split = mutual.split_from(*units)
    per_unit = {Side.FORWARD: split.per_forward, Side.BACKWARD: split.per_backward}
    return [c.weight * WHOLE * (WHOLE - c.prior * WHOLE) * per_unit[c.side] for c in match.contributions]
