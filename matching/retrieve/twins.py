"""The loops of `loops` in plain numpy: what serves where nothing compiles, and what tests hold them against."""

import numpy as np

from matching.distance import distances
from matching.retrieve.loops import Bits, Codes, Mask
from matching.retrieve.ragged import Ragged
from matching.scoring.demand import WHOLE, met_over
from matching.scoring.shapes import Numbers


def mark(failed: Bits, table: Bits, codes: Codes) -> None:
    """As `loops.mark`."""
    failed |= table[codes]


def mark_beyond(failed: Bits, bit: np.uint32, points: Codes, binds: Mask, origin: Numbers, most: int) -> None:
    """As `loops.mark_beyond`."""
    apart_ = points - origin
    failed |= np.where(binds & ((apart_ * apart_).sum(axis=1) > most), bit, np.uint32(0))


def tally(failed: Bits, wanted: Mask, counts: Numbers, alone: Numbers) -> None:
    """As `loops.tally`."""
    bits = failed[wanted]
    for rule in range(len(counts)):
        bit = np.uint32(1 << rule)
        counts[rule] += np.count_nonzero(bits & bit)
        alone[rule] += np.count_nonzero(bits == bit)


def gather(table: Numbers, codes: Codes, rows: Numbers, out: Numbers) -> None:
    """As `loops.gather`."""
    out += table[codes[rows]]


def lower(table: Numbers, codes: Codes, rows: Numbers, out: Numbers) -> None:
    """As `loops.lower`."""
    np.minimum(out, table[codes[rows]], out=out)


def earn(starts: Numbers, told: Codes, worth: Numbers, rows: Numbers, out: Numbers) -> None:
    """As `loops.earn`."""
    taken = Ragged(starts, {"told": told.astype(np.int64)}).take(rows)
    out[:] = taken.total(worth[taken["told"]])


def meet(weight: Numbers, rows: Numbers, earned: Numbers, half: int, terms: Numbers, out: Numbers) -> None:
    """As `loops.meet`."""
    asked = weight[rows]
    out += terms[0] * met_over(asked * WHOLE - earned, half)
    out += terms[1] * np.where(asked > 0, earned // np.maximum(asked, 1), 0)


def mean(axes: Numbers, bits: int, term: int, prior: int, out: Numbers) -> None:
    """As `loops.mean`."""
    weight, total = axes >> bits, axes & (1 << bits) - 1
    out += np.where(weight > 0, term * (total // np.maximum(weight, 1)), prior)


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
    """As `loops.rise`."""
    taken = Ragged(starts, {"told": told.astype(np.int64)}).take(rows)
    asked, demanded = weight[rows], np.repeat(np.arange(len(listed) - 1), np.diff(listed))
    half = int(terms[4])
    for deed in range(len(counts)):
        gains = np.zeros(len(listed) - 1, dtype=np.int64)
        gains[demanded[deeds == deed]] = more[deeds == deed]
        gain = taken.total(gains[taken["told"]])
        at = np.flatnonzero(gain)
        before, then, whole = earned[at], earned[at] + gain[at], asked[at]
        skills = met_over(whole * WHOLE - then, half) - met_over(whole * WHOLE - before, half)
        practice = then // whole - before // whole
        products = (forward[at] + terms[0] * skills + terms[1] * practice) * (
            backward[at] + terms[2] * skills + terms[3] * practice
        )
        reach = products >= floor
        counts[deed] = np.count_nonzero(reach)
        places = slice(int(begins[deed]), int(begins[deed] + counts[deed]))
        out_at[places], out_products[places] = at[reach], products[reach]


def apart(points: Codes, origin: Numbers, rows: Numbers, out: Numbers) -> None:
    """As `loops.apart`."""
    x, y, z = origin.tolist()
    out[:] = distances((x, y, z), points[rows].astype(np.int64))
