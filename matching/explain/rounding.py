"""Points rounded for the eye so that what is printed still sums (Hamilton's largest remainders)."""

import math
from collections.abc import Sequence


def rounded(base: float, points: Sequence[float], digits: int = 1) -> tuple[float, tuple[float, ...], float]:
    """Base, points and their total with `digits` decimals, where base + Σ points is the total as printed.

    The total is the true sum, rounded; each line is off by less than one unit of the last digit.
    """
    scale = 10**digits
    exact = [value * scale for value in (base, *points)]
    total = round(math.fsum(exact))
    floors = [math.floor(value) for value in exact]
    up = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))[: total - sum(floors)]
    lines = [(floor + (i in set(up))) / scale for i, floor in enumerate(floors)]
    return lines[0], tuple(lines[1:]), total / scale
