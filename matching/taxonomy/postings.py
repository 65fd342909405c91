"""Sparse rows in three flat arrays (CSR): row → columns with weights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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

    def take(self, rows: Ints, factors: Floats) -> tuple[Ints, Floats]:
        """All columns of these rows, one after the other, their weights times each row's factor."""
        starts = self.bounds[rows]
        counts = self.bounds[rows + 1] - starts
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total) + np.repeat(starts - (ends - counts), counts)
        return self.columns[places], self.weights[places] * np.repeat(factors, counts)
