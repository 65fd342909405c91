"""bm25s: BM25 over the concepts as words, its compiled scorer, conditions by a mask."""

from collections.abc import Iterator
from contextlib import contextmanager

import bm25s

from backend.commands.peers.peer import Conditions, Ids, Peer, Question, best
from matching.evaluate.market import CONCEPTS, Items


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """It knows neither what a person nor what an item weighs a concept: BM25 weighs by rarity."""
    starts, concepts = items.lists.starts.tolist(), items.lists.concepts.tolist()
    words = [concepts[starts[at] : starts[at + 1]] for at in range(len(items))]
    engine = bm25s.BM25(backend="numba")
    engine.index((words, {str(one): one for one in range(CONCEPTS)}), show_progress=False)
    engine.activate_numba_scorer()
    held = Conditions(items)

    def ask(question: Question) -> Ids:
        scores = engine.get_scores_from_ids(question.concepts.tolist())
        may = held.admitted(question)
        return best(scores[may], may)

    yield Peer(ask, "approximate: BM25 without weights; conditions exact")
