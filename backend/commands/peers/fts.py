"""SQLite FTS5: concepts as words in any order, BM25, conditions from an ordinary table beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np

from backend.commands.peers.peer import TOP, Ids, Peer, Question, columns, conditions
from matching.evaluate.market import Items


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """In memory, without content, optimised into one segment."""
    starts, concepts = items.lists.starts.tolist(), items.lists.concepts.tolist()
    told = columns(items)
    with closing(sqlite3.connect(":memory:")) as held:
        held.execute("create virtual table f using fts5(c, content='', detail=none, tokenize='ascii')")
        held.execute(f"create table o (id integer primary key, {', '.join(told)})")
        held.executemany(
            "insert into f (rowid, c) values (?, ?)",
            ((at, " ".join(map(str, concepts[starts[at] : starts[at + 1]]))) for at in range(len(items))),
        )
        rows = zip(range(len(items)), *(column.tolist() for column in told.values()), strict=True)
        held.executemany(f"insert into o values ({', '.join('?' * (len(told) + 1))})", rows)  # noqa: S608  marks alone
        held.execute("insert into f (f) values ('optimize')")
        held.commit()

        def ask(question: Question) -> Ids:
            words = " OR ".join(map(str, question.concepts.tolist()))
            found = held.execute(
                f"select f.rowid from f join o on o.id = f.rowid where f match ? and {conditions(question)} "  # noqa: S608  numbers
                f"order by bm25(f) limit {TOP}",
                (words,),
            )
            return np.array([row[0] for row in found], dtype=np.int64)

        yield Peer(ask, "approximate: BM25 without weights; conditions exact")
