"""One sweep of Sinkhorn over everybody's list: how much each thing is looked at, at the prices of now. Two twins.

Both add in the order of the entries, block by block, so they agree to the last bit.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.compiled import IS_COMPILED, compiled
from matching.market.demand import Floats, Ints, Longs

BLOCKS = 8  # fixed, whatever the machine: the order of sums must not depend on how many cores there are
FEW = 50_000  # entries; below this, loading compiled code and starting threads take longer than they save


class Lists(NamedTuple):
    """What a sweep reads: rows of (column, pull), the pull of what lies beyond, and each row's attention."""

    starts: Longs
    columns: Ints
    pull: npt.NDArray[np.float32]
    beyond: Floats
    attention: Floats


Sweep = Callable[[Floats, Floats], None]
"""(keep (m,), looked (BLOCKS, m) to fill): `keep` is exp(-price / ε) of each thing."""


@compiled
def _block(
    starts: Longs,
    columns: Ints,
    pull: npt.NDArray[np.float32],
    beyond: Floats,
    attention: Floats,
    keep: Floats,
    first: int,
    last: int,
    looked: Floats,
) -> None:
    looked[:] = 0.0
    for row in range(first, last):
        drawn = 0.0
        for entry in range(starts[row], starts[row + 1]):
            drawn += pull[entry] * keep[columns[entry]]
        each = attention[row] / (drawn + beyond[row])
        for entry in range(starts[row], starts[row + 1]):
            looked[columns[entry]] += pull[entry] * each


def _plain_block(lists: Lists, keep: Floats, first: int, last: int, looked: Floats) -> None:
    """`bincount` adds one after the other, as the compiled loop does."""
    here = slice(int(lists.starts[first]), int(lists.starts[last]))
    columns, pull = lists.columns[here], lists.pull[here].astype(np.float64)
    rows = np.repeat(np.arange(last - first), np.diff(lists.starts[first : last + 1]))
    drawn = np.bincount(rows, pull * keep[columns], minlength=last - first)
    each = lists.attention[first:last] / (drawn + lists.beyond[first:last])
    looked[:] = np.bincount(columns, pull * each[rows], minlength=len(keep))


def sweeper(lists: Lists, *, is_compiled: bool | None = None) -> Sweep:
    """The twin that is quicker here, or the one that is named."""
    is_large = len(lists.columns) >= FEW
    serves = (IS_COMPILED and is_large) if is_compiled is None else is_compiled
    ends = [len(lists.attention) * block // BLOCKS for block in range(BLOCKS + 1)]
    blocks = list(enumerate(pairwise(ends)))

    def sweep(keep: Floats, looked: Floats) -> None:
        for number, (first, last) in blocks:
            _plain_block(lists, keep, first, last, looked[number])

    def sweep_compiled(keep: Floats, looked: Floats) -> None:
        with ThreadPoolExecutor() as threads:
            tasks = [threads.submit(_block, *lists, keep, first, last, looked[n]) for n, (first, last) in blocks]
        for task in tasks:
            task.result()

    return sweep_compiled if serves else sweep
