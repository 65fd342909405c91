"""Distances on the globe in whole hundreds of metres, equal to the bit on every machine.

Points become integer metres; from there only + − × ÷ √ are used, which IEEE 754 rounds the same everywhere (sin and
asin of two C libraries may differ in the last digit). The arc comes from the chord: d = 2R·asin(c / 2R), asin by its
Taylor series.
"""

import math
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from matching.types import Place

EARTH = 6_371_008.8  # IUGG mean radius in metres
LONGEST = 1 << 48  # the square of a chord that no two points on the Earth have
UNIT = 100.0  # metres in one step of a distance

Point = tuple[int, int, int]
Number = TypeVar("Number", float, npt.NDArray[np.float64])


@lru_cache(maxsize=65_536)
def point(place: Place) -> Point:
    """Where a place is, in metres from the middle of the Earth."""
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    flat = EARTH * math.cos(lat)
    return round(flat * math.cos(lon)), round(flat * math.sin(lon)), round(EARTH * math.sin(lat))


def hundred_metres(a: Place, b: Place) -> int:
    """The great-circle distance of two places, in hundreds of metres, rounded."""
    (ax, ay, az), (bx, by, bz) = point(a), point(b)
    x, y, z = bx - ax, by - ay, bz - az
    return along(x * x + y * y + z * z)


def along(square: int) -> int:
    """The same from the square of the chord in metres: never less for a longer chord."""
    half = min(math.sqrt(float(square)) / (2.0 * EARTH), 1.0)
    is_far = half > 0.5
    angle = math.pi - 4.0 * _arcsine(math.sqrt((1.0 - half) / 2.0)) if is_far else 2.0 * _arcsine(half)
    return math.floor(angle * EARTH / UNIT + 0.5)


@lru_cache(maxsize=1024)
def longest(hundreds: int) -> int:
    """The square of the longest chord, in metres, whose distance is at most so many hundreds of metres."""
    low, high = 0, LONGEST
    while low < high:
        middle = (low + high + 1) // 2
        if along(middle) <= hundreds:
            low = middle
        else:
            high = middle - 1
    return low


def distances(origin: Point, points: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The same distance from `origin` to each row of `points` (n × 3 metres)."""
    apart = points - np.array(origin, dtype=np.int64)
    chord = np.sqrt((apart * apart).sum(axis=1).astype(np.float64))
    half = np.minimum(chord / (2.0 * EARTH), 1.0)
    is_far = half > 0.5
    near = np.where(is_far, np.sqrt((1.0 - half) / 2.0), half)
    arc = _arcsine(near)
    angle = np.where(is_far, math.pi - 4.0 * arc, 2.0 * arc)  # asin(x) = π/2 − 2·asin(√((1 − x)/2))
    away: npt.NDArray[np.int64] = np.floor(angle * EARTH / UNIT + 0.5).astype(np.int64)
    return away


def _arcsine(x: Number) -> Number:
    """Asin on 0..½ within 10⁻¹⁰ by Horner's scheme."""
    square = x * x
    total = x * 0.0
    for coefficient in SERIES:
        total = total * square + coefficient
    return x * total


SERIES = tuple(math.comb(2 * n, n) / (4**n * (2 * n + 1)) for n in range(14, -1, -1))
