"""Who reads what: the assignment with the greatest total fit, a certificate for it, or the least reason for none."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.panel.certificate import Certificate, bound
from matching.panel.connect import components, connect
from matching.panel.grid import Grid, Solved, grid_of, solve
from matching.panel.pool import Pool, Read
from matching.panel.shortage import Shortage, shortage


class Aim(StrEnum):
    """What to make as great as possible: the total fit, or first the fit of the worst read and then the total."""

    TOTAL = "total"
    WORST_READ = "worst-read"


@dataclass(frozen=True, slots=True)
class Assignment:
    """The reads in order, what they are worth, and the proof.

    `gap` is how much better another assignment could be at most: 0, unless reads were exchanged to connect the panel.
    `panels` counts the parts whose applications share no reader, directly or in a chain, with those of another part:
    scores of different parts cannot be compared. `no_higher` says why no assignment has a better worst read.
    """

    reads: tuple[Read, ...]
    total: int
    certificate: Certificate
    gap: int
    panels: int
    no_higher: Shortage | None = None


def assign(pool: Pool, aim: Aim = Aim.TOTAL) -> Assignment | Shortage:
    """Assigns readers to applications, exactly; the order of applications and reviewers is nothing.

    Every application gets its number of different readers, one of them an expert where it has domains; every reviewer a
    load between their limits; nobody reads what is barred or in a language they do not read. Then exchanges of least
    loss connect what is left apart, where bars allow it.
    """
    grid = grid_of(pool)
    solved = solve(grid)
    if not solved.is_whole:
        return shortage(pool, grid, solved)
    floor, no_higher = None, None
    if aim is Aim.WORST_READ:
        floor, solved, no_higher = _raised(pool, grid, solved)
    certificate = _certificate(pool, solved, floor)
    chosen = connect(grid if floor is None else grid.from_fit(floor), solved.chosen, _kept(pool))
    reads = tuple(
        sorted(pool.kept | {(pool.applications[i].id, pool.reviewers[j].id) for i, j in np.argwhere(chosen).tolist()})
    )
    total = sum(pool.fit(*read) for read in reads)
    return Assignment(
        reads,
        total,
        certificate,
        bound(pool, certificate) - total,
        len(components(chosen | _kept(pool))),
        no_higher,
    )


def _kept(pool: Pool) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    kept = np.zeros((len(pool.applications), len(pool.reviewers)), dtype=np.bool_)
    applications = {application.id: i for i, application in enumerate(pool.applications)}
    reviewers = {reviewer.id: j for j, reviewer in enumerate(pool.reviewers)}
    for application, reviewer in pool.kept:
        kept[applications[application], reviewers[reviewer]] = True
    return kept


def _raised(pool: Pool, grid: Grid, solved: Solved) -> tuple[int | None, Solved, Shortage | None]:
    """The highest floor that leaves an assignment, found by halving; the next one proves that it is the highest."""
    floors = np.unique(grid.fits[grid.allowed]).tolist()
    if not floors:
        return None, solved, None
    low, high = 0, len(floors)  # floors[low] leaves one, floors[high] does not
    best = solved
    while high - low > 1:
        middle = (low + high) // 2
        tried = solve(grid.from_fit(floors[middle]))
        if tried.is_whole:
            low, best = middle, tried
        else:
            high = middle
    if high == len(floors):
        return floors[low], best, None
    barrier = grid.from_fit(floors[high])
    return floors[low], best, shortage(pool, barrier, solve(barrier))


def _certificate(pool: Pool, solved: Solved, floor: int | None) -> Certificate:
    applications = [application.id for application in pool.applications]
    return Certificate(
        dict(zip(applications, solved.applications.tolist(), strict=True)),
        dict(zip((reviewer.id for reviewer in pool.reviewers), solved.reviewers.tolist(), strict=True)),
        {
            application: price
            for application, price in zip(applications, solved.outsiders.tolist(), strict=True)
            if price
        },
        floor,
    )
