"""The best items for each of many people, exactly what each would find alone."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED
from matching.errors import BadInput
from matching.retrieve.index.askers import Askers, query_at
from matching.retrieve.index.globe import along_curve
from matching.retrieve.index.index import Index, scratch_of
from matching.retrieve.index.kernels.together import Bests, search_together
from matching.retrieve.index.rows import Int32

NOBODY = -1


class Together(NamedTuple):
    """For each of N people `top` numbers, best first, and their scores; −1 and 0 where there are no more."""

    numbers: Int32
    scores: npt.NDArray[np.signedinteger]


def search_for_all(index: Index, askers: Askers, top: int, seed: np.uint64) -> Together:
    """What `Index.search` finds for each of them, in the order they came in; `seed` shuffles ties.

    Lets go of the interpreter's lock: several threads may each search for some people. Raises BadInput
    ("top.too-small").
    """
    if top < 1:
        raise BadInput("top.too-small", top=top)
    if not (IS_COMPILED and len(index) and len(index.tiles.rank)):
        return _one_by_one(index, askers, top, seed)
    count = len(askers.words)
    bests = Bests(np.zeros((count, top), np.int32), np.zeros((count, top), np.int32), np.zeros(count, np.int32))
    scratch = scratch_of(len(index.zones))
    search_together(index.rows, index.zones, index.tiles, askers, alike(askers), seed, scratch, bests)
    is_there = np.arange(top) < bests.counts[:, None]
    numbers = index.rows.numbers[bests.rows]
    return Together(np.where(is_there, numbers, np.int32(NOBODY)), np.where(is_there, bests.scores, np.int32(0)))


def alike(askers: Askers) -> npt.NDArray[np.int64]:
    """An order in which those who look at the same items stand together: by remote, then along the curve."""
    order: npt.NDArray[np.int64] = np.lexsort((along_curve(askers.places), askers.flags[:, 0]))
    return order


def _one_by_one(index: Index, askers: Askers, top: int, seed: np.uint64) -> Together:
    """In small markets nothing is gained by company."""
    count = len(askers.words)
    found = Together(np.full((count, top), NOBODY, np.int32), np.zeros((count, top), np.int32))
    for at in range(count):
        best = index.search(query_at(askers, at, seed), top)
        found.numbers[at, : len(best.numbers)] = best.numbers
        found.scores[at, : len(best.scores)] = best.scores
    return found
