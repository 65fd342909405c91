"""The bar of a match: base, a segment for each factor, and what is missing to a hundred."""

from dataclasses import dataclass

from backend.matches.schemas.cards import Segment
from matching.config import WHOLE, Config
from matching.scoring import mutual
from matching.types import Match, Side

FULL_MARKS = 100.0


@dataclass(frozen=True, slots=True)
class Bar:
    """`base` + Σ points of the segments + `missing` = 100."""

    base: float
    segments: list[Segment]
    missing: float


def bar_of(match: Match, config: Config) -> Bar:
    """Both sides of a factor together, in the order of the configuration; `of` is what the factor could bring."""
    points: dict[str, float] = {}
    most: dict[str, float] = {}
    for contribution, full in zip(match.contributions, _full(match, config), strict=True):
        factor = contribution.factor
        points[factor] = points.get(factor, 0.0) + contribution.points
        most[factor] = most.get(factor, 0.0) + full
    segments = [Segment(factor=factor, points=points[factor], of=most[factor]) for factor in points]
    return Bar(match.base, segments, FULL_MARKS - match.score)


def _full(match: Match, config: Config) -> list[float]:
    """The points of each contribution if its value were one and everything else stayed."""
    sides = (round(side.score * mutual.POINTS) for side in (match.forward, match.backward))
    split = mutual.split(config.scheme(match.market), *sides)
    per_unit = {Side.FORWARD: split.per_forward, Side.BACKWARD: split.per_backward}
    return [c.weight * WHOLE * (WHOLE - c.prior * WHOLE) * per_unit[c.side] for c in match.contributions]
