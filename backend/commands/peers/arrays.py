"""numpy: the index's own twin, a look at every row."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from backend.commands.peers.peer import Conditions, Ids, Peer, Question, best
from matching.evaluate.market import Items


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """Filter first, then the sums of what is left, list by list."""
    starts, concepts = items.lists.starts.astype(np.int64), items.lists.concepts
    lengths, amounts = starts[1:] - starts[:-1], items.lists.amounts.astype(np.int64)
    held = Conditions(items)

    def ask(question: Question) -> Ids:
        may = held.admitted(question)
        if not len(may):
            return may
        long = lengths[may]
        ends = np.cumsum(long)
        at = np.arange(ends[-1]) + np.repeat(starts[may] - (ends - long), long)
        return best(np.add.reduceat(question.table[concepts[at]] * amounts[at], ends - long), may)

    yield Peer(ask, "exact: concepts and conditions")
