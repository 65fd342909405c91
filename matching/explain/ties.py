"""Which of several matches say about the same: near ties, in groups from the top."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matching.scoring import mutual
from matching.types import Match, Side

ROUNDING = 0.5  # points: scores are shown as whole numbers
UNIFORM = 12  # the variance of a value that may lie anywhere in a range is the square of the range over this


class _Weighed(NamedTuple):
    """A match, and for each factor that is not known the points between its worst and its best."""

    score: float
    widths: dict[tuple[Side, str], float]


def tie_groups(matches: Sequence[Match]) -> tuple[tuple[int, ...], ...]:
    """Places in `matches` that tie, each place in exactly one group, groups and places best first.

    The best match leads the first group; the unbroken run of those after it that tie with *it* (not with each other)
    is in the group; the next one leads the next. So a group has a width, and a chain of small steps is no tie: the rule
    of Gupta's subset selection (Technometrics 7, 1965), applied again to what remains. Two matches tie when their
    scores differ by no more than half a point, or by no more than what is known of one and not of the other may be
    expected to move them: the root of Σ width² / 12 over those factors, each taken to lie anywhere in its range. What
    is known of neither says nothing about their order and does not count. Equal scores stand in the order given.
    """
    weighed = [_weighed(match) for match in matches]
    order = sorted(range(len(matches)), key=lambda place: (-weighed[place].score, place))
    return tuple(_runs(order, weighed))


def _runs(order: Sequence[int], weighed: Sequence[_Weighed]) -> Iterator[tuple[int, ...]]:
    group: list[int] = []
    for place in order:
        if group and not _tie(weighed[group[0]], weighed[place]):
            yield tuple(group)
            group = []
        group.append(place)
    if group:
        yield tuple(group)


def _tie(leader: _Weighed, other: _Weighed) -> bool:
    odd = sorted(leader.widths.keys() ^ other.widths.keys())
    widths = [leader.widths.get(factor, 0.0) + other.widths.get(factor, 0.0) for factor in odd]
    doubt = math.sqrt(math.fsum(width * width for width in widths) / UNIFORM)
    return leader.score - other.score <= max(ROUNDING, doubt)


def _weighed(match: Match) -> _Weighed:
    sides = (match.forward.base, match.backward.base, match.forward.score, match.backward.score)
    split = mutual.split_from(*(round(side * mutual.POINTS) for side in sides))
    unit = {Side.FORWARD: split.per_forward, Side.BACKWARD: split.per_backward}
    return _Weighed(
        match.score,
        {
            (c.side, c.factor): (c.high - c.low) * c.weight * mutual.POINTS * 100 * unit[c.side]
            for c in match.contributions
            if not c.is_known
        },
    )
