"""The inner loops of looking at a large shelf, compiled; `twins` has the same in plain numpy.

Integers throughout, and one square root, which IEEE 754 rounds. They allocate nothing: `out` arrays are filled.
"""

import math

import numpy as np
import numpy.typing as npt

from matching.compiled import compiled
from matching.distance import EARTH, SERIES, UNIT
from matching.scoring.shapes import Numbers

Bits = npt.NDArray[np.uint32]
Codes = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Mask = npt.NDArray[np.bool_]
_SERIES = tuple(SERIES)


@compiled
def mark(failed: Bits, table: Bits, codes: Codes) -> None:
    """Each row gets the bits of its code."""
    for row in range(len(codes)):
        failed[row] |= table[codes[row]]


@compiled
def mark_beyond(failed: Bits, bit: np.uint32, points: Codes, binds: Mask, origin: Numbers, most: int) -> None:
    """The bit for each bound row whose chord to `origin`, squared, is longer than `most`."""
    for row in range(len(binds)):
        x, y, z = points[row, 0] - origin[0], points[row, 1] - origin[1], points[row, 2] - origin[2]
        if binds[row] and x * x + y * y + z * z > most:
            failed[row] |= bit


@compiled
def tally(failed: Bits, wanted: Mask, counts: Numbers, alone: Numbers) -> None:
    """For each bit, how many wanted rows have it, and how many have no other."""
    for row in range(len(failed)):
        bits = failed[row]
        if not wanted[row] or bits == 0:
            continue
        rule = 0
        rest = bits
        while rest:
            if rest & np.uint32(1):
                counts[rule] += 1
                if bits == np.uint32(1) << np.uint32(rule):
                    alone[rule] += 1
            rest >>= np.uint32(1)
            rule += 1


@compiled
def gather(table: Numbers, codes: Codes, rows: Numbers, out: Numbers) -> None:
    """Adds to each the number of its row's code."""
    for at in range(len(rows)):
        out[at] += table[codes[rows[at]]]


@compiled
def earn(starts: Numbers, told: Numbers, credits_: Shorts, rows: Numbers, out: Numbers) -> None:
    """Σ weight × credit over each row's demands: weight × 2³² + where in `credits_` its credit stands."""
    for at in range(len(rows)):
        total = 0
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            demand = told[entry]
            total += (demand >> 32) * credits_[np.uint64(demand & 0xFFFFFFFF)]
        out[at] = total


@compiled
def gain(
    starts: Numbers,
    holders: Codes,
    weight: Codes,
    more: Numbers,
    which: Numbers,
    position: Codes,
    gained: Numbers,
    touched: Numbers,
) -> int:
    """What eligible rows earn more, into `gained`, all zeros before; says how many, and in `touched` at which places.

    `which[i]`: a demand whose credit rises by `more[i]`; its holders are read by the inverted list.
    """
    count = 0
    for i in range(len(which)):
        for entry in range(starts[which[i]], starts[which[i] + 1]):
            at = position[holders[entry]]
            if at >= 0:
                if gained[at] == 0:
                    touched[count] = at
                    count += 1
                gained[at] += weight[entry] * more[i]
    return count


@compiled
def apart(points: Codes, origin: Numbers, rows: Numbers, out: Numbers) -> None:
    """Hundreds of metres from `origin` to each row: `matching.distance.distances`, step for step."""
    for at in range(len(rows)):
        row = rows[at]
        x, y, z = points[row, 0] - origin[0], points[row, 1] - origin[1], points[row, 2] - origin[2]
        half = min(math.sqrt(float(x * x + y * y + z * z)) / (2.0 * EARTH), 1.0)
        is_far = half > 0.5
        near = math.sqrt((1.0 - half) / 2.0) if is_far else half
        square = near * near
        total = near * 0.0
        for coefficient in _SERIES:
            total = total * square + coefficient
        arc = near * total
        angle = math.pi - 4.0 * arc if is_far else 2.0 * arc
        out[at] = math.floor(angle * EARTH / UNIT + 0.5)
