"""The graphics state while a page is drawn (ISO 32000-2, 8.4), as far as it decides what can be read."""

from dataclasses import dataclass, replace
from typing import Any

from backend.profiles.reading.pdf.colours import BLACK, WHITE, Colour
from backend.profiles.reading.pdf.fonts import Typeface
from backend.profiles.reading.pdf.geometry import IDENTITY, Box, Matrix, Outline, surrounds


@dataclass(slots=True)
class Paint:
    """What fills or strokes: a colour (None: cannot be told), the space it is given in, and how opaque."""

    colour: Colour | None = BLACK
    space: Any = "/DeviceGray"
    opacity: float = 1.0


@dataclass(slots=True)
class State:
    """All that `q` saves and `Q` brings back."""

    matrix: Matrix
    clip: Box
    fill: Paint
    stroke: Paint
    blends: bool = False  # a blend mode other than Normal: paints over without hiding
    face: Typeface | None = None
    size: float = 0.0
    mode: int = 0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> "State":
        """An independent copy."""
        return replace(self, fill=replace(self.fill), stroke=replace(self.stroke))


@dataclass(slots=True)
class Pen:
    """The text matrix and the text line matrix, which live between BT and ET."""

    now: Matrix = IDENTITY
    line: Matrix = IDENTITY


@dataclass(slots=True)
class Run:
    """Letters drawn in one go. `x`, `y`: start of the baseline; turned upright by `quarter` × 90°."""

    text: str
    x: float
    y: float
    width: float
    size: float
    quarter: int
    centre: tuple[float, float]
    is_visible: bool


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the page painted in one colour."""

    outlines: tuple[Outline, ...]
    box: Box
    colour: Colour

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point is painted."""
        return self.box.holds(point) and surrounds(self.outlines, point)


class Ground:
    """What has been painted so far, last on top; the paper is white."""

    def __init__(self) -> None:
        self.areas: list[Area] = []

    def add(self, area: Area) -> None:
        """Paint over."""
        self.areas.append(area)

    def at(self, point: tuple[float, float]) -> Colour:
        """The colour one would see there."""
        return next((area.colour for area in reversed(self.areas) if area.holds(point)), WHITE)
