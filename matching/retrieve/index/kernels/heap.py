"""The best k so far, the worst of them on top: a binary heap by score, then tie, then number."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.compiled import inlined
from matching.retrieve.index.rows import Rows

_GOLDEN, _MIX1, _MIX2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)


class Top(NamedTuple):
    """Room for k; the first n are taken, `scores[0]` is the least of them. What breaks ties stays with the rows."""

    scores: npt.NDArray[np.int32]
    rows: npt.NDArray[np.int32]


@inlined
def shuffled(hash_: np.uint64, seed: np.uint64) -> np.uint64:
    """SplitMix64, as `matching.retrieve.select.shuffle`."""
    mixed = (hash_ ^ seed) + _GOLDEN
    mixed = (mixed ^ (mixed >> _S30)) * _MIX1
    mixed = (mixed ^ (mixed >> _S27)) * _MIX2
    return mixed ^ (mixed >> _S31)


@inlined
def is_worse(score: int, row: int, other_score: int, other: int, rows: Rows, seed: np.uint64) -> bool:
    """Whether `row` stands behind `other`: lower score, else higher shuffled hash, else higher number."""
    if score != other_score:
        return score < other_score
    tie, other_tie = shuffled(rows.hashes[row], seed), shuffled(rows.hashes[other], seed)
    if tie != other_tie:
        return bool(tie > other_tie)
    return bool(rows.numbers[row] > rows.numbers[other])


@inlined
def offer(top: Top, n: int, score: int, row: int, rows: Rows, seed: np.uint64) -> int:
    """Take it if there is room or if it beats the worst; how many there are then."""
    if n < len(top.scores):
        at = n
        while at > 0:
            above = (at - 1) >> 1
            if not is_worse(score, row, top.scores[above], top.rows[above], rows, seed):
                break
            top.scores[at], top.rows[at] = top.scores[above], top.rows[above]
            at = above
        top.scores[at], top.rows[at] = score, row
        return n + 1
    if not is_worse(score, row, top.scores[0], top.rows[0], rows, seed):
        _sink(top, n, score, row, rows, seed)
    return n


@inlined
def _sink(top: Top, n: int, score: int, row: int, rows: Rows, seed: np.uint64) -> None:
    """Put it in place of the worst."""
    at, below = 0, 1
    while below < n:
        right = below + 1
        if right < n and is_worse(top.scores[right], top.rows[right], top.scores[below], top.rows[below], rows, seed):
            below = right
        if is_worse(score, row, top.scores[below], top.rows[below], rows, seed):
            break
        top.scores[at], top.rows[at] = top.scores[below], top.rows[below]
        at, below = below, 2 * below + 1
    top.scores[at], top.rows[at] = score, row


@inlined
def best_to_front(top: Top, n: int, rows: Rows, seed: np.uint64) -> None:
    """Order the n that are taken: the heap gives up its worst, again and again, to the end (Williams 1964)."""
    for last in range(n - 1, 0, -1):
        score, row = top.scores[last], top.rows[last]
        worst_score, worst = top.scores[0], top.rows[0]
        _sink(top, last, score, row, rows, seed)
        top.scores[last], top.rows[last] = worst_score, worst
