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
def rise(
    starts: Numbers,
    told: Numbers,
    rows: Numbers,
    forward: Numbers,
    backward: Numbers,
    earned: Numbers,
    weight: Numbers,
    terms: Numbers,
    listed: Codes,
    deeds: Codes,
    more: Numbers,
    gained: Numbers,
    touched: Numbers,
    begins: Numbers,
    counts: Numbers,
    out_at: Numbers,
    out_products: Numbers,
) -> None:
    """What each of D deeds makes of each of n rows that it helps: where the row stands in `rows`, and its new product.

    Demand d gains `more[i]` by `deeds[i]`, i from `listed[d]` to `listed[d + 1]`. Deed by deed the answer stands in
    `out_at` and `out_products` from `begins`, rising, so many as `counts` says, all 0 before. `forward`, `backward` and
    `earned` are of the n rows, `weight` of every row. `terms`: what skills and practice weigh on one side, then on the
    other, and what is missing where half is met. `gained`, D zeros, and `touched`, D, are room to work in.
    """
    whole, half = 1000, terms[4]
    for at in range(len(rows)):
        row, count = rows[at], 0
        for entry in range(starts[row], starts[row + 1]):
            demand = told[entry]
            which = np.uint64(demand & 0xFFFFFFFF)
            for i in range(listed[which], listed[which + np.uint64(1)]):
                deed = deeds[i]
                if gained[deed] == 0:
                    touched[count] = deed
                    count += 1
                gained[deed] += (demand >> 32) * more[i]
        if count == 0:
            continue
        asked, has = weight[row], earned[at]
        met = whole * whole * half // (whole * half + asked * whole - has)
        for k in range(count):
            deed = touched[k]
            then = has + gained[deed]
            gained[deed] = 0
            skills = whole * whole * half // (whole * half + asked * whole - then) - met
            practice = then // asked - has // asked
            place = begins[deed] + counts[deed]
            counts[deed] += 1
            out_at[place] = at
            out_products[place] = (forward[at] + terms[0] * skills + terms[1] * practice) * (
                backward[at] + terms[2] * skills + terms[3] * practice
            )


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
