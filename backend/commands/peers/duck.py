"""DuckDB: postings joined with the person's concepts and the items that meet the conditions, in memory."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import numpy as np

from backend.commands.peers.peer import TOP, Ids, Peer, Question, columns, conditions
from matching.evaluate.market import Items


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """Postings in order of concept, so that row groups are skipped; as many threads as there are cores."""
    held = duckdb.connect()
    starts = items.lists.starts.astype(np.int64)
    order = np.argsort(items.lists.concepts, kind="stable")
    item = np.repeat(np.arange(len(items), dtype=np.int32), starts[1:] - starts[:-1])
    postings = {"c": items.lists.concepts[order], "i": item[order], "w": items.lists.amounts[order].astype(np.int32)}
    told = {"id": np.arange(len(items), dtype=np.int32), **columns(items)}
    for name, table in (("p", postings), ("o", told)):
        held.register("given", table)
        held.execute(f"create table {name} as select * from given")  # noqa: S608  one of two names
        held.unregister("given")

    def ask(question: Question) -> Ids:
        sought = {"c": question.concepts.astype(np.uint16), "q": question.weights.astype(np.int32)}
        held.register("sought", sought)
        found = held.execute(
            f"select i from p join sought using (c) where i in (select id from o where {conditions(question)}) "  # noqa: S608  numbers
            f"group by i order by sum(w * q) desc, i limit {TOP}"
        ).fetchnumpy()
        return np.asarray(found["i"], dtype=np.int64)

    try:
        yield Peer(ask, "exact: concepts and conditions")
    finally:
        held.close()
