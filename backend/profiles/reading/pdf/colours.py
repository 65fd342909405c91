"""Colours of a content stream as sRGB triples in [0, 1]; None where a colour cannot be told."""

from typing import Any, TypeAlias

Colour: TypeAlias = tuple[float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
SAME = 0.12  # two colours closer than this in every channel cannot be told apart by a reader


def from_components(values: list[float]) -> Colour | None:
    """Grey, RGB or CMYK by the number of components (ISO 32000-2, 8.6.4)."""
    if len(values) == 1:
        return (values[0],) * 3
    if len(values) == 3:
        return (values[0], values[1], values[2])
    if len(values) == 4:
        c, m, y, k = values
        return ((1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k))
    return None


def in_space(space: Any, operands: list[Any]) -> Colour | None:
    """The colour `sc` or `scn` sets in a colour space; patterns are answered by their mean."""
    values = [float(v) for v in operands if isinstance(v, int | float)]
    name, details = _family(space)
    if name in {"/Separation", "/DeviceN"}:
        return _tinted(details, values)
    if name == "/Lab":
        return (values[0] / 100,) * 3
    if name in {"/Indexed", "/Pattern"}:
        return None
    return from_components(values)


def _family(space: Any) -> tuple[str, list[Any]]:
    if isinstance(space, list):
        return str(space[0]), list(space)
    return str(space), []


def _tinted(details: list[Any], tints: list[float]) -> Colour | None:
    """A spot colour: between no ink and its alternate where that is a simple blend, else as dark as its ink."""
    ends = _ends(details[3].get_object()) if len(details) > 3 else None
    if ends is None or len(tints) != 1:
        return (1 - max(tints, default=1.0),) * 3
    return from_components([a + (b - a) * tints[0] for a, b in zip(*ends, strict=True)])


def gradient(shading: Any) -> Colour | None:
    """The mean of a shading's first and last colour."""
    function = shading.get("/Function") if hasattr(shading, "get") else None
    ends = _ends(function.get_object()) if function is not None else None
    return from_components([(a + b) / 2 for a, b in zip(*ends, strict=True)]) if ends else None


def _ends(function: Any) -> tuple[list[float], list[float]] | None:
    """First and last value of an exponential (type 2) function or of a chain of them (type 3)."""
    if not hasattr(function, "get"):
        return None
    if function.get("/FunctionType") == 3:
        parts = [part.get_object() for part in function["/Functions"]]
        first, last = _ends_of_one(parts[0]), _ends_of_one(parts[-1])
        return (first[0], last[1]) if first and last else None
    return _ends_of_one(function)


def _ends_of_one(function: Any) -> tuple[list[float], list[float]] | None:
    if function.get("/FunctionType") != 2:
        return None
    return [float(v) for v in function.get("/C0", [0])], [float(v) for v in function.get("/C1", [1])]


def over(colour: Colour, ground: Colour, opacity: float) -> Colour:
    """What one sees of a colour with an opacity in front of a ground."""
    red, green, blue = (c * opacity + g * (1 - opacity) for c, g in zip(colour, ground, strict=True))
    return (red, green, blue)


def alike(one: Colour, other: Colour) -> bool:
    """Too close to read one on the other."""
    return all(abs(a - b) < SAME for a, b in zip(one, other, strict=True))
