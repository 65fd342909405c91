"""The inner loops of looking at a large shelf, compiled; `twins` has the same in plain numpy.

Integers throughout, and one square root, which IEEE 754 rounds. They allocate nothing: `out` arrays are filled.
"""

import math

import numpy as np
import numpy.typing as npt

from matching.compiled import compiled, inlined
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
def lower(table: Numbers, codes: Codes, rows: Numbers, out: Numbers) -> None:
    """Each is at most the number of its row's code."""
    for at in range(len(rows)):
        out[at] = min(out[at], table[codes[rows[at]]])


@compiled
def earn(starts: Numbers, told: Codes, worth: Numbers, rows: Numbers, out: Numbers) -> None:
    """Adds up what each row's demands are worth, Σ weight × credit."""
    for at in range(len(rows)):
        total = 0
        for entry in range(starts[rows[at]], starts[rows[at] + 1]):
            total += worth[told[entry]]
        out[at] = total


@compiled
def meet(weight: Numbers, rows: Numbers, earned: Numbers, half: int, terms: Numbers, out: Numbers) -> None:
    """Adds what it weighs that demands are met: `terms[0]` × the value of skills, `terms[1]` × the share of practice.

    Of `weight`, which is of every row, and of `earned`. A row that asks for nothing has no share.
    """
    whole = np.uint64(1000)
    least, top = whole * np.uint64(half), whole * whole * np.uint64(half)
    for at in range(len(rows)):
        asked, has = np.uint64(weight[rows[at]]), np.uint64(earned[at])
        out[at] += terms[0] * np.int64(top // (least + asked * whole - has))
        if asked:
            out[at] += terms[1] * np.int64(has // asked)


@compiled
def mean(axes: Numbers, bits: int, term: int, prior: int, out: Numbers) -> None:
    """Adds `term` × the mean of axes, which are told as weight × 2^bits + what is earned; `prior` where none weighs."""
    for at in range(len(axes)):
        weight = np.uint64(axes[at] >> bits)
        if weight:
            out[at] += term * np.int64(np.uint64(axes[at] & ((1 << bits) - 1)) // weight)
        else:
            out[at] += prior


@compiled
def rise(
    starts: Numbers,
    told: Codes,
    rows: Numbers,
    forward: Numbers,
    backward: Numbers,
    earned: Numbers,
    weight: Numbers,
    terms: Numbers,
    listed: Codes,
    deeds: Codes,
    more: Numbers,
    floor: int,
    gained: Numbers,
    touched: Numbers,
    begins: Numbers,
    counts: Numbers,
    out_at: Numbers,
    out_products: Numbers,
) -> None:
    """What each of D deeds makes of each of n rows that it helps to `floor`: where the row stands in `rows`, and its
    new product.

    Demand d earns `more[i]` by `deeds[i]`, i from `listed[d]` to `listed[d + 1]`. Deed by deed the answer stands in
    `out_at` and `out_products` from `begins`, rising, so many as `counts` says, all 0 before. `forward`, `backward` and
    `earned` are of the n rows, `weight` of every row. `terms`: what skills and practice weigh on one side, then on the
    other, and what is missing where half is met. `gained`, D zeros, and `touched`, D, are room to work in.

    Hardly any row can come up to the floor. What it could reach at most is told by real numbers, which are quicker to
    divide than integers; each value gets more than a whole unit on top for what these round off.
    """
    whole, half = 1000, terms[4]
    scale, least = float(whole * whole * half), float(floor)
    for at in range(len(rows)):
        row = rows[at]
        asked, has = weight[row], earned[at]
        lacks = float(whole * half + asked * whole - has)
        was_met = scale / lacks
        most = whole + 2.0 - was_met, whole + 2.0 - float(has) / asked
        if _product(forward[at], backward[at], terms, most) < least:
            continue
        count = _gains(starts[row], starts[row + 1], told, listed, deeds, more, gained, touched)
        if count == 0:
            continue
        met = whole * whole * half // (whole * half + asked * whole - has)
        for k in range(count):
            deed = touched[k]
            gain = gained[deed]
            gained[deed] = 0
            most = scale / (lacks - gain) - was_met + 2.0, float(gain) / asked + 2.0
            if _product(forward[at], backward[at], terms, most) < least:
                continue
            skills = whole * whole * half // (whole * half + asked * whole - has - gain) - met
            product = _product(forward[at], backward[at], terms, (skills, (has + gain) // asked - has // asked))
            if product >= floor:
                place = begins[deed] + counts[deed]
                counts[deed] += 1
                out_at[place], out_products[place] = at, product


@inlined
def _product(forward: int, backward: int, terms: Numbers, more: tuple[float, float]) -> float:
    """The product of two sides once the factors that look at demands are worth so much more."""
    skills, practice = more
    there: float = forward + terms[0] * skills + terms[1] * practice
    back: float = backward + terms[2] * skills + terms[3] * practice
    return there * back


@inlined
def _gains(
    first: int, last: int, told: Codes, listed: Codes, deeds: Codes, more: Numbers, gained: Numbers, touched: Numbers
) -> int:
    """How many deeds a row gains by, which they are, and how much."""
    count = 0
    for entry in range(first, last):
        demand = told[entry]
        for i in range(listed[demand], listed[demand + 1]):
            deed = deeds[i]
            if gained[deed] == 0:
                touched[count] = deed
                count += 1
            gained[deed] += more[i]
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
