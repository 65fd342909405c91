"""How each item's 255 shares are spread over its concepts."""

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput
from matching.retrieve.index.rows import Lists
from matching.retrieve.index.score import SHARES

MOST_CONCEPTS = 128  # of one item: more do not tell it from others; the weightiest stay
CONCEPTS = 1 << 16  # numbers a concept can have


def spread(
    rows: int, owners: npt.NDArray[np.int64], concepts: npt.NDArray[np.int64], weights: npt.NDArray[np.int64]
) -> Lists:
    """Lists of (concept, shares) for `rows` items from one record per demand: whose, which concept, how much it weighs.

    A concept named twice weighs both; of more than 128 concepts the weightiest stay (of equals the lower number). Each
    that stays gets one share, the rest goes by weight, what rounding leaves to the first ones: they sum to 255 exactly.
    Raises BadInput("index.concept") on a number out of 0..65 535 and BadInput("index.weight") on a weight below 1.
    """
    if len(concepts) and not (concepts.min() >= 0 and concepts.max() < CONCEPTS):
        raise BadInput("index.concept", at_least=0, at_most=CONCEPTS - 1)
    if len(weights) and not (weights.min() > 0 and weights.max() < 1 << 31):
        raise BadInput("index.weight", at_least=1, at_most=(1 << 31) - 1)
    owners, concepts, weights = _weightiest(*_merged(owners, concepts, weights))
    counts = np.bincount(owners, minlength=rows)
    starts = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    totals = np.bincount(owners, weights, minlength=rows).astype(np.int64)  # exact: below 2⁵³
    shares = 1 + (SHARES - counts[owners]) * weights // totals[owners]
    given = np.bincount(owners, shares, minlength=rows).astype(np.int64)
    position = np.arange(len(owners)) - starts[owners]
    shares += position < (SHARES - given)[owners]
    return Lists(starts.astype(np.uint32), concepts.astype(np.uint16), shares.astype(np.uint8))


def _merged(
    owners: npt.NDArray[np.int64], concepts: npt.NDArray[np.int64], weights: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], ...]:
    """One record for each owner and concept, in order of both."""
    keys = owners * CONCEPTS + concepts
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    is_first = np.ones(len(keys), dtype=np.bool_)
    is_first[1:] = keys[1:] != keys[:-1]
    firsts = np.flatnonzero(is_first)
    if len(firsts) < len(keys):
        weights = np.add.reduceat(weights, firsts)
    return keys[firsts] // CONCEPTS, keys[firsts] % CONCEPTS, weights


def _weightiest(
    owners: npt.NDArray[np.int64], concepts: npt.NDArray[np.int64], weights: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], ...]:
    """Only the 128 weightiest of each owner, in the same order."""
    if not len(owners) or np.bincount(owners).max() <= MOST_CONCEPTS:
        return owners, concepts, weights
    order = np.lexsort((concepts, -weights, owners))
    ordered = owners[order]
    place = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
    kept = np.sort(order[place < MOST_CONCEPTS])
    return owners[kept], concepts[kept], weights[kept]
