"""Lists of some rows, in some order."""

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED
from matching.retrieve.index.kernels.compiled import compiled
from matching.retrieve.index.parts import in_parts


def copy_lists(
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    order: npt.NDArray[np.int64],
    to_starts: npt.NDArray[np.int64],
    to_concepts: npt.NDArray[np.uint16],
    to_amounts: npt.NDArray[np.uint8],
) -> None:
    """Copies the lists of these rows, in this order, to where they begin (`to_starts`, one more than rows)."""
    if IS_COMPILED:

        def copy(_: int, low: int, high: int) -> None:
            _copy(starts, concepts, amounts, order[low:high], to_starts[low : high + 1], to_concepts, to_amounts)

        in_parts(len(order), 1, copy)
        return
    at = np.arange(len(to_concepts)) + np.repeat(starts[order].astype(np.int64) - to_starts[:-1], np.diff(to_starts))
    to_concepts[:], to_amounts[:] = concepts[at], amounts[at]


@compiled
def _copy(
    starts: npt.NDArray[np.uint32],
    concepts: npt.NDArray[np.uint16],
    amounts: npt.NDArray[np.uint8],
    order: npt.NDArray[np.int64],
    to_starts: npt.NDArray[np.int64],
    to_concepts: npt.NDArray[np.uint16],
    to_amounts: npt.NDArray[np.uint8],
) -> None:
    for place in range(len(order)):
        low, to = np.int64(starts[order[place]]), to_starts[place]
        length = to_starts[place + 1] - to
        for at in range(length):
            to_concepts[to + at] = concepts[low + at]
        for at in range(length):
            to_amounts[to + at] = amounts[low + at]
