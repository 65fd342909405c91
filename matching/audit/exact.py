"""Is it chance? Fisher's exact test, and a bound on all the errors of many tests together.

Only products, quotients and exact sums of doubles: the same bits on every machine.
"""

import math
from collections.abc import Sequence

import numpy as np

from matching.errors import BadInput

ALIKE = 1 + 1e-7  # probabilities this close count as equal: they are, but for rounding


def fisher(chosen: int, people: int, other_chosen: int, others: int) -> float:
    """Two-sided p of `chosen` of `people` against `other_chosen` of `others`.

    The sum of the probabilities of all tables with these margins that are no likelier than this one (Fisher,
    *Statistical Methods for Research Workers*, 5th ed. 1934, §21.02; two-sided as in Agresti, *Categorical Data
    Analysis*, 3rd ed. 2013, §3.5). It holds however the choices hang together, and in a ranking they do (a place that
    one takes another does not get): if groups were dealt to these very outcomes by lot, so would the tables be.
    BadInput (`audit.count`) for more chosen than there are.
    """
    if not (0 <= chosen <= people and 0 <= other_chosen <= others):
        raise BadInput("audit.count", chosen=chosen, people=people, other_chosen=other_chosen, others=others)
    every = chosen + other_chosen
    low, high = max(0, every - others), min(people, every)
    tables = np.arange(low, high, dtype=np.float64)
    steps = (people - tables) * (every - tables) / ((tables + 1) * (others - every + tables + 1))
    peak = int(np.count_nonzero(steps > 1))
    rising = np.cumprod(1 / steps[:peak][::-1])[::-1]
    weights = np.concatenate((rising, [1.0], np.cumprod(steps[peak:])))
    extreme = weights[weights <= weights[chosen - low] * ALIKE]
    return min(1.0, math.fsum(extreme.tolist()) / math.fsum(weights.tolist()))


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Each p, adjusted for there being all the others.

    To call what is ≤ α significant is then wrong anywhere with a probability of at most α, however the tests hang
    together (Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6,
    1979).
    """
    adjusted = [0.0] * len(values)
    least = 0.0
    for done, which in enumerate(sorted(range(len(values)), key=lambda one: (values[one], one))):
        least = max(least, min(1.0, values[which] * (len(values) - done)))
        adjusted[which] = least
    return tuple(adjusted)
