"""Why there is no assignment: the smallest part of the pool that already has none, as facts.

Whenever readers are too few, Hall's theorem (1935) names applications that need more reads than all who may read them
can give, together; whenever reviewers are owed more than there is, it names reviewers. Applications (or reviewers) are
taken away from what the whole run could not serve until no further one can be: each that is left is needed for the
contradiction.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.panel.grid import Bits, Grid, Longs, Solved, solve
from matching.panel.pool import Pool


@dataclass(frozen=True, slots=True)
class Shortage:
    """What cannot be brought together: `need` reads are asked for, `can` at most be given.

    `panel.too-few-readers`: these applications have only these reviewers, who can read no more.
    `panel.too-few-experts`: the same, and there would be enough if nobody had to know a domain.
    `panel.too-little-to-read`: these reviewers are owed more than there is that they may read.
    Without any one of the applications (in the last case: reviewers) there would be no contradiction. Reads already
    kept are left out of the count.
    """

    code: str
    applications: tuple[str, ...]
    reviewers: tuple[str, ...]
    need: int
    can: int


def shortage(pool: Pool, grid: Grid, solved: Solved) -> Shortage:
    """The reason why this run could not serve everybody."""
    return _of_applications(pool, grid, solved) if solved.missing.any() else _of_reviewers(pool, grid, solved)


def _of_applications(pool: Pool, grid: Grid, solved: Solved) -> Shortage:
    def missing(chosen: Longs) -> int:
        return int(solve(grid.of_applications(chosen)).missing.sum())

    applications = _least(_reached(grid, solved), lambda chosen: missing(chosen) > 0)
    part = grid.of_applications(applications)
    need = int(part.reads.sum())
    is_expertise = solve(part.without_experts()).is_whole
    readers = np.flatnonzero((part.allowed & (part.experts | ~part.wants[:, None] | (not is_expertise))).any(axis=0))
    return Shortage(
        "panel.too-few-experts" if is_expertise else "panel.too-few-readers",
        tuple(pool.applications[i].id for i in applications.tolist()),
        tuple(pool.reviewers[j].id for j in readers.tolist()),
        need,
        need - missing(applications),
    )


def _reached(grid: Grid, solved: Solved) -> Longs:
    """Papers whose readers one that misses some could take over, directly or in a chain: all of them are short."""
    seen = np.zeros(len(grid.reads), dtype=np.bool_)
    seen[np.flatnonzero(solved.missing)[0]] = True
    while True:
        reviewers = grid.allowed[seen].any(axis=0)
        more = seen | (solved.chosen & reviewers).any(axis=1)
        if (more == seen).all():
            return np.flatnonzero(seen)
        seen = more


def _of_reviewers(pool: Pool, grid: Grid, solved: Solved) -> Shortage:
    def idle(chosen: Longs) -> int:
        owed = np.zeros_like(grid.least)
        owed[chosen] = grid.least[chosen]
        return int(_owed(grid, owed).sum())

    reviewers = _least(np.flatnonzero(grid.least), lambda chosen: idle(chosen) > 0)
    need = int(grid.least[reviewers].sum())
    applications = np.flatnonzero(grid.allowed[:, reviewers].any(axis=1))
    return Shortage(
        "panel.too-little-to-read",
        tuple(pool.applications[i].id for i in applications.tolist()),
        tuple(pool.reviewers[j].id for j in reviewers.tolist()),
        need,
        need - idle(reviewers),
    )


def _owed(grid: Grid, owed: Longs) -> Longs:
    """What is left of what these reviewers are owed, when only they read."""
    only: Bits = grid.allowed & (owed > 0)
    return solve(Grid(only, np.zeros_like(grid.fits), grid.experts, grid.reads, grid.wants, owed, owed)).idle


def _least(whole: Longs, is_short: Callable[[Longs], bool]) -> Longs:
    """A smallest part that is still short: halves are left out, then quarters, down to single ones."""
    kept = whole
    size = len(kept) // 2
    while size:
        end = len(kept)
        while end > 0:
            start = max(0, end - size)
            fewer = np.concatenate((kept[:start], kept[end:]))
            if len(fewer) and is_short(fewer):
                kept = fewer
            end = start
        size //= 2
    return kept
