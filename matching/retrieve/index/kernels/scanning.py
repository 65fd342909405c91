"""Every row of every block that may match, one after the other: for small markets and for what was added lately."""

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.asked import Asked
from matching.retrieve.index.kernels.compiled import inlined
from matching.retrieve.index.kernels.heap import Top, offer
from matching.retrieve.index.kernels.judging import admits, bound, score_of
from matching.retrieve.index.rows import Rows
from matching.retrieve.index.zones import BLOCK, Zones


@inlined
def total(row: int, rows: Rows, table: npt.NDArray[np.uint8]) -> int:
    """Σ amounts × what the query gives for each concept, at most 65 025."""
    found = 0
    for at in range(rows.starts[row], rows.starts[row + 1]):
        found += int(np.int64(rows.amounts[at])) * int(np.int64(table[rows.concepts[at]]))
    return found


@inlined
def scan_rows(
    low: int,
    high: int,
    rows: Rows,
    asked: Asked,
    table: npt.NDArray[np.uint8],
    top: Top,
    n: int,
    least: int,
    is_people: bool,
) -> int:
    """Offer the rows from `low` up to `high` that score `least` or more; how many are taken then."""
    for row in range(low, high):
        if admits(row, rows, asked, is_people):
            score = score_of(row, total(row, rows, table), rows, asked, is_people)
            if score >= least:
                n = offer(top, n, score, row, rows, asked.seed)
    return n


@inlined
def scan_blocks(
    rows: Rows, zones: Zones, asked: Asked, table: npt.NDArray[np.uint8], top: Top, least: int, is_people: bool
) -> int:
    """Offer the rows of all blocks that can match; how many are taken then."""
    n = 0
    for block in range(len(zones)):
        if bound(block, zones, asked, is_people) >= 0:
            low = block * BLOCK
            n = scan_rows(low, min(low + BLOCK, len(rows.numbers)), rows, asked, table, top, n, least, is_people)
    return n
