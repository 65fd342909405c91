"""Why this before that: the difference of two scores, factor by factor, with nothing left over."""

import math
from dataclasses import dataclass

from matching.errors import BadInput
from matching.types import TOLERANCE, Contribution, Match, Side


@dataclass(frozen=True, slots=True)
class Difference:
    """What one factor of one side brings to the first match more than to the second."""

    side: Side
    factor: str
    points: float
    first: Contribution | None
    second: Contribution | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two matches of one person: `base + Σ points == score`, or it cannot be made.

    `code` says what decides their order: `contrast.by-score`, `contrast.by-lot` for equal scores, or
    `contrast.by-policy` where a cap turned the scores' order round. `base` is 0 within one market;
    `competition` is how much less the first gives up for being shown to many.
    """

    first: str
    second: str
    code: str
    score: float
    base: float
    differences: tuple[Difference, ...]
    competition: float = 0.0

    def __post_init__(self) -> None:
        said = math.fsum((self.base, self.competition, *(difference.points for difference in self.differences)))
        if not abs(said - self.score) <= TOLERANCE:
            raise BadInput("score.does-not-sum", what="contrast", said=said, total=self.score)


def contrast(first: Match, second: Match) -> Contrast:
    """The differences, greatest first. Raises BadInput for matches of two people."""
    if first.person_id != second.person_id:
        raise BadInput("contrast.two-people", first=first.person_id, second=second.person_id)
    ours = {(c.side, c.factor): c for c in first.contributions}
    theirs = {(c.side, c.factor): c for c in second.contributions}
    differences = [_difference(key, ours.get(key), theirs.get(key)) for key in dict.fromkeys((*ours, *theirs))]
    return Contrast(
        first=first.item_id,
        second=second.item_id,
        code=_code(first, second),
        score=first.score - second.score,
        base=first.base - second.base,
        competition=_taken(first) - _taken(second),
        differences=tuple(sorted(differences, key=lambda one: (-abs(one.points), one.side, one.factor))),
    )


def _difference(key: tuple[Side, str], first: Contribution | None, second: Contribution | None) -> Difference:
    points = (first.points if first else 0.0) - (second.points if second else 0.0)
    return Difference(*key, points, first, second)


def _taken(match: Match) -> float:
    return match.competition.points if match.competition else 0.0


def _code(first: Match, second: Match) -> str:
    if first.score == second.score:
        return "contrast.by-lot"
    stands_first = first.rank is None or second.rank is None or first.rank < second.rank
    return "contrast.by-score" if stands_first == (first.score > second.score) else "contrast.by-policy"
