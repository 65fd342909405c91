"""Points on the globe: metres from its middle, and an order in which neighbours stand together."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED
from matching.distance import EARTH
from matching.errors import BadInput
from matching.retrieve.index.kernels.curving import walk

Cells: TypeAlias = npt.NDArray[np.int64]
BITS = 10  # of a coordinate on the curve: about a million cells over the market's own extent


def metres(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """N × 3 metres from the middle of the Earth; BadInput("index.coordinates") on NaN or degrees out of range."""
    if not (np.all(np.abs(lat) <= 90) and np.all(np.abs(lon) <= 180)):  # NaN compares false
        raise BadInput("index.coordinates", latitude=90, longitude=180)
    phi, theta = np.radians(lat), np.radians(lon)
    flat = EARTH * np.cos(phi)
    axes = (flat * np.cos(theta), flat * np.sin(theta), EARTH * np.sin(phi))
    return np.stack([np.rint(axis) for axis in axes], axis=1).astype(np.int32)


def along_curve(where: npt.NDArray[np.int32]) -> Cells:
    """The place of each point on a Hilbert curve (1891) laid over all of them. It orders rows, never scores."""
    x, y, z = where.astype(np.float64).T
    across, up = _cells(np.arctan2(y, x)), _cells(z)
    place = np.zeros(len(across), dtype=np.int64)
    (walk if IS_COMPILED else _walk)(across, up, 1 << (BITS - 1), place)
    return place


def _walk(across: Cells, up: Cells, side: int, place: Cells) -> None:
    """The kernel's twin."""
    while side:
        right, top = (across & side) > 0, (up & side) > 0
        place += side * side * ((3 * right) ^ top)
        flips, turns = right & ~top, ~top
        across, up = np.where(flips, ~across, across), np.where(flips, ~up, up)
        across, up = np.where(turns, up, across), np.where(turns, across, up)
        side >>= 1


def _cells(axis: npt.NDArray[np.float64]) -> Cells:
    if not len(axis):
        return np.zeros(0, dtype=np.int64)
    low, high = axis.min(), axis.max()
    cells: Cells = ((axis - low) / max(high - low, 1e-9) * ((1 << BITS) - 1)).astype(np.int64)
    return cells
