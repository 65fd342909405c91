"""Matrices, boxes and outlines of the PDF imaging model (ISO 32000-2, 8.3), as plain tuples of floats."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]
Outline: TypeAlias = Sequence[Point]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def place(m: Matrix, x: float, y: float) -> Point:
    """Where a point lands."""
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Box":
        """The smallest box that holds all points (at least one)."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside or on the rim."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top

    def meet(self, other: "Box") -> "Box":
        """What both have in common; its sides may be crossed, then it holds nothing."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    @property
    def corners(self) -> Outline:
        """Counter-clockwise."""
        return (
            (self.left, self.bottom),
            (self.right, self.bottom),
            (self.right, self.top),
            (self.left, self.top),
        )


def surrounds(outlines: Sequence[Outline], point: Point) -> bool:
    """Even-odd rule over all outlines: holes are holes."""
    x, y = point
    inside = False
    for outline in outlines:
        before = outline[-1]
        for after in outline:
            if (after[1] > y) != (before[1] > y):
                crossing = (before[0] - after[0]) * (y - after[1]) / (before[1] - after[1]) + after[0]
                inside ^= x < crossing
            before = after
    return inside
