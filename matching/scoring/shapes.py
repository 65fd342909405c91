"""Monotone broken lines over integers: how much of something is how good."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED, compiled
from matching.errors import BadInput

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shape:
    """Corners (x, y) with rising x and monotone y in 0..1000; flat beyond its ends; rounded down in between.

    Integers only: one value, many values, any machine give the same answer.
    """

    corners: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        xs = [x for x, _ in self.corners]
        ys = [y for _, y in self.corners]
        if not xs or xs != sorted(set(xs)):
            raise BadInput("shape.corners", corners=str(self.corners))
        if ys not in (sorted(ys), sorted(ys, reverse=True)) or not all(0 <= y <= 1000 for y in ys):
            raise BadInput("shape.not-monotone", corners=str(self.corners))

    def at(self, x: int) -> int:
        """The value at x, 0..1000."""
        corners = self.corners
        i = bisect_right(corners, x, key=lambda corner: corner[0])
        if i == 0:
            return corners[0][1]
        if i == len(corners):
            return corners[-1][1]
        (x0, y0), (x1, y1) = corners[i - 1], corners[i]
        return y0 + (x - x0) * (y1 - y0) // (x1 - x0)

    def over(self, xs: Numbers) -> Numbers:
        """The values at many x: the same numbers as `at`, one by one."""
        corner_x = np.array([x for x, _ in self.corners], dtype=np.int64)
        corner_y = np.array([y for _, y in self.corners], dtype=np.int64)
        if len(corner_x) == 1:
            return np.full(xs.shape, corner_y[0], dtype=np.int64)
        if IS_COMPILED and xs.ndim == 1:
            out = np.empty(len(xs), dtype=np.int64)
            _bend(xs, corner_x, corner_y, out)
            return out
        return bent(xs, corner_x, corner_y)


@compiled
def _bend(xs: Numbers, corner_x: Numbers, corner_y: Numbers, out: Numbers) -> None:
    """The line at each x, between two corners or more."""
    last = len(corner_x) - 1
    for at in range(len(xs)):
        x, i = min(max(xs[at], corner_x[0]), corner_x[last]), 1
        while i < last and corner_x[i] <= x:
            i += 1
        x0, y0 = corner_x[i - 1], corner_y[i - 1]
        out[at] = y0 + (x - x0) * (corner_y[i] - y0) // (corner_x[i] - x0)


def bent(xs: Numbers, corner_x: Numbers, corner_y: Numbers) -> Numbers:
    """The same in plain numpy."""
    kept = np.clip(xs, corner_x[0], corner_x[-1])
    i = np.clip(np.searchsorted(corner_x, kept, side="right"), 1, len(corner_x) - 1)
    x0, y0 = corner_x[i - 1], corner_y[i - 1]
    step: Numbers = y0 + (kept - x0) * (corner_y[i] - y0) // (corner_x[i] - x0)
    return step
