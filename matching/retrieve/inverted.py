"""Who has a number: rows of a column or a ragged column, the other way round."""

from dataclasses import dataclass

import numpy as np

from matching.scoring.shapes import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """The owners of number n are `owners[starts[n] : starts[n + 1]]`, rising."""

    starts: Numbers
    owners: Numbers

    @classmethod
    def of(cls, numbers: Numbers, owners: Numbers, room: int) -> "Inverted":
        """From one number, below `room`, for each entry, and whose it is."""
        counts = np.bincount(numbers, minlength=room)
        return cls(np.concatenate(([0], np.cumsum(counts))), owners[np.argsort(numbers, kind="stable")])

    def any_of(self, numbers: Numbers) -> Numbers:
        """Each owner of any of these numbers, once, rising."""
        found = [self.owners[self.starts[number] : self.starts[number + 1]] for number in numbers.tolist()]
        every: Numbers = np.unique(np.concatenate(found)) if found else self.owners[:0]
        return every
