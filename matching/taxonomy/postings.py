"""Sparse rows in three flat arrays (CSR): row → columns with weights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.compiled import IS_COMPILED, compiled

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """`columns[bounds[r]:bounds[r + 1]]` are the columns of row r, `weights` beside them."""

    bounds: NDArray[np.int64]
    columns: Ints
    weights: Floats

    @classmethod
    def gather(cls, rows: NDArray[np.int64], columns: Ints, weights: Floats, size: int) -> "Postings":
        """From entries in any order; `size` is the number of rows. Inside a row, entries keep their order."""
        order = np.argsort(rows, kind="stable")
        bounds = np.zeros(size + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=size), out=bounds[1:])
        return cls(bounds, columns[order].astype(np.int32), weights[order].astype(np.float32))

    def add_to(self, totals: NDArray[np.float64], rows: NDArray[np.integer], factors: Floats) -> None:
        """Adds to each column's total its weights in these rows, times each row's factor; row by row."""
        if IS_COMPILED:
            _add(totals, self.bounds, self.columns, self.weights, rows, factors)
        else:
            columns, values = self.take(rows, factors)
            np.add.at(totals, columns, values)

    def take(self, rows: NDArray[np.integer], factors: NDArray[np.floating]) -> tuple[Ints, NDArray[np.floating]]:
        """All columns of these rows, one after the other, their weights times each row's factor."""
        starts = self.bounds[rows]
        counts = self.bounds[rows + 1] - starts
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total) + np.repeat(starts - (ends - counts), counts)
        return self.columns[places], self.weights[places] * np.repeat(factors, counts)


@compiled
def _add(
    totals: NDArray[np.float64],
    bounds: NDArray[np.int64],
    columns: Ints,
    weights: Floats,
    rows: NDArray[np.integer],
    factors: Floats,
) -> None:
    for at in range(len(rows)):
        for place in range(bounds[rows[at]], bounds[rows[at] + 1]):
            totals[columns[place]] += np.float64(np.float32(weights[place] * factors[at]))


def lengths(columns: Ints, weights: Floats, size: int) -> Floats:
    """The length of each column's vector; 1 where it is empty, so that one may divide by it."""
    squares = np.bincount(columns, weights.astype(np.float64) ** 2, minlength=size)
    return np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32)


def idf(frequency: NDArray[np.int64], size: int) -> Floats:
    """How rare something is that so many of `size` have: 1 if all do."""
    return (np.log((1 + size) / (1 + frequency)) + 1).astype(np.float32)


SHARES = 1 << 14  # a whole share, in counts


def whole(shares: Floats) -> Floats:
    """Shares 0..1 as whole counts, so that sums are exact in any order."""
    return np.round(shares * np.float32(SHARES))
