"""Turning the lists of all rows round, once per snapshot: each kernel does a stretch of the rows."""

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.compiled import compiled, inlined
from matching.retrieve.index.zones import BLOCK


@compiled
def count_all(concepts: npt.NDArray[np.uint16], counts: npt.NDArray[np.int64]) -> None:
    """Adds how often each concept is there."""
    for concept in concepts:
        counts[concept] += 1


@inlined
def _open_step(
    row: int,
    begins: npt.NDArray[np.int64],
    base: npt.NDArray[np.uint32],
    offset: npt.NDArray[np.uint16],
    tile: int,
    step: int,
) -> None:
    """Note where each concept stands when a step, and perhaps a tile, begins at this row."""
    at, of = row // step, row // tile
    if row % tile == 0:
        for concept in range(len(begins)):
            base[concept, of] = begins[concept]
    for concept in range(len(begins)):
        offset[concept, at] = begins[concept] - base[concept, of]


@compiled
def fill(
    low: int,
    high: int,
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    rank: npt.NDArray[np.int32],
    begins: npt.NDArray[np.int64],
    dense: npt.NDArray[np.uint8],
    base: npt.NDArray[np.uint32],
    offset: npt.NDArray[np.uint16],
    postings: npt.NDArray[np.uint32],
    tile: int,
    step: int,
) -> None:
    """Byte columns of the frequent concepts, postings of the others and their directory, of rows `low` up to `high`.

    `low` begins a tile; `begins` says where the postings of each concept go on, and is used up.
    """
    for row in range(low, high):
        if row % step == 0:
            _open_step(row, begins, base, offset, tile, step)
        for at in range(np.int64(starts[row]), np.int64(starts[row + 1])):
            concept = concepts[at]
            column = rank[concept]
            if column >= 0:
                dense[row // BLOCK, column, row % BLOCK] = amounts[at]
            else:
                postings[begins[concept]] = np.uint32(amounts[at]) << np.uint32(16) | np.uint32(row % tile)
                begins[concept] += 1
