"""faiss: concepts projected at random to 256 dimensions, compared with all, conditions by a bitmap."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import numpy as np
import scipy.sparse

from backend.commands.peers.peer import TOP, Conditions, Ids, Peer, Question
from matching.evaluate.market import CONCEPTS, Items

faiss: Any = import_module("faiss")  # its own stubs leave out what it can do
WIDTH = 256


def bits_of(rows: Ids, count: int) -> Any:
    """One bit for each item."""
    mask = np.zeros(count, dtype=np.bool_)
    mask[rows] = True
    return np.packbits(mask, bitorder="little")


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """A flat index of inner products: exact in the projection, which is not exact itself."""
    random = np.random.default_rng(0)
    project = (random.normal(size=(CONCEPTS, WIDTH)) / np.sqrt(WIDTH)).astype(np.float32)
    parts = (items.lists.amounts.astype(np.float32), items.lists.concepts.astype(np.int32), items.lists.starts)
    matrix = scipy.sparse.csr_matrix(parts, shape=(len(items), CONCEPTS))
    index = faiss.IndexFlatIP(WIDTH)
    for low in range(0, len(items), 100_000):
        index.add(np.asarray(matrix[low : low + 100_000] @ project, dtype=np.float32))
    held = Conditions(items)

    def ask(question: Question) -> Ids:
        asked = (question.table.astype(np.float32) @ project)[None]
        chosen = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits_of(held.admitted(question), len(items))))
        found = np.asarray(index.search(asked, TOP, params=chosen)[1][0], dtype=np.int64)
        return found[found >= 0]

    yield Peer(ask, "approximate: a random projection; conditions exact")
