"""The same lists the other way round: frequent concepts as byte columns, the rest as postings, cut into tiles."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED
from matching.retrieve.index.kernels.building import count_all, fill
from matching.retrieve.index.parts import in_parts, parts_of
from matching.retrieve.index.rows import Rows
from matching.retrieve.index.zones import BLOCK

TILE = 1 << 16  # rows whose sums a kernel holds at once: 128 kB, and a row's number in a tile fits 16 bits
STEP = 1 << 12  # rows between two entries of the directory
FEW = 20_000  # below this many rows the lists themselves are read, one after the other
MOST_DENSE = 32
RARE = 12  # a concept that more than one in 12 rows has gets a column: measured, memory and time are least about there


class Tiles(NamedTuple):
    """Column r of `dense` (blocks × columns × 256) holds the amounts of the concept of rank r, `rank` −1 for the rest.

    `postings` (amount << 16 | row in its tile) lie concept by concept, rows rising. Those of concept c in tile t are
    `postings[base[c, t] : base[c, t + 1]]`; those from step s of the market on begin `offset[c, s]` behind `base[c,
    t]`.
    """

    rank: npt.NDArray[np.int32]
    dense: npt.NDArray[np.uint8]
    base: npt.NDArray[np.uint32]
    offset: npt.NDArray[np.uint16]
    postings: npt.NDArray[np.uint32]


def no_tiles() -> Tiles:
    """None: the lists are read themselves."""
    return Tiles(
        np.zeros(0, dtype=np.int32),
        np.zeros((0, 0, BLOCK), dtype=np.uint8),
        np.zeros((0, 0), dtype=np.uint32),
        np.zeros((0, 0), dtype=np.uint16),
        np.zeros(0, dtype=np.uint32),
    )


def tiles_of(rows: Rows, few: int = FEW) -> Tiles:
    """The tiles of rows in their final order; none below `few` rows or where nothing compiles."""
    count = len(rows.numbers)
    if not IS_COMPILED or count < few:
        return no_tiles()
    counts = _counts(rows, count)
    found = counts.sum(axis=0)
    rank = _ranks(found, count)
    blocks, tiles, steps = -(-count // BLOCK), -(-count // TILE), -(-count // STEP)
    dense = np.zeros((blocks, int(rank.max()) + 1, BLOCK), dtype=np.uint8)
    rare = np.where(rank < 0, counts, 0)
    ends = np.cumsum(rare.sum(axis=0))
    begins = ends - np.cumsum(rare[::-1], axis=0)[::-1]  # where a part goes on that other parts come after
    base = np.empty((len(found), tiles + 1), dtype=np.uint32)
    offset = np.zeros((len(found), steps), dtype=np.uint16)
    postings = np.empty(int(ends[-1]), dtype=np.uint32)
    lists = (rows.starts, rows.concepts, rows.amounts)

    def fill_part(part: int, low: int, high: int) -> None:
        fill(low, high, *lists, rank, begins[part], dense, base, offset, postings, TILE, STEP)

    in_parts(count, TILE, fill_part)
    base[:, -1] = ends
    return Tiles(rank, dense, base, offset, postings)


def _counts(rows: Rows, count: int) -> npt.NDArray[np.int64]:
    """How often each concept is in each part of the rows; as many columns as there are numbers in use."""
    most = int(rows.concepts.max()) if len(rows.concepts) else 0
    counts = np.zeros((len(parts_of(count, TILE)), most + 1), dtype=np.int64)

    def count_part(part: int, low: int, high: int) -> None:
        count_all(rows.concepts[rows.starts[low] : rows.starts[high]], counts[part])

    in_parts(count, TILE, count_part)
    return counts


def _ranks(found: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.int32]:
    """Column numbers of the most frequent concepts, −1 for the others; of equals the lower number first."""
    often = np.argsort(-found, kind="stable")[:MOST_DENSE]
    often = often[found[often] * RARE > count]
    rank = np.full(len(found), -1, dtype=np.int32)
    rank[often] = np.arange(len(often))
    return rank
