"""Many people before the items at once: their queries as columns."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput
from matching.retrieve.index.kernels.asked import Asked
from matching.retrieve.index.query import Query
from matching.retrieve.index.rows import Bytes, Int32, Shorts
from matching.retrieve.index.words import Words

Longs = npt.NDArray[np.int64]
LISTS = 10  # columns before those of the lists


class Askers(NamedTuple):
    """N people, each as `Asked` and the lists of a `Query`; limits in metres, not squared.

    `places` is N × 3 metres; `flags` is N × 2: can work from afar, is anywhere; `starts` N + 1. Concepts of a list may
    come in any order, each once.
    """

    words: Words
    forbidden: Words
    kinds: Int32
    education: Int32
    first: Int32
    last: Int32
    places: Int32
    limits: Int32
    scales: Int32
    flags: Bytes
    starts: Longs
    concepts: Shorts
    amounts: Bytes


def askers_of(queries: Sequence[Query]) -> Askers:
    """The same queries as columns. Raises BadInput("askers.of-people") when one of them seeks people."""
    if any(query.is_of_people for query in queries):
        raise BadInput("askers.of-people")
    asked = [query.asked for query in queries]
    starts = np.zeros(len(queries) + 1, dtype=np.int64)
    np.cumsum([len(query.concepts) for query in queries], out=starts[1:])

    def column(name: str, dtype: Any) -> Any:
        return np.array([getattr(one, name) for one in asked], dtype=dtype)

    return Askers(
        words=column("word", np.uint64),
        forbidden=column("forbidden", np.uint64),
        kinds=column("kinds", np.int32),
        education=column("education", np.int32),
        first=column("first", np.int32),
        last=column("last", np.int32),
        places=np.array([(one.x, one.y, one.z) for one in asked], dtype=np.int32).reshape(-1, 3),
        limits=np.array([math.isqrt(one.limit) for one in asked], dtype=np.int32),
        scales=column("scale", np.int32),
        flags=np.array([(one.is_remote, one.is_anywhere) for one in asked], dtype=np.uint8).reshape(-1, 2),
        starts=starts,
        concepts=np.concatenate([np.zeros(0, np.uint16), *(query.concepts for query in queries)]),
        amounts=np.concatenate([np.zeros(0, np.uint8), *(query.amounts for query in queries)]),
    )


def query_at(askers: Askers, at: int, seed: np.uint64) -> Query:
    """One of them as a query again."""
    low, high = askers.starts[at : at + 2].tolist()
    order = np.argsort(askers.concepts[low:high], kind="stable")
    x, y, z = askers.places[at].tolist()
    is_remote, is_anywhere = askers.flags[at].tolist()
    asked = Asked(
        word=askers.words[at],
        forbidden=askers.forbidden[at],
        kinds=int(askers.kinds[at]),
        education=int(askers.education[at]),
        first=int(askers.first[at]),
        last=int(askers.last[at]),
        x=x,
        y=y,
        z=z,
        limit=int(askers.limits[at]) ** 2,
        scale=int(askers.scales[at]),
        is_remote=is_remote,
        is_anywhere=is_anywhere,
        seed=seed,
    )
    return Query(asked, askers.concepts[low:high][order], askers.amounts[low:high][order], is_of_people=False)


def slice_of(askers: Askers, low: int, high: int) -> Askers:
    """Those from `low` up to `high`; nothing is copied but where lists begin."""
    begin, end = int(askers.starts[low]), int(askers.starts[high])
    every: list[npt.NDArray[Any]] = list(askers)
    cut = [column[low:high] for column in every[:LISTS]]
    cut += [askers.starts[low : high + 1] - begin, askers.concepts[begin:end], askers.amounts[begin:end]]
    return Askers(*cut)
