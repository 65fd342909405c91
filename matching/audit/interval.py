"""How sure a ratio of two rates is: the score interval, which also holds for few people and for none chosen."""

import math
from collections.abc import Callable

Z = 1.959963984540054  # of the normal distribution, for 95 %
STEPS = 60  # halvings of the search


def score_interval(chosen: int, people: int, other_chosen: int, others: int) -> tuple[float, float]:
    """A 95 % interval of (chosen / people) / (other_chosen / others); to infinity where the other rate may be 0.

    All ratios that a chi-squared test of the two counts would not refuse (Koopman, "Confidence intervals for the ratio
    of two binomial proportions", Biometrics 40, 1984; the closed form of the restricted estimate: Miettinen and
    Nurminen, Statistics in Medicine 4, 1985). Where rates are far from 0 it agrees with the interval of Katz et al.
    (Biometrics 34, 1978), which the four-fifths rule is often quoted with, but which does not exist at 0.
    """
    best = _ratio(chosen * others, people * other_chosen)

    def is_far(ratio: float) -> bool:
        return _distance(ratio, chosen, people, other_chosen, others) > Z * Z

    low = 0.0 if chosen == 0 else _edge(is_far, 0.0, best)
    high = math.inf if other_chosen == 0 else _edge(is_far, math.inf, best)
    return low, high


def _ratio(above: float, below: float) -> float:
    return above / below if below else math.inf


def _edge(is_far: Callable[[float], bool], outside: float, inside: float) -> float:
    """Where far ends, between a ratio that is and one that is not; on the scale r / (1 + r), where infinity is 1."""
    far, near = (1.0 if math.isinf(each) else each / (1 + each) for each in (outside, inside))
    for _ in range(STEPS):
        middle = (far + near) / 2
        if is_far(_ratio(middle, 1 - middle)):
            far = middle
        else:
            near = middle
    return _ratio(near, 1 - near)


def _distance(ratio: float, chosen: int, people: int, other_chosen: int, others: int) -> float:
    """Chi-squared of the counts, were the ratio this one; 0 where they fit as well as can be."""
    if ratio <= 0 or math.isinf(ratio):
        return math.inf
    a = (people + others) * ratio
    b = -(people * ratio + chosen + others + other_chosen * ratio)
    c = chosen + other_chosen
    rate = (-b - math.sqrt(max(0.0, b * b - 4 * a * c))) / (2 * a)
    return _part(chosen, people, ratio * rate) + _part(other_chosen, others, rate)


def _part(chosen: int, people: int, rate: float) -> float:
    spread, off = people * rate * (1 - rate), chosen - people * rate
    if spread <= 0:
        return 0.0 if abs(off) < 1e-9 * people else math.inf
    return off * off / spread
