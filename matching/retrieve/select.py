"""Order by integers: the best first, ties by a hash of the day and the id, then by id."""

import hashlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matching.scoring.shapes import Numbers

Hashes = npt.NDArray[np.uint64]
_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB  # SplitMix64
_ALL = (1 << 64) - 1


def id_hash(id: str) -> int:
    """64 bits of SHA-256: the same in every process."""
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:8], "big")


@lru_cache(maxsize=16)
def _seed_hash(day_seed: str) -> int:
    return id_hash(day_seed)


def shuffle(hashes: Hashes, day_seed: str) -> Hashes:
    """A new order for a new day: SplitMix64 (Steele, Lea, Flood 2014) of each hash and the seed's."""
    return shuffle_by(hashes, np.uint64(_seed_hash(day_seed)))


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
    mixed = (id_hash(id) ^ _seed_hash(day_seed)) + _GOLDEN & _ALL
    mixed = (mixed ^ (mixed >> 30)) * _FIRST & _ALL
    mixed = (mixed ^ (mixed >> 27)) * _SECOND & _ALL
    return mixed ^ (mixed >> 31)


def leading(keys: Numbers, top: int) -> Numbers:
    """Where the `top` highest keys stand, with everything that equals the last of them: ties are not decided here."""
    if top <= 0:
        return np.zeros(0, dtype=np.int64)
    if top >= len(keys):
        return np.arange(len(keys))
    found: Numbers = np.flatnonzero(keys >= np.partition(keys, len(keys) - top)[len(keys) - top])
    return found


def order(keys: Numbers, ties: Hashes) -> Numbers:
    """Places by key falling, tie rising, place rising."""
    placed: Numbers = np.lexsort((ties, -keys))  # stable
    return placed
