"""tantivy: one constant-score term for each concept, boosted by what it counts; conditions as filters."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import tantivy

from backend.commands.peers.peer import TOP, Ids, Peer, Question
from matching.evaluate.market import Items

FIELDS = ("kind", "edu", "first", "last", "town", "remote", "open")


@contextmanager
def build(items: Items) -> Iterator[Peer]:
    """An index on disk, merged; towns in reach stand for the circle, and what an item weighs a concept is not known."""
    schema = _schema()
    with tempfile.TemporaryDirectory() as folder:
        index = tantivy.Index(schema, path=folder)
        writer = index.writer(heap_size=500_000_000, num_threads=os.cpu_count() or 1)
        for told in _documents(items):
            writer.add_document(told)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def ask(question: Question) -> Ids:
            if not question.towns and not question.is_remote:
                return np.zeros(0, dtype=np.int64)
            hits = searcher.search(_query(schema, question), TOP, count=False).hits
            return np.array([searcher.doc(place)["id"][0] for _, place in hits], dtype=np.int64)

        yield Peer(ask, "approximate: no weights of items, towns for the circle; exact otherwise")


def _schema() -> Any:
    made = tantivy.SchemaBuilder()
    made.add_text_field("concepts", tokenizer_name="whitespace", index_option="basic")
    made.add_text_field("languages", tokenizer_name="whitespace", index_option="basic")
    made.add_unsigned_field("id", stored=True, fast=True)
    for field in FIELDS:
        made.add_unsigned_field(field, indexed=True, fast=True)
    return made.build()


def _documents(items: Items) -> Iterator[Any]:
    starts, concepts = items.lists.starts.tolist(), items.lists.concepts.tolist()
    columns = (items.kind, items.education, items.first, items.last, items.town, items.is_remote, items.is_open)
    rows = zip(*(column.astype(np.int64).tolist() for column in columns), strict=True)
    for at, (values, levels) in enumerate(zip(rows, items.languages.tolist(), strict=True)):
        told = tantivy.Document()
        told.add_unsigned("id", at)
        told.add_text("concepts", " ".join(map(str, concepts[starts[at] : starts[at + 1]])))
        if any(levels):
            told.add_text("languages", " ".join(f"{slot}x{level}" for slot, level in enumerate(levels) if level))
        for field, value in zip(FIELDS, values, strict=True):
            told.add_unsigned(field, value)
        yield told


def _query(schema: Any, question: Question) -> Any:
    ask, occur = tantivy.Query, tantivy.Occur
    sums = [
        (
            occur.Should,
            ask.boost_query(ask.const_score_query(ask.term_query(schema, "concepts", str(one)), 1.0), weight),
        )
        for one, weight in zip(question.concepts.tolist(), question.weights.astype(float).tolist(), strict=True)
    ]
    unsigned = tantivy.FieldType.Unsigned
    places = [(occur.Should, ask.term_set_query(schema, "town", list(question.towns)))] if question.towns else []
    places += [(occur.Should, ask.term_query(schema, "remote", 1))] if question.is_remote else []
    must = [
        ask.term_set_query(schema, "kind", list(question.kinds)),
        ask.range_query(schema, "edu", unsigned, 0, question.education),
        ask.range_query(schema, "first", unsigned, 0, question.last),
        ask.range_query(schema, "last", unsigned, question.first, 2000),
        ask.term_query(schema, "open", 1),
        ask.boolean_query(places),
    ]
    beyond = [f"{slot}x{level}" for slot, has in enumerate(question.languages) for level in range(has + 1, 8)]
    return ask.boolean_query(
        [
            (occur.Must, ask.boolean_query(sums)),
            *((occur.Must, ask.const_score_query(one, 0.0)) for one in must),
            (occur.MustNot, ask.term_set_query(schema, "languages", beyond)),
        ]
    )
