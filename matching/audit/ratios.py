"""Impact ratio and scoring ratio: each group's rate against the best group's.

*Impact ratio* of a choice: the share of a group that was chosen, by the largest such share. *Scoring ratio* of a score:
the same of the share that scores above the median of everybody. Both as in New York City's rules on automated
employment decision tools (6 RCNY § 5-300, of 2023); the four fifths to hold them against: 29 CFR § 1607.4 D. These
rules let an auditor leave out a category of less than 2 %; here it stays, but is not what others are held against: the
luck of a dozen people would make everybody else look wronged. Its own ratio can so be above 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from matching.audit.exact import fisher
from matching.audit.groups import Cells, Integers, Numbers, cells, same_length
from matching.audit.interval import score_interval

ENOUGH = 50  # the best group is one of at least a fiftieth of the people shown
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rate:
    """One group: of `people` that many `chosen`. `ratio` is against the best group, with a 95 % interval.

    The best group's own ratio is 1 by definition, without an interval.
    """

    group: int
    people: int
    chosen: int
    rate: float
    ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups, and how likely chance alone would set them this far apart."""

    first: int
    second: int
    p: float


@dataclass(frozen=True, slots=True)
class Ratios:
    """Each group that is shown, by number; `rest` people are in none of them. `best` is None where nobody is chosen.

    `pairs` holds every pair, not only those with the best: which group is best was seen in the same figures, and a test
    that looks before it chooses whom to compare must count all it could have chosen.
    """

    rates: tuple[Rate, ...]
    best: int | None
    pairs: tuple[Pair, ...]
    rest: int

    def named(self, names: Sequence[str]) -> dict[str, float]:
        """Name → ratio: what the gate between champion and challenger compares. Groups not shown are not in it."""
        return {names[rate.group]: rate.ratio for rate in self.rates if self.best is not None}


def impact(groups: Integers, chosen: Booleans) -> Ratios:
    """Impact ratios of a choice. One row a person: number of the group (-1 where not said), and whether chosen.

    BadInput: `audit.length`, `audit.group`.
    """
    same_length(groups, chosen=chosen)
    shown = cells(groups)
    return _ratios(shown, {group: int(np.count_nonzero(chosen[groups == group])) for group in shown.groups})


def scoring(groups: Integers, scores: Numbers) -> Ratios:
    """Scoring ratios: chosen is who scores above the median of everybody, those in no shown group among them.

    A score equal to the median is not above it. BadInput: `audit.length`, `audit.group`.
    """
    same_length(groups, scores=scores)
    return impact(groups, np.asarray(scores > np.median(scores)) if len(scores) else np.zeros(0, dtype=np.bool_))


def _ratios(shown: Cells, chosen: dict[int, int]) -> Ratios:
    people = dict(shown.shown)
    large = [group for group, count in people.items() if count * ENOUGH >= sum(people.values())]
    best = max(large, key=lambda group: (chosen[group] / people[group], people[group], -group), default=None)
    if best is not None and not chosen[best]:
        best = None
    pairs = tuple(
        Pair(one, other, fisher(chosen[one], people[one], chosen[other], people[other]))
        for one, other in combinations(shown.groups, 2)
    )
    return Ratios(tuple(_rate(group, people, chosen, best) for group in shown.groups), best, pairs, shown.rest)


def _rate(group: int, people: dict[int, int], chosen: dict[int, int], best: int | None) -> Rate:
    own = chosen[group] / people[group]
    if best is None or group == best:
        return Rate(group, people[group], chosen[group], own, 1.0, 1.0, 1.0)
    ratio = chosen[group] * people[best] / (people[group] * chosen[best])
    low, high = score_interval(chosen[group], people[group], chosen[best], people[best])
    return Rate(group, people[group], chosen[group], own, ratio, low, high)
