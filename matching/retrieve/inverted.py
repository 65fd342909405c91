"""Who has a number: rows of a column or a ragged column, the other way round."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.scoring.shapes import Numbers

Mask = npt.NDArray[np.bool_]


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
        return rising(np.concatenate(found)) if found else self.owners[:0]


def rising(numbers: Numbers) -> Numbers:
    """Each of these once, rising: `np.unique`, which puts them into a hash table first, by sorting alone."""
    ordered = np.sort(numbers)
    once: Numbers = ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
    return once


def places_among(numbers: Numbers, ordered: Numbers) -> Numbers:
    """Where in `ordered`, which rises, those of the numbers stand that are there at all."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64)
    at = np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)
    found: Numbers = at[ordered[at] == numbers]
    return found


def are_among(numbers: Numbers, ordered: Numbers) -> Mask:
    """Which of the numbers are among others, which rise."""
    if not len(ordered):
        return np.zeros(len(numbers), dtype=np.bool_)
    found: Mask = ordered[np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)] == numbers
    return found
