"""What a candidate is beside the other candidates of its question: ranks, and distances to the best.

Kernels allocate nothing; `plain` holds the twin in numpy that serves where there is no numba, equal to the bit.
"""

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled, inlined
from matching.taxonomy.questions import Longs

COLUMNS = (
    "label_to_best",
    "label_below_best",
    "second_to_best",
    "three_to_best",
    "concept_to_best",
    "label_rank",
    "concept_rank",
    "sense_to_best",
    "sense_rank",
    "main_to_best",
    "main_rank",
)
GIVEN = ("label", "concept", "sense", "second", "three", "main")  # columns that are compared
LEAST = np.float32(1e-9)


def compared(given: NDArray[np.float32], bounds: Longs) -> NDArray[np.float32]:
    """A row of `COLUMNS` for each row of `GIVEN`; question q has the rows `bounds[q]` to `bounds[q + 1]`."""
    table = np.zeros((len(given), len(COLUMNS)), np.float32)
    _compare_all(table, given, bounds)
    return table


@inlined
def _highest(given: NDArray[np.float32], low: int, high: int, column: int) -> np.float32:
    most = np.float32(given[low, column])
    for row in range(low + 1, high):
        most = max(most, given[row, column])
    return most


@inlined
def _rank(given: NDArray[np.float32], low: int, high: int, column: int, row: int) -> np.float32:
    """How many are better, or as good and earlier."""
    own, before = given[row, column], 0
    for other in range(low, row):
        before += given[other, column] >= own
    for other in range(row + 1, high):
        before += given[other, column] > own
    return np.float32(before)


@compiled
def _compare_all(table: NDArray[np.float32], given: NDArray[np.float32], bounds: Longs) -> None:
    for question in range(len(bounds) - 1):
        low, high = bounds[question], bounds[question + 1]
        if low == high:
            continue
        top = max(_highest(given, low, high, 0), LEAST)
        most = max(_highest(given, low, high, 1), LEAST)
        nearest = _highest(given, low, high, 2)
        for row in range(low, high):
            table[row, 0] = given[row, 0] / top
            table[row, 1] = top - given[row, 0]
            table[row, 2] = given[row, 3] / top
            table[row, 3] = given[row, 4] / top
            table[row, 4] = given[row, 1] / most
            table[row, 5] = _rank(given, low, high, 0, row)
            table[row, 6] = _rank(given, low, high, 1, row)
            table[row, 7] = given[row, 2] - nearest
            table[row, 8] = _rank(given, low, high, 2, row)
            table[row, 9] = given[row, 5] / top
            table[row, 10] = _rank(given, low, high, 5, row)
