"""The cheapest way to send units through a network to one hub: a network simplex on integers, with its prices.

Every node has an arc of its own to the hub, so there is a plan to begin with: all goes straight there. Then the arc
that saves most among a block of arcs joins the spanning tree and another leaves it, until no arc saves anything. Trees
stay strongly feasible, which rules out cycling (Cunningham 1976, "A network simplex method", Mathematical Programming
11; block search: Király and Kovács 2012, "Efficient implementations of minimum-cost flow algorithms", Acta
Universitatis Sapientiae, Informatica 4). The nodes' prices at the end prove that the plan is optimal: see `Flow`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.compiled import compiled, inlined

Longs = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int8]

NONE = -1
LOWER, TREE, UPPER = 1, 0, -1  # an arc that carries nothing, one of the spanning tree, a full one


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """How many units each arc carries (a,), and the price of a unit at each node (n,), in units of the costs.

    With `saving = price[tail] - price[head] - cost` an arc that carries something saves at least 0 and one with room
    at most 0 (complementary slackness); the hub's price is 0. Anybody can check that without knowing how it was found.
    """

    units: Longs
    prices: Longs


def cheapest(supply: Longs, tails: Ints, heads: Ints, room: Longs, costs: Longs) -> Flow:
    """Sends `supply` (n,) of each node to the hub, which is node n, over arcs (a,) of a certain room and cost per unit.

    Arc i < n leads from node i to the hub and has room for what node i sends and more than none; further arcs lead
    anywhere. Integers all; the sum of the absolute costs of a path has to stay below 2^62.
    """
    flow = np.zeros(len(tails), dtype=np.int64)
    flow[: len(supply)] = supply
    n = len(supply)
    prices = np.concatenate((costs[:n], [0]))
    depths = np.ones(n + 1, np.int32)
    depths[n] = 0
    state = np.full(len(tails), LOWER, np.int8)
    state[:n] = TREE
    _simplex(
        tails,
        heads,
        room,
        costs,
        flow,
        prices,
        state,
        np.full(n + 1, n, np.int32),
        np.arange(n + 1, dtype=np.int32),
        np.concatenate((room[:n] - supply, [0])),
        np.concatenate((supply, [0])),
        depths,
        *(np.full(n + 1, NONE, np.int32) for _ in range(3)),
    )
    return Flow(flow, prices)


@inlined
def _unlink(child: int, parents: Ints, firsts: Ints, nexts: Ints, befores: Ints) -> None:
    """Takes a node out of the list of its parent's children."""
    before, after = befores[child], nexts[child]
    if before >= 0:
        nexts[before] = after
    else:
        firsts[parents[child]] = after
    if after >= 0:
        befores[after] = before


@inlined
def _link(child: int, parent: int, parents: Ints, firsts: Ints, nexts: Ints, befores: Ints) -> None:
    """Makes a node the first child of another."""
    first = firsts[parent]
    parents[child] = parent
    befores[child] = -1
    nexts[child] = first
    if first >= 0:
        befores[first] = child
    firsts[parent] = child


@inlined
def _entering(
    start: int, block: int, tails: Ints, heads: Ints, costs: Longs, state: Marks, prices: Longs
) -> tuple[int, int]:
    """The arc that saves most in the first block, from `start` on, where any does; -1 for none left. And the next."""
    count = len(tails)
    best, found, seen = 0, -1, 0
    while seen < count and found < 0:
        end = min(start + block, count)
        for arc in range(start, end):
            saving = state[arc] * (prices[tails[arc]] - prices[heads[arc]] - costs[arc])
            if saving > best:
                best = saving
                found = arc
        seen += end - start
        start = 0 if end == count else end
    return found, start


@inlined
def _meeting(one: int, two: int, parents: Ints, depths: Ints) -> int:
    """Where the ways of two nodes to the hub meet."""
    while one != two:
        if depths[one] >= depths[two]:
            one = parents[one]
        else:
            two = parents[two]
    return one


@inlined
def _push(source: int, meet: int, amount: int, parents: Ints, ups: Longs, downs: Longs) -> None:
    """Sends an amount from a node up to the meeting point; a negative one the other way."""
    node = source
    while node != meet:
        ups[node] -= amount
        downs[node] += amount
        node = parents[node]


