"""Tile by tile: add up what the query's concepts bring to every row of the blocks that may match, judge the best.

Scores come first, conditions last: only a row whose sum could still enter the top is looked at more closely.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.asked import Asked
from matching.retrieve.index.kernels.compiled import compiled, inlined
from matching.retrieve.index.kernels.heap import Top, offer
from matching.retrieve.index.kernels.judging import admits, bound, score_of
from matching.retrieve.index.kernels.scanning import scan_blocks, scan_rows
from matching.retrieve.index.rows import Rows
from matching.retrieve.index.score import CONCEPTS, PLACE, TIME, WHOLE
from matching.retrieve.index.tiles import STEP, TILE, Tiles
from matching.retrieve.index.zones import BLOCK, Zones

GROUP = 16  # sums compared at once
BLOCKS, _STEPS, _BLOCKS_A_STEP = TILE // BLOCK, TILE // STEP, STEP // BLOCK
_LAST_BUCKET, _BUCKET = 15, (PLACE + TIME) * WHOLE // 16 + 1
_LOW, _SHIFT = np.uint32(TILE - 1), np.uint32(16)


class Scratch(NamedTuple):
    """Room to work in, one for each thread. `table` is all zeros between queries."""

    sums: npt.NDArray[np.uint16]
    active: npt.NDArray[np.int32]
    bounds: npt.NDArray[np.int32]
    tiles: npt.NDArray[np.int32]
    bests: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]
    sorted: npt.NDArray[np.int32]
    counts: npt.NDArray[np.int32]
    runs: npt.NDArray[np.int32]
    found: npt.NDArray[np.int32]
    rare: npt.NDArray[np.int32]
    rare_amounts: npt.NDArray[np.uint32]
    lows: npt.NDArray[np.uint32]
    highs: npt.NDArray[np.uint32]
    firsts: npt.NDArray[np.uint32]
    dense: npt.NDArray[np.int32]
    dense_amounts: npt.NDArray[np.uint16]
    table: npt.NDArray[np.uint8]


def room(blocks: int) -> Scratch:
    """Room for a query over so many blocks."""
    tiles, every = -(-blocks // BLOCKS), 1 << 16
    return Scratch(
        sums=np.zeros(TILE, np.uint16),
        active=np.zeros(blocks, np.int32),
        bounds=np.zeros(blocks, np.int32),
        tiles=np.zeros(tiles, np.int32),
        bests=np.zeros(tiles, np.int32),
        begins=np.zeros(tiles, np.int32),
        ends=np.zeros(tiles, np.int32),
        sorted=np.zeros(BLOCKS, np.int32),
        counts=np.zeros(_LAST_BUCKET + 2, np.int32),
        runs=np.zeros((_STEPS, 2), np.int32),
        found=np.zeros(BLOCK + 1, np.int32),
        rare=np.zeros(every, np.int32),
        rare_amounts=np.zeros(every, np.uint32),
        lows=np.zeros(every, np.uint32),
        highs=np.zeros(every, np.uint32),
        firsts=np.zeros(every, np.uint32),
        dense=np.zeros(every, np.int32),
        dense_amounts=np.zeros(every, np.uint16),
        table=np.zeros(every, np.uint8),
    )


@compiled
def search(
    rows: Rows,
    zones: Zones,
    tiles: Tiles,
    asked: Asked,
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    scratch: Scratch,
    top: Top,
    least: int,
    is_people: bool,
) -> int:
    """The best rows that score `least` or more into `top`, in no order; how many they are."""
    if len(tiles.rank) == 0:
        _lay_out(concepts, amounts, scratch.table)
        n = scan_blocks(rows, zones, asked, scratch.table, top, least, is_people)
        _clear_away(concepts, scratch.table)
        return n
    rare, dense = divide(tiles, concepts, amounts, scratch)
    n = 0
    for place in range(_find_tiles(zones, asked, scratch, is_people)):
        tile = scratch.tiles[place]
        active = scratch.active[scratch.begins[tile] : scratch.ends[tile]]
        runs = find_runs(tile, active, scratch)
        add_rare(tile, runs, rare, tiles, scratch)
        best_first(active, scratch)
        for at in range(len(active)):
            add_dense(active[at], dense, tiles, scratch)
            n = offer_block(active[at], scratch.bounds[active[at]], rows, asked, scratch, top, n, least, is_people)
    return n


@compiled
def search_added(
    rows: Rows,
    count: int,
    asked: Asked,
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    scratch: Scratch,
    top: Top,
    least: int,
    is_people: bool,
) -> int:
    """`search` among the first `count` of rows that have no zones and no tiles."""
    _lay_out(concepts, amounts, scratch.table)
    n = scan_rows(0, count, rows, asked, scratch.table, top, 0, least, is_people)
    _clear_away(concepts, scratch.table)
    return n


@inlined
def _lay_out(concepts: npt.NDArray[np.uint16], amounts: npt.NDArray[np.uint8], table: npt.NDArray[np.uint8]) -> None:
    for at in range(len(concepts)):
        table[concepts[at]] = amounts[at]


@inlined
def _clear_away(concepts: npt.NDArray[np.uint16], table: npt.NDArray[np.uint8]) -> None:
    for at in range(len(concepts)):
        table[concepts[at]] = 0


@inlined
def divide(
    tiles: Tiles, concepts: npt.NDArray[np.uint16], amounts: npt.NDArray[np.uint8], scratch: Scratch
) -> tuple[int, int]:
    """The query's concepts that have postings, and those that have a column; how many of each."""
    rare, dense = 0, 0
    for at in range(len(concepts)):
        concept = np.int64(concepts[at])
        if concept >= len(tiles.rank) or (
            tiles.base[concept, 0] == tiles.base[concept, -1] and tiles.rank[concept] < 0
        ):
            continue  # nobody has it
        if tiles.rank[concept] >= 0:
            scratch.dense[dense], scratch.dense_amounts[dense] = tiles.rank[concept], amounts[at]
            dense += 1
        else:
            scratch.rare[rare], scratch.rare_amounts[rare] = concept, amounts[at]
            rare += 1
    return rare, dense


