"""A web of concepts as arrays, and many people's claims spread over it at once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.kernels.expanding import expand
from matching.retrieve.index.rows import Bytes, Shorts

Longs = npt.NDArray[np.int64]


class Web(NamedTuple):
    """What each of N possible claims counts for: concept and similarity 1..255, end to end."""

    starts: Longs
    concepts: Shorts
    similarities: Bytes


class Spread(NamedTuple):
    """For each person the concepts that count, each once in no order, and 1..255 how much."""

    starts: Longs
    concepts: Shorts
    amounts: Bytes


def web_of(near: Sequence[Mapping[int, int]]) -> Web:
    """From one mapping for each claim; what a concept is to itself is to be in it."""
    pairs = np.array([pair for one in near for pair in sorted(one.items())], dtype=np.int64).reshape(-1, 2)
    starts = np.zeros(len(near) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in near], out=starts[1:])
    return Web(starts, pairs[:, 0].astype(np.uint16), pairs[:, 1].astype(np.uint8))


def spread_over(web: Web, starts: Longs, claims: Longs, strengths: Bytes) -> Spread:
    """Claims (numbers of the web, 1..255 strong) of person p from `starts[p]` up to `starts[p + 1]`."""
    room = int(np.diff(web.starts)[claims].sum())
    found = Spread(np.zeros(len(starts), np.int64), np.zeros(room, np.uint16), np.zeros(room, np.uint8))
    expand(starts, claims, strengths, *web, np.zeros(1 << 16, np.uint8), *found)
    end = int(found.starts[-1])
    return Spread(found.starts, found.concepts[:end], found.amounts[:end])