@inlined
def _rehang(
    top: int,
    under: int,
    arc: int,
    up: int,
    down: int,
    last: int,
    parents: Ints,
    arcs: Ints,
    ups: Longs,
    downs: Longs,
    firsts: Ints,
    nexts: Ints,
    befores: Ints,
) -> None:
    """Hangs the part of the tree that `last` headed by `top` under another node: what led up on the way leads down."""
    node, parent = top, under
    while True:
        old_parent, old_arc, old_up, old_down = parents[node], arcs[node], ups[node], downs[node]
        _unlink(node, parents, firsts, nexts, befores)
        _link(node, parent, parents, firsts, nexts, befores)
        arcs[node], ups[node], downs[node] = arc, up, down
        if node == last:
            break
        node, parent, arc, up, down = old_parent, node, old_arc, old_down, old_up


@inlined
def _reprice(top: int, change: int, parents: Ints, firsts: Ints, nexts: Ints, depths: Ints, prices: Longs) -> None:
    """Adds to the prices of a node and all below it, and counts their depths again."""
    node = top
    while True:
        prices[node] += change
        depths[node] = depths[parents[node]] + 1
        if firsts[node] >= 0:
            node = firsts[node]
            continue
        while node != top and nexts[node] < 0:
            node = parents[node]
        if node == top:
            break
        node = nexts[node]


@inlined
def _leaving(
    first: int, second: int, meet: int, most: int, parents: Ints, ups: Longs, downs: Longs
) -> tuple[int, int, bool]:
    """How much can go round, and below which node the tree then breaks (-1: nowhere); whether on the first side.

    Of the arcs that fill up, the last one on the way round from the meeting point is taken: so the tree stays strongly
    feasible.
    """
    amount, broken, is_first = most, -1, False
    node = first
    while node != meet:
        if downs[node] < amount:
            amount, broken, is_first = downs[node], node, True
        node = parents[node]
    node = second
    while node != meet:
        if ups[node] <= amount:
            amount, broken, is_first = ups[node], node, False
        node = parents[node]
    return amount, broken, is_first


@compiled
def _simplex(
    tails: Ints,
    heads: Ints,
    room: Longs,
    costs: Longs,
    flow: Longs,
    prices: Longs,
    state: Marks,
    parents: Ints,
    arcs: Ints,
    ups: Longs,
    downs: Longs,
    depths: Ints,
    firsts: Ints,
    nexts: Ints,
    befores: Ints,
) -> None:
    """From the tree of the nodes' own arcs to the best one; `flow` and `prices` are the result.

    By node: its tree arc, and how much more can go over it `ups` towards the hub and `downs` away from it.
    """
    nodes, count = len(parents) - 1, len(tails)
    for node in range(nodes):
        _link(node, nodes, parents, firsts, nexts, befores)
    block = max(int(np.sqrt(count)), 10)
    ahead = 0
    while True:
        arc, ahead = _entering(ahead, block, tails, heads, costs, state, prices)
        if arc < 0:
            break
        tail, head = tails[arc], heads[arc]
        way = state[arc]
        first, second = (tail, head) if way == LOWER else (head, tail)
        meet = _meeting(first, second, parents, depths)
        amount, broken, is_first = _leaving(first, second, meet, room[arc], parents, ups, downs)
        if amount > 0:
            _push(second, meet, amount, parents, ups, downs)
            _push(first, meet, -amount, parents, ups, downs)
        carried = (0 if way == LOWER else room[arc]) + amount * way
        flow[arc] = carried
        if broken < 0:
            state[arc] = -way
            continue
        gone = arcs[broken]
        flow[gone] = downs[broken] if tails[gone] == broken else ups[broken]
        state[gone] = LOWER if flow[gone] == 0 else UPPER
        state[arc] = TREE
        top, under = (first, second) if is_first else (second, first)
        up, down = (room[arc] - carried, carried) if tail == top else (carried, room[arc] - carried)
        _rehang(top, under, arc, up, down, broken, parents, arcs, ups, downs, firsts, nexts, befores)
        price = prices[under] + costs[arc] if tail == top else prices[under] - costs[arc]
        _reprice(top, price - prices[top], parents, firsts, nexts, depths, prices)
    for node in range(nodes):
        flow[arcs[node]] = downs[node] if tails[arcs[node]] == node else ups[node]
