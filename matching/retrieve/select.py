"""Order by integers: the best first, ties by a hash of the day and the id, then by id."""

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matching.scoring.shapes import Numbers

Hashes = npt.NDArray[np.uint64]
_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB  # SplitMix64
_ALL = (1 << 64) - 1


def id_hash(id: str) -> int:
    """64 bits of SHA-256: the same in every process."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:8], "big")


def shuffle(hashes: Hashes, day_seed: str) -> Hashes:
    """A new order for a new day: SplitMix64 (Steele, Lea, Flood 2014) of each hash and the seed's."""
    return shuffle_by(hashes, np.uint64(id_hash(day_seed)))


def shuffle_by(hashes: Hashes, seed: np.uint64) -> Hashes:
    """`shuffle` by the hash of a seed."""
    mixed = hashes ^ seed
    mixed = mixed + np.uint64(_GOLDEN)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
    shuffled: Hashes = mixed ^ (mixed >> np.uint64(31))
    return shuffled


def tie_break(id: str, day_seed: str) -> int:
    """`shuffle` for one id, in plain integers."""
    mixed = (id_hash(id) ^ id_hash(day_seed)) + _GOLDEN & _ALL
    mixed = (mixed ^ (mixed >> 30)) * _FIRST & _ALL
    mixed = (mixed ^ (mixed >> 27)) * _SECOND & _ALL
    return mixed ^ (mixed >> 31)


def order(keys: Numbers, ties: Hashes, rows: Numbers, top: int) -> Numbers:
    """The first `top` of `rows` by key falling, tie rising, row rising. `keys` and `ties` are indexed by row.

    Exact: everything that equals the last key taken is compared by tie before any is left out.
    """
    if top <= 0:
        return rows[:0]
    own = keys[rows]
    if top < len(rows):
        least = np.partition(own, len(own) - top)[len(own) - top]
        rows = rows[own >= least]
        own = keys[rows]
    best: Numbers = rows[np.lexsort((rows, ties[rows], -own))]
    return best[:top]


def place(keys: Numbers, ties: Hashes, rows: Sequence[int] | Numbers, row: int) -> int:
    """Where `row` stands among `rows` in that order, from 1."""
    among = np.asarray(rows, dtype=np.int64)
    before = keys[among] > keys[row]
    level = keys[among] == keys[row]
    before |= level & ((ties[among] < ties[row]) | ((ties[among] == ties[row]) & (among < row)))
    return int(np.count_nonzero(before)) + 1
