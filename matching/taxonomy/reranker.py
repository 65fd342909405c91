"""A small forest of decision trees in flat arrays: puts candidates in order, needs nothing that trained it.

Trained by LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82), on features that know no
language. `viveiro train linker` writes `reranker.json`. Trees are not walked but ruled out, many candidates at once:
a node that does not hold strikes the leaves on its left, and the first that stays is the tree's answer (Lucchese et
al., "QuickScorer", SIGIR 2015).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.compiled import IS_COMPILED, compiled
from matching.taxonomy.evidence import FEATURES
from matching.taxonomy.postings import Floats

SCALE = 10_000  # leaves are counted in ten-thousandths, so that sums are exact in any order
LANES = 64  # candidates that are looked at together
LEAVES = 32  # of a tree, at most: as many as a mask has bits


@dataclass(frozen=True, slots=True, eq=False)
class Reranker:
    """Tree t has the nodes `bounds[t]` to `bounds[t + 1]`. A node asks whether `feature <= threshold`; if not, only
    the leaves of `stays` remain, one bit each from left to right. `leaves` holds what a tree's leaves add, in
    ten-thousandths, 32 places a tree. `inputs`: SHA-256 of what it learnt from.
    """

    bounds: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: Floats
    stays: NDArray[np.uint32]
    leaves: NDArray[np.int32]
    inputs: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> "Reranker":
        """From JSON. Raises ValueError where it was trained on other features than there are now."""
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Reranker":
        """From plain lists: all nodes in one line, a leaf leads to itself."""
        if stored["features"] != list(FEATURES):
            raise ValueError("the re-ranker was trained on other features: train it again")
        nodes, leaves, bounds = list[tuple[int, float, int]](), list[list[int]](), [0]
        for root in stored["roots"]:
            own: list[int] = []
            _struck(stored, root, nodes, own)
            leaves.append(own + [0] * (LEAVES - len(own)))
            bounds.append(len(nodes))
        return cls(
            np.asarray(bounds, dtype=np.int64),
            np.asarray([feature for feature, _, _ in nodes], dtype=np.int64),
            np.asarray([threshold for _, threshold, _ in nodes], dtype=np.float32),
            np.asarray([stays for _, _, stays in nodes], dtype=np.uint32),
            np.asarray(leaves, dtype=np.int32),
            stored["inputs"],
        )

    def scores(self, table: Floats) -> NDArray[np.int64]:
        """Points of each candidate, a row of features: only their order means something."""
        points = np.zeros(len(table), np.int64)
        if IS_COMPILED:
            lanes = np.zeros((table.shape[1], LANES), np.float32)
            left = np.zeros(LANES, np.uint32)
            _score(points, table, lanes, left, self.bounds, self.feature, self.threshold, self.stays, self.leaves)
            return points
        for tree, (low, high) in enumerate(zip(self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True)):
            holds = table[:, self.feature[low:high]] <= self.threshold[low:high]
            left = np.bitwise_and.reduce(np.where(holds, np.uint32(0xFFFFFFFF), self.stays[low:high]), axis=1)
            points += self.leaves[tree, np.bitwise_count((left & (~left + np.uint32(1))) - np.uint32(1))]
        return points


def _struck(stored: Mapping[str, Any], node: int, nodes: list[tuple[int, float, int]], leaves: list[int]) -> None:
    """Adds what is under a node, from left to right."""
    if stored["left"][node] == node:
        if len(leaves) == LEAVES:
            raise ValueError(f"a tree of the re-ranker has more than {LEAVES} leaves")
        leaves.append(stored["leaf"][node])
        return
    before, at = len(leaves), len(nodes)
    nodes.append((0, 0.0, 0))
    _struck(stored, stored["left"][node], nodes, leaves)
    struck = ((1 << len(leaves)) - 1) & ~((1 << before) - 1)
    nodes[at] = stored["feature"][node], stored["threshold"][node], 0xFFFFFFFF & ~struck
    _struck(stored, stored["right"][node], nodes, leaves)


@compiled
def _score(
    points: NDArray[np.int64],
    table: Floats,
    lanes: Floats,
    left: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    feature: NDArray[np.int64],
    threshold: Floats,
    stays: NDArray[np.uint32],
    leaves: NDArray[np.int32],
) -> None:
    """Adds to each row's points its leaf of every tree."""
    every, one = np.uint32(0xFFFFFFFF), np.uint32(1)
    pairs, fours, eights = np.uint32(0x55555555), np.uint32(0x33333333), np.uint32(0x0F0F0F0F)
    for start in range(0, len(table), LANES):
        size = min(LANES, len(table) - start)
        for lane in range(size):
            for column in range(table.shape[1]):
                lanes[column, lane] = table[start + lane, column]
        for tree in range(len(bounds) - 1):
            for lane in range(LANES):
                left[lane] = every
            for node in range(bounds[tree], bounds[tree + 1]):
                column, limit, stay = feature[node], threshold[node], stays[node]
                for lane in range(LANES):
                    left[lane] &= every if lanes[column, lane] <= limit else stay
            for lane in range(size):
                # how many bits stand below the lowest that is set
                bits = np.uint32(np.uint32(left[lane] & np.uint32(~left[lane] + one)) - one)
                bits = np.uint32(bits - ((bits >> one) & pairs))
                bits = np.uint32((bits & fours) + ((bits >> np.uint32(2)) & fours))
                bits = np.uint32((bits + (bits >> np.uint32(4))) & eights)
                points[start + lane] += leaves[tree, np.uint32(bits * np.uint32(0x01010101)) >> np.uint32(24)]


RERANKER = Reranker.read(files("matching.taxonomy").joinpath("reranker.json").read_text("utf-8"))
