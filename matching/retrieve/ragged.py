"""Lists of different lengths, one per row, as one long column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.scoring.shapes import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """`rows` lists of records; `columns[name]` holds all records end to end, `starts` where each list begins."""

    starts: Numbers
    columns: dict[str, Numbers]

    @classmethod
    def build(cls, names: Sequence[str], lists: Iterable[Sequence[Sequence[int]]]) -> "Ragged":
        """Makes it from one list of equal-length integer records per row."""
        starts = [0]
        flat: list[Sequence[int]] = []
        for records in lists:
            flat.extend(records)
            starts.append(len(flat))
        table = np.array(flat, dtype=np.int64).reshape(len(flat), len(names))
        return cls(
            np.array(starts, dtype=np.int64),
            {name: np.ascontiguousarray(table[:, i]) for i, name in enumerate(names)},
        )

    def __getitem__(self, name: str) -> Numbers:
        return self.columns[name]

    @property
    def lengths(self) -> Numbers:
        """How many records each row has."""
        return np.diff(self.starts)

    def total(self, values: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> Numbers:
        """The sum of the values of each row's records; 0 for none."""
        running = np.zeros(len(values) + 1, dtype=np.int64)
        np.cumsum(values, out=running[1:])
        sums: Numbers = running[self.starts[1:]] - running[self.starts[:-1]]
        return sums

    def most(self, values: Numbers, empty: int) -> Numbers:
        """The greatest value of each row's records; `empty` for none."""
        found = np.full(len(self.starts) - 1, empty, dtype=np.int64)
        filled = np.flatnonzero(self.lengths)
        if len(filled):
            found[filled] = np.maximum.reduceat(values, self.starts[filled])
        return found

    def take(self, rows: Numbers) -> "Ragged":
        """The lists of these rows alone."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        entries = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], lengths)
        return Ragged(starts, {name: column[entries] for name, column in self.columns.items()})