@inlined
def _find_tiles(zones: Zones, asked: Asked, scratch: Scratch, is_people: bool) -> int:
    """The tiles with blocks that may match, the most promising first, and those blocks; how many tiles."""
    found, active = 0, 0
    for tile in range((len(zones) + BLOCKS - 1) // BLOCKS):
        scratch.begins[tile] = active
        best = -1
        for block in range(tile * BLOCKS, min(len(zones), (tile + 1) * BLOCKS)):
            most = bound(block, zones, asked, is_people)
            if most >= 0:
                scratch.active[active], scratch.bounds[block] = block, most
                active += 1
                best = max(best, most)
        scratch.ends[tile] = active
        if best >= 0:
            place = found
            while place > 0 and scratch.bests[place - 1] < best:
                scratch.bests[place], scratch.tiles[place] = scratch.bests[place - 1], scratch.tiles[place - 1]
                place -= 1
            scratch.bests[place], scratch.tiles[place] = best, tile
            found += 1
    return found


@inlined
def best_first(active: npt.NDArray[np.int32], scratch: Scratch) -> None:
    """Blocks with high bounds to the front, by sixteen buckets: the sooner the top is good, the less is judged."""
    counts = scratch.counts
    counts[:] = 0
    for block in active:
        counts[_LAST_BUCKET - scratch.bounds[block] // _BUCKET + 1] += 1
    for bucket in range(1, len(counts)):
        counts[bucket] += counts[bucket - 1]
    for block in active:
        bucket = _LAST_BUCKET - scratch.bounds[block] // _BUCKET
        scratch.sorted[counts[bucket]] = block
        counts[bucket] += 1
    for at in range(len(active)):
        active[at] = scratch.sorted[at]


@inlined
def find_runs(tile: int, active: npt.NDArray[np.int32], scratch: Scratch) -> int:
    """The steps that hold active blocks, as runs (from, up to, counted in the whole market), zeroed; how many runs."""
    runs, last = 0, -1
    for block in active:
        step = block // _BLOCKS_A_STEP
        if step == last:
            continue
        if runs and step == last + 1:
            scratch.runs[runs - 1, 1] = step + 1
        else:
            scratch.runs[runs, 0], scratch.runs[runs, 1] = step, step + 1
            runs += 1
        last = step
    first = tile * _STEPS
    for run in range(runs):
        scratch.sums[(scratch.runs[run, 0] - first) * STEP : (scratch.runs[run, 1] - first) * STEP] = 0
    return runs


@inlined
def add_rare(tile: int, runs: int, rare: int, tiles: Tiles, scratch: Scratch) -> None:
    """The postings of these runs of steps.

    First where each concept's lie, then the first of each, then all: so memory is on its way for all concepts at once.
    """
    end, last = min((tile + 1) * _STEPS, tiles.offset.shape[1]), len(tiles.postings) - 1
    for run in range(runs):
        low, high = scratch.runs[run, 0], scratch.runs[run, 1]
        for at in range(rare):
            concept = scratch.rare[at]
            begin = np.int64(tiles.base[concept, tile])
            scratch.lows[at] = begin + tiles.offset[concept, low]
            scratch.highs[at] = tiles.base[concept, tile + 1] if high == end else begin + tiles.offset[concept, high]
        for at in range(rare):
            scratch.firsts[at] = tiles.postings[min(int(np.int64(scratch.lows[at])), last)]
        for at in range(rare):
            amount = scratch.rare_amounts[at]
            for place in range(scratch.lows[at], scratch.highs[at]):
                posting = tiles.postings[place]
                scratch.sums[posting & _LOW] += np.uint16(amount * (posting >> _SHIFT))


@inlined
def add_dense(block: int, dense: int, tiles: Tiles, scratch: Scratch) -> None:
    """The columns of one block."""
    low = block % BLOCKS * BLOCK
    sums = scratch.sums[low : low + BLOCK]
    for at in range(dense):
        column, amount = tiles.dense[block, scratch.dense[at]], scratch.dense_amounts[at]
        for row in range(BLOCK):
            sums[row] += amount * np.uint16(column[row])


@inlined
def offer_block(
    block: int,
    most: int,
    rows: Rows,
    asked: Asked,
    scratch: Scratch,
    top: Top,
    n: int,
    least: int,
    is_people: bool,
) -> int:
    """Judge the rows of a block whose sum is enough, with the most that place and time may add, to enter the top.

    In passes, so that the memory of many rows is on its way at once: whether a row is admitted cannot be foretold, and
    a branch on it would wait for each in turn.
    """
    enough = _enough(top, n, least)
    need = max(0, (enough - most + CONCEPTS - 1) // CONCEPTS)
    if need > WHOLE:
        return n
    found, low = _find_promising(block, np.uint16(need), rows, scratch), block * BLOCK
    kept = 0
    for at in range(found):
        row = scratch.found[at]
        scratch.found[kept] = row
        kept += admits(low + row, rows, asked, is_people)
    sums = scratch.sums[low % TILE : low % TILE + BLOCK]
    for at in range(kept):
        row = scratch.found[at]
        score = score_of(low + row, int(np.int64(sums[row])), rows, asked, is_people)
        if score >= enough:
            n = offer(top, n, score, low + row, rows, asked.seed)
            enough = _enough(top, n, least)
    return n


@inlined
def _find_promising(block: int, least: np.uint16, rows: Rows, scratch: Scratch) -> int:
    """The rows of a block whose sum is enough; how many."""
    low, count = block % BLOCKS * BLOCK, min(BLOCK, len(rows.numbers) - block * BLOCK)
    sums, found = scratch.sums[low : low + BLOCK], 0
    for group in range(0, BLOCK, GROUP):
        is_any = np.uint16(0)
        for at in range(group, group + GROUP):
            is_any |= np.uint16(sums[at] >= least)
        if is_any:
            for at in range(group, min(group + GROUP, count)):
                scratch.found[found] = at
                found += int(sums[at] >= least)
    return found


@inlined
def _enough(top: Top, n: int, least: int) -> int:
    """The least score with which a row may still enter the top."""
    return max(least, 0) if n < len(top.scores) else max(least, top.scores[0])
