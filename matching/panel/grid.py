"""A pool as arrays, and the cheapest flow through them: applications send reads to reviewers, reviewers to the hub."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.flow import Flow, cheapest
from matching.panel.pool import MOST_FIT, Pool

Bits = npt.NDArray[np.bool_]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """What is left to assign once the kept pairs are taken off, of `a` applications and `r` reviewers.

    allowed (a, r)  pairs that may be assigned
    fits    (a, r)
    experts (a, r)  pairs of which the reviewer is at home in the application's domains
    reads   (a,)    readers still needed
    wants   (a,)    whether one of these has to be an expert
    most    (r,)    reads that a reviewer can still take
    least   (r,)    and has to
    """

    allowed: Bits
    fits: Longs
    experts: Bits
    reads: Longs
    wants: Bits
    most: Longs
    least: Longs

    def of_applications(self, chosen: Longs) -> "Grid":
        """Only these applications, and nobody who has to read."""
        return replace(
            self,
            allowed=self.allowed[chosen],
            fits=np.zeros_like(self.fits[chosen]),
            experts=self.experts[chosen],
            reads=self.reads[chosen],
            wants=self.wants[chosen],
            least=np.zeros_like(self.least),
        )

    def without_experts(self) -> "Grid":
        """The same, as if nobody had to be an expert."""
        return replace(self, wants=np.zeros_like(self.wants))

    def from_fit(self, floor: int) -> "Grid":
        """Only pairs that fit at least so well."""
        return replace(self, allowed=self.allowed & (self.fits >= floor))


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The best assignment of as many reads as there can be; `missing` reads by application, `idle` ones by reviewer.

    Prices are those of `matching.panel.certificate`.
    """

    chosen: Bits
    missing: Longs
    idle: Longs
    applications: Longs
    outsiders: Longs
    reviewers: Longs

    @property
    def is_whole(self) -> bool:
        """Whether everybody has what they need."""
        return not (self.missing.any() or self.idle.any())


def grid_of(pool: Pool) -> Grid:
    """The arrays of a pool."""
    applications = {application.id: i for i, application in enumerate(pool.applications)}
    reviewers = {reviewer.id: j for j, reviewer in enumerate(pool.reviewers)}
    shape = len(applications), len(reviewers)
    fits = np.zeros(shape, dtype=np.int64)
    for (application, reviewer), fit in pool.fits.items():
        fits[applications[application], reviewers[reviewer]] = fit
    allowed = _languages(pool)
    for application, reviewer in (*pool.barred, *pool.kept):
        allowed[applications[application], reviewers[reviewer]] = False
    experts = _experts(pool)
    reads = np.array([application.reads for application in pool.applications], dtype=np.int64)
    wants = np.array([pool.wants_expert(application.id) for application in pool.applications])
    most = np.array([reviewer.most for reviewer in pool.reviewers], dtype=np.int64)
    least = np.array([reviewer.least for reviewer in pool.reviewers], dtype=np.int64)
    for application, reviewer in pool.kept:
        i, j = applications[application], reviewers[reviewer]
        reads[i] -= 1
        most[j] -= 1
        least[j] = max(0, least[j] - 1)
        wants[i] &= not experts[i, j]
    return Grid(allowed, fits, experts, reads, wants, most, least)


def _languages(pool: Pool) -> Bits:
    columns: dict[str | None, Bits] = {}
    for application in pool.applications:
        if application.language not in columns:
            columns[application.language] = np.array([reviewer.reads(application) for reviewer in pool.reviewers])
    return np.stack([columns[application.language] for application in pool.applications])


def _experts(pool: Pool) -> Bits:
    domains = {
        domain: i
        for i, domain in enumerate(sorted({d for application in pool.applications for d in application.domains}))
    }
    known = np.zeros((len(domains), len(pool.reviewers)), dtype=np.int64)
    for j, reviewer in enumerate(pool.reviewers):
        known[[domains[domain] for domain in reviewer.domains if domain in domains], j] = 1
    asked = np.zeros((len(pool.applications), len(domains)), dtype=np.int64)
    for i, application in enumerate(pool.applications):
        asked[i, [domains[domain] for domain in application.domains]] = 1
    found: Bits = asked @ known > 0
    return found


def solve(grid: Grid) -> Solved:
    """Assigns as many of the reads needed as possible, then as many of those owed, then with the greatest fit."""
    a, r = grid.allowed.shape
    outside = np.flatnonzero(grid.wants)
    s = len(outside)
    hub = a + s + r
    node = np.full(a, -1)
    node[outside] = a + np.arange(s)
    owed = grid.least > 0
    rest = np.flatnonzero(owed & (grid.most > grid.least))
    rows, columns = np.nonzero(grid.allowed & (grid.most > 0))
    is_outside = grid.wants[rows] & ~grid.experts[rows, columns]
    worth = int(grid.reads.sum()) * 2 * MOST_FIT + 1  # more than all fits together
    dear = worth * (int(grid.least.sum()) + 2)  # more than all that reviewers owe
    tails = [np.arange(hub), outside, a + s + rest, np.where(is_outside, node[rows], rows)]
    heads = [np.full(hub, hub), node[outside], np.full(len(rest), hub), a + s + columns]
    room = [
        *(grid.reads + 1, grid.reads[outside] + 1, np.where(owed, grid.least, np.maximum(grid.most, 1))),
        *(np.maximum(grid.reads[outside] - 1, 0), (grid.most - grid.least)[rest], np.ones(len(rows), dtype=np.int64)),
    ]
    costs = [np.full(a + s, dear), np.where(owed, -worth, 0), np.zeros(s + len(rest), dtype=np.int64)]
    costs.append(-grid.fits[rows, columns])
    supply = np.concatenate((grid.reads, np.zeros(s + r, dtype=np.int64)))
    flow = cheapest(
        supply,
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(room).astype(np.int64),
        np.concatenate(costs).astype(np.int64),
    )
    chosen = np.zeros((a, r), dtype=np.bool_)
    chosen[rows, columns] = flow.units[len(flow.units) - len(rows) :] > 0
    return _solved(grid, flow, chosen, outside)


def _solved(grid: Grid, flow: Flow, chosen: Bits, outside: Longs) -> Solved:
    a, r = grid.allowed.shape
    s = len(outside)
    applications, reviewers = -flow.prices[:a], flow.prices[a + s : a + s + r]
    outsiders = np.zeros(a, dtype=np.int64)
    outsiders[outside] = np.maximum(flow.prices[:a][outside] - flow.prices[a : a + s], 0)
    for j in np.flatnonzero(grid.most == 0).tolist():  # no arc leads there: a price that keeps everybody away
        reviewers[j] = (grid.fits[:, j] - applications)[grid.allowed[:, j]].max(initial=0)
    return Solved(
        chosen,
        flow.units[:a] + np.bincount(outside, weights=flow.units[a : a + s], minlength=a).astype(np.int64),
        np.where(grid.least > 0, grid.least - flow.units[a + s : a + s + r], 0),
        applications,
        outsiders,
        np.where(grid.least > 0, reviewers, np.maximum(reviewers, 0)),
    )
