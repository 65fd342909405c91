"""A small forest of decision trees in flat arrays: puts candidates in order, needs nothing that trained it.

Trained by LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82), on features that know no
language. `viveiro train linker` writes `reranker.json`.
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


@dataclass(frozen=True, slots=True, eq=False)
class Reranker:
    """All trees' nodes in one line. A node asks whether `feature <= threshold`; a leaf leads to itself.

    `leaf` holds what a leaf adds, in ten-thousandths, 0 at other nodes. `inputs`: SHA-256 of what it learnt from.
    """

    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    leaf: NDArray[np.int64]
    depth: int
    inputs: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> "Reranker":
        """From JSON. Raises ValueError where it was trained on other features than there are now."""
        return cls.of(json.loads(text))

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Reranker":
        """From plain lists."""
        if stored["features"] != list(FEATURES):
            raise ValueError("the re-ranker was trained on other features: train it again")
        return cls(
            np.asarray(stored["roots"], dtype=np.int32),
            np.asarray(stored["feature"], dtype=np.int32),
            np.asarray(stored["threshold"], dtype=np.float32),
            np.asarray(stored["left"], dtype=np.int32),
            np.asarray(stored["right"], dtype=np.int32),
            np.asarray(stored["leaf"], dtype=np.int64),
            stored["depth"],
            stored["inputs"],
        )

    def scores(self, table: Floats) -> NDArray[np.int64]:
        """Points of each candidate, a row of features: only their order means something."""
        if IS_COMPILED:
            summed = np.zeros(len(table), np.int64)
            _walk(summed, table, self.roots, self.feature, self.threshold, self.left, self.right, self.leaf)
            return summed
        rows = np.arange(len(table))[:, None]
        nodes = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        for _ in range(self.depth):
            is_left = table[rows, self.feature[nodes]] <= self.threshold[nodes]
            nodes = np.where(is_left, self.left[nodes], self.right[nodes])
        points: NDArray[np.int64] = self.leaf[nodes].sum(axis=1)
        return points


@compiled
def _walk(
    points: NDArray[np.int64],
    table: Floats,
    roots: NDArray[np.int32],
    feature: NDArray[np.int32],
    threshold: Floats,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    leaf: NDArray[np.int64],
) -> None:
    """Adds to each row's points its leaf of every tree."""
    for row in range(len(table)):
        for tree in range(len(roots)):
            node = roots[tree]
            while left[node] != node:
                node = left[node] if table[row, feature[node]] <= threshold[node] else right[node]
            points[row] += leaf[node]


RERANKER = Reranker.read(files("matching.taxonomy").joinpath("reranker.json").read_text("utf-8"))
