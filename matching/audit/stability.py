"""How alike two rankings are: rank-biased overlap, and Kendall's τ of what both hold."""

import math
from collections.abc import Hashable, Sequence

from matching.errors import BadInput

PERSISTENCE = 0.9  # a reader goes on to the next place nine times in ten: the first ten places weigh 86 %


def rbo(first: Sequence[Hashable], second: Sequence[Hashable], persistence: float = PERSISTENCE) -> float:
    """Rank-biased overlap, extrapolated: 1 for the same ranking, 0 where nothing is in both; 1 for two empty ones.

    Webber, Moffat and Zobel, "A similarity measure for indefinite rankings", ACM TOIS 28(4), 2010: equation 32, which
    takes the overlap at the end of the lists to go on as it stands. BadInput: `audit.persistence` outside 0 < p < 1,
    `audit.repeated` for a ranking that names something twice.
    """
    if not 0 < persistence < 1:
        raise BadInput("audit.persistence", persistence=persistence)
    _check(first, second)
    short, long = sorted((first, second), key=len)
    if not short:
        return float(not long)
    if list(first) == list(second):
        return 1.0
    overlaps = _overlaps(short, long)
    at_short, at_long = overlaps[len(short) - 1], overlaps[-1]
    agreed = [overlap / depth * persistence**depth for depth, overlap in enumerate(overlaps, 1)]
    beyond = [
        at_short * (depth - len(short)) / (len(short) * depth) * persistence**depth
        for depth in range(len(short) + 1, len(long) + 1)
    ]
    end = ((at_long - at_short) / len(long) + at_short / len(short)) * persistence ** len(long)
    return (1 - persistence) / persistence * math.fsum((*agreed, *beyond)) + end


def kendall(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Kendall's τ over what both rankings hold: 1 in the same order, -1 reversed; NaN where fewer than two are common.

    Kendall 1938; the share of pairs in the same order, minus that of the others. BadInput: `audit.repeated`.
    """
    _check(first, second)
    places = {one: place for place, one in enumerate(second)}
    order = [places[one] for one in first if one in places]
    pairs = len(order) * (len(order) - 1) // 2
    if not pairs:
        return float("nan")
    swapped = sum(one > other for place, one in enumerate(order) for other in order[place + 1 :])
    return 1 - 2 * swapped / pairs


def _check(*rankings: Sequence[Hashable]) -> None:
    if any(len(set(ranking)) != len(ranking) for ranking in rankings):
        raise BadInput("audit.repeated")


def _overlaps(short: Sequence[Hashable], long: Sequence[Hashable]) -> list[int]:
    """At each depth of the longer one, how many are in both so far."""
    seen: set[Hashable] = set()
    common, found = 0, []
    for depth, one in enumerate(long):
        for each in {one, *short[depth : depth + 1]}:
            common += each in seen or (depth < len(short) and one == short[depth])
            seen.add(each)
        found.append(common)
    return found
