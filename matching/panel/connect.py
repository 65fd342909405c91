"""Panels that share no reader cannot be compared: exchanges two reads, or moves one, where that connects them.

The exchange that loses least fit is tried first. Loads and numbers of readers stay as they were (a move keeps within
the limits), bars and experts are respected; where bars keep the parts asunder, they stay apart and that is told.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from matching.panel.grid import Bits, Grid, Longs

TRIES = 200  # exchanges tried for one connection: a lost one costs a walk through the panel


class Exchange(NamedTuple):
    """Takes some reads away and gives others; `loss` in fit."""

    loss: int
    gone: tuple[tuple[int, int], ...]
    come: tuple[tuple[int, int], ...]


def components(chosen: Bits) -> list[tuple[Longs, Longs]]:
    """The parts of a panel: applications and reviewers of each, largest first; who reads nothing is in none."""
    left = chosen.sum(axis=1) > 0
    parts = []
    while left.any():
        applications = np.zeros(len(left), dtype=np.bool_)
        applications[np.flatnonzero(left)[0]] = True
        while True:
            reviewers = chosen[applications].any(axis=0)
            more = chosen[:, reviewers].sum(axis=1) > 0
            if (more == applications).all():
                break
            applications = more
        parts.append((np.flatnonzero(applications), np.flatnonzero(reviewers)))
        left &= ~applications
    return sorted(parts, key=lambda part: (-len(part[0]), part[0][0]))


def connect(grid: Grid, chosen: Bits, kept: Bits) -> Bits:
    """The reads (a, r), connected as far as single exchanges can; `kept` ones stand beside them and never move."""
    while True:
        parts = components(chosen | kept)
        if len(parts) < 2:
            return chosen
        better = next(
            (found for part in reversed(parts) if (found := _joined(grid, chosen, kept, part)) is not None), None
        )
        if better is None:
            return chosen
        chosen = better


def _joined(grid: Grid, chosen: Bits, kept: Bits, part: tuple[Longs, Longs]) -> Bits | None:
    """The panel after the cheapest exchange that leaves fewer parts; None where there is none."""
    count = len(components(chosen | kept))
    for exchange in sorted(_exchanges(grid, chosen, part))[:TRIES]:
        after = chosen.copy()
        for read in exchange.gone:
            after[read] = False
        for read in exchange.come:
            after[read] = True
        if _has_experts(grid, after, exchange) and len(components(after | kept)) < count:
            return after
    return None


def _has_experts(grid: Grid, chosen: Bits, exchange: Exchange) -> bool:
    applications = [application for application, _ in exchange.come]
    return bool((~grid.wants[applications] | (chosen[applications] & grid.experts[applications]).any(axis=1)).all())


def _exchanges(grid: Grid, chosen: Bits, part: tuple[Longs, Longs]) -> Iterator[Exchange]:
    inside = np.zeros(len(grid.reads), dtype=np.bool_)
    inside[part[0]] = True
    free = grid.allowed & ~chosen
    loads = chosen.sum(axis=0)
    outer = np.argwhere(chosen & ~inside[:, None])
    is_outside = np.ones(chosen.shape[1], dtype=np.bool_)
    is_outside[part[1]] = False
    for i, j in np.argwhere(chosen & inside[:, None]).tolist():
        gain = grid.fits[i, outer[:, 1]] + grid.fits[outer[:, 0], j] - grid.fits[outer[:, 0], outer[:, 1]]
        can = free[i, outer[:, 1]] & free[outer[:, 0], j]
        for n in np.flatnonzero(can).tolist():
            k, m = outer[n].tolist()
            yield Exchange(int(grid.fits[i, j] - gain[n]), ((i, j), (k, m)), ((i, m), (k, j)))
        if loads[j] > grid.least[j]:
            for m in np.flatnonzero(free[i] & is_outside & (loads < grid.most)).tolist():
                yield Exchange(int(grid.fits[i, j] - grid.fits[i, m]), ((i, j),), ((i, m),))
