"""`python -m tests.bench.linking [--json]`: names with a slip in them, beside one loop over all names; and running text."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

import numpy as np
from rapidfuzz import fuzz, process
from sqlalchemy import select

from backend.core.db import reading
from backend.opportunities.models import Opportunity
from backend.taxonomy import linking
from backend.taxonomy.models import ConceptLabel
from matching.taxonomy.linker import Linker
from tests.bench.region import region
from tests.bench.rows import Row, at_least, beside, tell

PHRASES = 400
AT_ONCE = 2_000  # phrases of a batch
TEXTS, WORDS = 200, 500  # running texts, as long as a CV of two pages


def main() -> None:
    """Every phrase is a name of the vocabulary with two letters exchanged."""
    drawn = np.random.default_rng(1)
    with region() as here, reading(here.client.app.state.engine) as db:
        rows = db.execute(select(ConceptLabel.concept_id, ConceptLabel.text, ConceptLabel.lang)).all()
        linker = linking.linker.get(db)
        described = db.scalars(select(Opportunity.description).order_by(Opportunity.id)).all()
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
    many = [*islice(cycle(asked), AT_ONCE)]
    tell([at_least("the same, many at once (processor)", _batch_rate(linker, many), "/s", 10_000)])
    texts = [*islice(_texts(described), TEXTS)]
    for lang, how in (("en", "with plurals, word order and slips"), (None, "exact names alone")):
        read = _rate(linker.find, [(text, lang) for text in texts])
        tell([Row(f"texts of {WORDS} words read, {how} (processor)", read, "/s")])


def _slipped(name: str, drawn: np.random.Generator) -> str:
    at = int(drawn.integers(1, len(name) - 2))
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _rate(ask: Callable[[str, str | None], object], asked: Sequence[tuple[str, ...] | tuple[str, str | None]]) -> float:
    start = time.process_time()
    for each in asked:
        ask(each[0], each[-1])
    return len(asked) / (time.process_time() - start)


def _batch_rate(linker: Linker, asked: Sequence[tuple[str, str, str]]) -> float:
    spoken = defaultdict[str, list[str]](list)
    for phrase, _, lang in asked:
        spoken[lang].append(phrase)
    start = time.process_time()
    for lang, phrases in spoken.items():
        for _ in linker.rank_ids(phrases, lang, depth=10):
            pass
    return len(asked) / (time.process_time() - start)


def _texts(described: Sequence[str]) -> Iterator[str]:
    """What opportunities say of themselves, one after the other, cut every so many words."""
    words = cycle(" ".join(described).split())
    while True:
        yield " ".join(islice(words, WORDS))


if __name__ == "__main__":
    main()
