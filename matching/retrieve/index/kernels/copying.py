"""Lists of some rows, in some order."""

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED
from matching.retrieve.index.kernels.compiled import compiled


def copy_lists(
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    order: npt.NDArray[np.int64],
    to_concepts: npt.NDArray[np.uint16],
    to_amounts: npt.NDArray[np.uint8],
) -> None:
    """Copies the lists of these rows, in this order, end to end."""
    if IS_COMPILED:
        _copy(starts, concepts, amounts, order, to_concepts, to_amounts)
        return
    long = starts.astype(np.int64)
    lengths = (long[1:] - long[:-1])[order]
    at = np.arange(len(to_concepts)) + np.repeat(
        starts[order].astype(np.int64) - (np.cumsum(lengths) - lengths), lengths
    )
    to_concepts[:], to_amounts[:] = concepts[at], amounts[at]


@compiled
def _copy(
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    order: npt.NDArray[np.int64],
    to_concepts: npt.NDArray[np.uint16],
    to_amounts: npt.NDArray[np.uint8],
) -> None:
    to = 0
    for row in order:
        for at in range(starts[row], starts[row + 1]):
            to_concepts[to] = concepts[at]
            to_amounts[to] = amounts[at]
            to += 1
