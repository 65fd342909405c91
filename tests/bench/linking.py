"""`python -m tests.bench.linking [--json]`: phrases a second, names with a slip in them, beside one loop over all of them."""

import time
from collections.abc import Callable

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import select

from backend.core.db import reading
from backend.taxonomy import linking
from backend.taxonomy.models import ConceptLabel
from tests.bench.region import region
from tests.bench.rows import Row, beside, tell

PHRASES = 400


def main() -> None:
    """Every phrase is a name of the vocabulary with two letters exchanged."""
    drawn = np.random.default_rng(1)
    with region() as here, reading(here.client.app.state.engine) as db:
        rows = db.execute(select(ConceptLabel.concept_id, ConceptLabel.text, ConceptLabel.lang)).all()
        linker = linking.linker.get(db)
    names = sorted({row.text for row in rows})
    meant = {(row.text, str(row.concept_id)) for row in rows}
    chosen = [rows[at] for at in drawn.choice(len(rows), PHRASES, replace=False) if len(rows[at].text) > 5]
    asked = [(_slipped(row.text, drawn), row.text, row.lang) for row in chosen]
    linker.link(asked[0][0], asked[0][2])
    first = [linker.link(phrase, lang, top=1, abstain=0.0) for phrase, _, lang in asked]
    hits = sum((name, found[0].concept_id) in meant for (_, name, _), found in zip(asked, first, strict=True) if found)
    ours = _rate(linker.link, asked)
    loop = _rate(lambda phrase, _: process.extractOne(phrase, names, scorer=fuzz.token_sort_ratio), asked)
    rows = [Row(f"of {len(names):,} names the one that was meant comes first", 100 * hits / len(asked), "%")]
    rate = Row("names with a slip linked (processor)", ours, "/s")
    tell([*rows, beside(rate, "rapidfuzz extractOne", loop, ours / loop)])


def _slipped(name: str, drawn: np.random.Generator) -> str:
    at = int(drawn.integers(1, len(name) - 2))
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _rate(ask: Callable[[str, str], object], asked: list[tuple[str, str, str]]) -> float:
    start = time.process_time()
    for phrase, _, lang in asked:
        ask(phrase, lang)
    return len(asked) / (time.process_time() - start)


if __name__ == "__main__":
    main()
