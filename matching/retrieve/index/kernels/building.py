"""Turning the lists of all rows round, once per snapshot."""

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.compiled import compiled, inlined
from matching.retrieve.index.zones import BLOCK


@compiled
def fill_dense(
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    rank: npt.NDArray[np.int32],
    dense: npt.NDArray[np.uint8],
) -> None:
    """The byte columns of the frequent concepts."""
    for row in range(len(starts) - 1):
        for at in range(starts[row], starts[row + 1]):
            column = rank[concepts[at]]
            if column >= 0:
                dense[row // BLOCK, column, row % BLOCK] = amounts[at]


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
def fill_postings(
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    rank: npt.NDArray[np.int32],
    begins: npt.NDArray[np.int64],
    base: npt.NDArray[np.uint32],
    offset: npt.NDArray[np.uint16],
    postings: npt.NDArray[np.uint32],
    tile: int,
    step: int,
) -> None:
    """The postings of the other concepts and their directory; `begins` is used up."""
    for row in range(len(starts) - 1):
        if row % step == 0:
            _open_step(row, begins, base, offset, tile, step)
        for at in range(starts[row], starts[row + 1]):
            concept = concepts[at]
            if rank[concept] < 0:
                postings[begins[concept]] = np.uint32(amounts[at]) << np.uint32(16) | np.uint32(row % tile)
                begins[concept] += 1
    for concept in range(len(begins)):
        base[concept, base.shape[1] - 1] = begins[concept]
