"""Cells of a square to their places on a Hilbert curve."""

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.compiled import compiled


@compiled
def walk(across: npt.NDArray[np.int64], up: npt.NDArray[np.int64], side: int, place: npt.NDArray[np.int64]) -> None:
    """`place` of each cell; `side` is half of the square's."""
    for at in range(len(across)):
        x, y, found, half = across[at], up[at], 0, side
        while half:
            right, top = int((x & half) > 0), int((y & half) > 0)
            found += half * half * ((3 * right) ^ top)
            if top == 0:
                if right:
                    x, y = ~x, ~y
                x, y = y, x
            half >>= 1
        place[at] = found
