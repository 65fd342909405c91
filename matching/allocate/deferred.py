"""Applicant-proposing deferred acceptance: everybody asks for their best wish that has not yet refused them.

Gale and Shapley 1962, "College admissions and the stability of marriage", American Mathematical Monthly 69; many to
one with seats of several kinds in a published order: Kominers and Sönmez 2016, "Matching with slot-specific
priorities", Theoretical Economics 11. An asked place keeps its best seat by seat: whoever is put off a seat moves on to
the place's next kind, and from the last one out. The result is the one stable plan that is best for every applicant,
whatever the order of asking; to say one's true wishes is best for everybody (Dubins and Freedman 1981; Roth 1982).

Two solvers give the same result bit for bit: a compiled one over flat heaps, and one on `heapq` that needs nothing.
"""

import heapq
from enum import StrEnum
from itertools import pairwise

import numpy as np

from matching.allocate.table import MEMBER, Ints, Longs, Table
from matching.compiled import IS_COMPILED, compiled, inlined

FEW = 20_000  # wishes; below this, loading compiled code takes longer than it saves
NOBODY = -1
NEVER = (1 << 63) - 1


class Solver(StrEnum):
    """Which of the twins runs."""

    COMPILED = "compiled"
    HEAPQ = "heapq"


def solve(table: Table, solver: Solver | None = None) -> Ints:
    """(n,) The kind of seat each applicant gets, by lottery number, as an index into the table's kinds; -1 for none.

    O(w log c) for w wishes and places of c seats. `solver` None takes the one that is quicker here.
    """
    if solver is None:
        solver = Solver.COMPILED if IS_COMPILED and len(table.places) >= FEW else Solver.HEAPQ
    return _compiled(table) if solver is Solver.COMPILED else _heapq(table)


def _compiled(table: Table) -> Ints:
    sizes = table.sizes
    filled, held = np.zeros(len(sizes), np.int64), np.empty(sizes.sum(), np.int64)
    seated = np.full(len(table.groups), NOBODY, np.int32)
    _propose(
        np.stack((table.starts[:-1], table.starts[1:]), axis=1),
        table.places,
        table.keys,
        table.groups,
        table.first,
        sizes,
        table.bits,
        table.heaps,
        table.mask,
        filled,
        held,
        np.where(sizes > 0, np.int64(-1), np.int64(NEVER)),
        seated,
    )
    return seated


@inlined
def _push(heap: Longs, base: int, size: int, key: int) -> None:
    """Puts a key into the heap `heap[base:base+size]`, lowest first."""
    i = size
    while i > 0:
        above = (i - 1) >> 1
        if heap[base + above] <= key:
            break
        heap[base + i] = heap[base + above]
        i = above
    heap[base + i] = key


@inlined
def _replace(heap: Longs, base: int, size: int, key: int) -> None:
    """Puts a key in the place of the lowest one."""
    i = 0
    while True:
        below = 2 * i + 1
        if below >= size:
            break
        if below + 1 < size and heap[base + below + 1] < heap[base + below]:
            below += 1
        if heap[base + below] >= key:
            break
        heap[base + i] = heap[base + below]
        i = below
    heap[base + i] = key


@inlined
def _hold(heap: Longs, base: int, kind: int, size: int, filled: Longs, cuts: Longs, key: int) -> int:
    """Gives a seat to a key above the cut-off of its kind; returns the key that loses it, -1 for none."""
    count = filled[kind]
    lost = -1
    if count < size:
        _push(heap, base, count, key)
        filled[kind] = count + 1
        if count + 1 == size:
            cuts[kind] = heap[base]
    else:
        lost = heap[base]
        _replace(heap, base, size, key)
        cuts[kind] = heap[base]
    return lost


@compiled
def _propose(
    ahead: Longs,
    places: Ints,
    keys: Longs,
    groups: Longs,
    first: Ints,
    sizes: Longs,
    bits: Longs,
    heaps: Longs,
    mask: int,
    filled: Longs,
    held: Longs,
    cuts: Longs,
    seated: Ints,
) -> None:
    """Fills `seated`. By kind of seat: `filled` ones, the keys `held` there, and `cuts`, above which a key gets in.

    `ahead` (n, 2) says which wish comes next for each, and where the wishes end: side by side, for with a million
    applicants the time goes into waiting for memory.
    """
    for start in range(len(groups)):
        who = start
        while who >= 0 and ahead[who, 0] < ahead[who, 1]:
            k = ahead[who, 0]
            ahead[who, 0] = k + 1
            key = keys[k]
            for kind in range(first[places[k]], first[places[k] + 1]):
                full = key + MEMBER if bits[kind] and bits[kind] & groups[who] else key
                if full > cuts[kind]:
                    lost = _hold(held, heaps[kind], kind, sizes[kind], filled, cuts, full)
                    if lost < 0:
                        who = -1
                        break
                    key = lost & (MEMBER - 1)
                    who = mask - (key & mask)
    for kind in range(len(sizes)):
        for seat in range(heaps[kind], heaps[kind] + filled[kind]):
            seated[mask - (held[seat] & mask)] = kind


def _heapq(table: Table) -> Ints:
    """The same without compiling: lists and the standard library's heaps."""
    starts, keys, groups, n = table.starts.tolist(), table.keys.tolist(), table.groups.tolist(), len(table.groups)
    sizes, bits, mask = table.sizes.tolist(), table.bits.tolist(), table.mask
    kinds = [range(start, end) for start, end in pairwise(table.first.tolist())]
    asked = [kinds[place] for place in table.places.tolist()]
    held: list[list[int]] = [[] for _ in sizes]
    cuts = [-1 if size else NEVER for size in sizes]
    seated = [NOBODY] * n
    ahead, ends = starts[:-1], starts[1:]
    for start in range(n):
        who = start
        while who >= 0 and (k := ahead[who]) < ends[who]:
            ahead[who] = k + 1
            key = keys[k]
            for kind in asked[k]:
                full = key + MEMBER if bits[kind] & groups[who] else key
                if full > cuts[kind]:
                    seated[who] = kind
                    lost = _keep(held[kind], sizes[kind], cuts, kind, full)
                    if lost < 0:
                        who = NOBODY
                        break
                    key = lost & (MEMBER - 1)
                    who = mask - (key & mask)
                    seated[who] = NOBODY
    return np.array(seated, dtype=np.int32)


def _keep(heap: list[int], size: int, cuts: list[int], kind: int, key: int) -> int:
    """As `_hold`."""
    if len(heap) == size:
        lost = heapq.heapreplace(heap, key)
        cuts[kind] = heap[0]
        return lost
    heapq.heappush(heap, key)
    if len(heap) == size:
        cuts[kind] = heap[0]
    return NOBODY
