"""Who is seen: exposure by place on the page, by group, how concentrated, and who is never shown at all.

A place r is worth 1 / log₂(1 + r), as in discounted cumulative gain, and a thing or person has the sum of its places
over all pages (Singh and Joachims, "Fairness of exposure in rankings", KDD 2018, §3). Counted in millionths, so that
sums do not depend on their order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from matching.audit.groups import Integers, cells, same_length
from matching.audit.ratios import Pair
from matching.errors import BadInput

MILLION = 1_000_000
DRAWS = 4_999  # ways of dealing out the groups that an outcome is held against, at most
ENOUGH = 20  # of them as far apart as what was seen, and no more need be drawn
FIRST = 32  # drawn at once, then more and more: mostly these are enough
AT_ONCE = 200_000  # numbers shuffled together, at most


def worth(depth: int) -> Integers:
    """What each of the first `depth` places is worth, in millionths; the first is a million."""
    found: Integers = np.rint(MILLION / np.log2(np.arange(2, depth + 2))).astype(np.int64)
    return found


def exposures(pages: Iterable[Sequence[int]], count: int) -> Integers:
    """Per thing, what its places are worth in all, in millionths. A page names things 0 … count-1, best first.

    BadInput: `audit.page` for a number there is not.
    """
    told = [np.asarray(page, dtype=np.int64) for page in pages]
    values = worth(max((len(page) for page in told), default=0))
    seen = np.zeros(count, dtype=np.int64)
    for page in told:
        if len(page) and not (int(page.min()) >= 0 and int(page.max()) < count):
            raise BadInput("audit.page", things=count)
        np.add.at(seen, page, values[: len(page)])
    return seen


@dataclass(frozen=True, slots=True)
class Share:
    """One group: its share of those there are, its share of what is seen, and one by the other.

    `parity` is 1 where each member is seen as much as the average one; NaN where nothing is seen at all.
    """

    group: int
    members: int
    of_members: float
    of_exposure: float
    parity: float


@dataclass(frozen=True, slots=True)
class Shares:
    """Each group that is shown, by number, every pair of them, and how many are in no shown group.

    Shares are of the shown groups together, so that the exposure of the others is not told either.
    """

    shares: tuple[Share, ...]
    pairs: tuple[Pair, ...]
    rest: int


def by_group(groups: Integers, exposure: Integers, *, draws: int = DRAWS, seed: int = 0) -> Shares:
    """How exposure falls on groups of people. One row a person: group (-1 where not said), exposure in millionths.

    Each pair's p is by permutation: how often groups dealt out by lot, by the seed, set the two means as far apart. It
    stops early where that is often (Besag and Clifford, "Sequential Monte Carlo p-values", Biometrika 78, 1991). With
    no draws there are no pairs. BadInput: `audit.length`, `audit.group`.
    """
    same_length(groups, exposure=exposure)
    shown = cells(groups)
    inside = np.isin(groups, shown.groups)
    own, seen = groups[inside], exposure[inside]
    shares = tuple(_share(group, own, seen) for group in shown.groups)
    pairs = _pairs(shown.groups, own, seen, draws, seed) if draws else ()
    return Shares(shares, pairs, shown.rest)


def by_place(groups: Integers, exposure: Integers, count: int) -> tuple[Share, ...]:
    """The same of things in `count` groups, such as opportunities by size of town: nobody's privacy, so all are shown.

    Things whose group is -1 are left out.
    """
    same_length(groups, exposure=exposure)
    inside = groups >= 0
    return tuple(_share(group, groups[inside], exposure[inside]) for group in range(count))


def _share(group: int, groups: Integers, exposure: Integers) -> Share:
    mine = groups == group
    members, every = int(np.count_nonzero(mine)), len(groups)
    seen, all_seen = int(exposure[mine].sum()), int(exposure.sum())
    of_members = members / every if every else 0.0
    of_exposure = seen / all_seen if all_seen else 0.0
    parity = seen * every / (members * all_seen) if members and all_seen else float("nan")
    return Share(group, members, of_members, of_exposure, parity)


def _pairs(numbers: tuple[int, ...], groups: Integers, exposure: Integers, draws: int, seed: int) -> tuple[Pair, ...]:
    """Each pair among its own members alone, so that a third group's misfortune says nothing about these two."""
    return tuple(
        Pair(one, other, _permuted(exposure[groups == one], exposure[groups == other], draws, (seed, one, other)))
        for one, other in combinations(numbers, 2)
    )


def _permuted(mine: Integers, others: Integers, draws: int, seed: tuple[int, ...]) -> float:
    """Sums are integers, so that ties are ties: the distance of means, times both counts."""
    pooled = np.concatenate((mine, others))
    total, few, many = int(pooled.sum()), len(mine), len(pooled)
    seen = abs(int(mine.sum()) * many - total * few)
    chance, done, found = np.random.default_rng(seed), 0, 0
    while done < draws:
        rows = min(draws - done, max(FIRST, done), max(1, AT_ONCE // many))
        dealt = chance.permuted(np.broadcast_to(pooled, (rows, many)), axis=1)[:, :few].sum(axis=1)
        as_far = np.flatnonzero(np.abs(dealt * many - total * few) >= seen)
        if found + len(as_far) >= ENOUGH:
            return ENOUGH / (done + int(as_far[ENOUGH - found - 1]) + 1)
        done, found = done + rows, found + len(as_far)
    return (found + 1) / (draws + 1)


def gini(amounts: Integers) -> float:
    """How unequal: 0 where all have the same, towards 1 where one has everything; NaN where there is nothing.

    Gini 1912, as Σ (2i - n - 1) x₍ᵢ₎ / (n Σ x) over the amounts in rising order.
    """
    count, total = len(amounts), int(amounts.sum())
    if not total:
        return float("nan")
    ordered = np.sort(amounts)
    ranks = 2 * np.arange(1, count + 1, dtype=np.int64) - count - 1
    return sum(int(rank) * int(amount) for rank, amount in zip(ranks, ordered, strict=True)) / (count * total)
