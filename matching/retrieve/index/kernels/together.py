"""Many people at once: tile by tile, so that what one person read of a tile is still near for the next."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.askers import Askers
from matching.retrieve.index.kernels.asked import Asked
from matching.retrieve.index.kernels.compiled import compiled, inlined
from matching.retrieve.index.kernels.heap import Top, best_to_front
from matching.retrieve.index.kernels.judging import bound
from matching.retrieve.index.kernels.searching import (
    BLOCKS,
    Scratch,
    add_dense,
    add_rare,
    best_first,
    divide,
    find_runs,
    offer_block,
)
from matching.retrieve.index.rows import Rows
from matching.retrieve.index.tiles import Tiles
from matching.retrieve.index.zones import Zones

GROUP = 4096  # people between whom a tile is shared: it is read anew for each group


class Bests(NamedTuple):
    """Room for `top` rows of each of N people: scores and rows N × top, and how many there are."""

    scores: npt.NDArray[np.int32]
    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]


@compiled
def search_together(
    rows: Rows,
    zones: Zones,
    tiles: Tiles,
    askers: Askers,
    order: npt.NDArray[np.int64],
    seed: np.uint64,
    scratch: Scratch,
    bests: Bests,
) -> None:
    """The best rows for every person, best first; there must be tiles.

    People are taken in this order, which should keep those together who look at the same items.
    """
    bests.counts[:] = 0
    for low in range(0, len(order), GROUP):
        group = order[low : low + GROUP]
        for tile in range((len(zones) + BLOCKS - 1) // BLOCKS):
            for person in group:
                bests.counts[person] = _search_tile(tile, person, rows, zones, tiles, askers, seed, scratch, bests)
        for person in group:
            best_to_front(Top(bests.scores[person], bests.rows[person]), bests.counts[person], rows, seed)


@inlined
def _search_tile(
    tile: int,
    person: int,
    rows: Rows,
    zones: Zones,
    tiles: Tiles,
    askers: Askers,
    seed: np.uint64,
    scratch: Scratch,
    bests: Bests,
) -> int:
    """Offer a tile's rows to one person; how many they have then."""
    asked = _asked(person, askers, seed)
    top, n = Top(bests.scores[person], bests.rows[person]), int(np.int64(bests.counts[person]))
    found = _find_blocks(tile, zones, asked, scratch)
    if found == 0:
        return n
    active = scratch.active[:found]
    low, high = askers.starts[person], askers.starts[person + 1]
    rare, dense = divide(tiles, askers.concepts[low:high], askers.amounts[low:high], scratch)
    runs = find_runs(tile, active, scratch)
    add_rare(tile, runs, rare, tiles, scratch)
    best_first(active, scratch)
    for at in range(found):
        add_dense(active[at], dense, tiles, scratch)
        n = offer_block(active[at], scratch.bounds[active[at]], rows, asked, scratch, top, n, 0, False)
    return n


@inlined
def _find_blocks(tile: int, zones: Zones, asked: Asked, scratch: Scratch) -> int:
    """The blocks of a tile that may match, and their bounds; how many."""
    found = 0
    for block in range(tile * BLOCKS, min(len(zones), (tile + 1) * BLOCKS)):
        most = bound(block, zones, asked, False)
        if most >= 0:
            scratch.active[found], scratch.bounds[block] = block, most
            found += 1
    return found


@inlined
def _asked(person: int, askers: Askers, seed: np.uint64) -> Asked:
    limit = int(np.int64(askers.limits[person]))
    return Asked(
        askers.words[person],
        askers.forbidden[person],
        int(np.int64(askers.kinds[person])),
        int(np.int64(askers.education[person])),
        int(np.int64(askers.first[person])),
        int(np.int64(askers.last[person])),
        int(np.int64(askers.places[person, 0])),
        int(np.int64(askers.places[person, 1])),
        int(np.int64(askers.places[person, 2])),
        limit * limit,
        int(np.int64(askers.scales[person])),
        int(np.int64(askers.flags[person, 0])),
        int(np.int64(askers.flags[person, 1])),
        seed,
    )
