"""The loops of `loops` in plain numpy: what serves where nothing compiles, and what tests hold them against."""

import numpy as np

from matching.distance import distances
from matching.retrieve.loops import Bits, Codes, Mask, Shorts
from matching.retrieve.ragged import Ragged
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


def earn(starts: Numbers, told: Numbers, credits_: Shorts, rows: Numbers, out: Numbers) -> None:
    """As `loops.earn`."""
    taken = Ragged(starts, {"told": told}).take(rows)
    demands = taken["told"]
    out[:] = taken.total((demands >> 32) * credits_[demands & 0xFFFFFFFF])


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
    """As `loops.gain`."""
    for i, demand in enumerate(which.tolist()):
        entries = slice(int(starts[demand]), int(starts[demand + 1]))
        at = position[holders[entries]]
        np.add.at(gained, at[at >= 0], weight[entries][at >= 0] * more[i])
    found = np.flatnonzero(gained)
    touched[: len(found)] = found
    return len(found)


def apart(points: Codes, origin: Numbers, rows: Numbers, out: Numbers) -> None:
    """As `loops.apart`."""
    x, y, z = origin.tolist()
    out[:] = distances((x, y, z), points[rows].astype(np.int64))
