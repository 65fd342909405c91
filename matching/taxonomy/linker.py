"""Links free words to concepts: one phrase, what is being typed, or all that a running text mentions.

Facts behind the design: a phrase is matched in its own language and pooled by concept (Portuguese to English: MRR .19
directly, .55 through the concept); string similarity alone ranks badly and slowly, so it is only one feature among
many of what an index of n-grams and words has found; light stemming gains .13 to .29 MRR in Spanish, Italian and
English; what decides between the candidates is learnt from many languages at once and knows none of them.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.autocomplete import Autocomplete, Suggestion
from matching.taxonomy.evidence import AT, FEATURES, Evidence, compared, gather
from matching.taxonomy.labels import Labels
from matching.taxonomy.postings import Floats
from matching.taxonomy.reranker import RERANKER
from matching.taxonomy.spans import Finder, Span
from matching.text.essence import essence
from matching.text.normalise import normalise

__all__ = ["Candidate", "Linker", "Span", "Suggestion"]

NEAR = 20  # so deep an exact name is looked for
TOGETHER = 64  # texts that are looked at in one pass
_Order: TypeAlias = tuple[NDArray[Any], ...]
_NOTHING: _Order = (np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.float32))

ABSTAIN = 0.5  # an answer below this is no answer
ABROAD = 0.95  # a label in another language than asked counts a little less
CLOSENESS = (("label", 0.60), ("words_sorted", 0.20), ("beginning", 0.10), ("letters", 0.10))  # additive, all rising
TITLED = frozenset({"occupation"})  # kinds that are asked for by a title, which names one thing however long it is
STEMMED = 0.99  # equal stems are not yet equal words


class Candidate(NamedTuple):
    """A concept that a phrase may mean: how surely (0..1), and the label that said so."""

    concept_id: str
    score: float
    label: str
    lang: str


class _Wanted(NamedTuple):
    """Which rows count, None if all do; and whether what is asked can only be a title."""

    mask: NDArray[np.bool_] | None
    is_title: bool


class Linker:
    """Everything that turns words into concepts, over one fixed set of labels. Safe to share between threads."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._autocomplete = Autocomplete(labels)
        self._finder = Finder(labels)

    def link(
        self,
        text: str,
        lang: str | None = None,
        kinds: Collection[str] | None = None,
        top: int = 10,
        abstain: float = ABSTAIN,
    ) -> list[Candidate]:
        """The concepts that a phrase most likely means, best first; empty when none reaches `abstain`.

        Looks among the labels of `lang`; in all languages when it is None, unknown, or has no answer. Who says a name
        exactly means what is called so: such concepts come first.
        """
        (found,) = self._linked([text], lang, kinds, max(top, NEAR), abstain)
        return sorted(found, key=lambda candidate: -candidate.score)[: max(top, 0)]

    def rank(
        self, texts: Iterable[str], lang: str | None = None, kinds: Collection[str] | None = None, depth: int = 100
    ) -> Iterator[list[Candidate]]:
        """For each text the `depth` concepts that are most like it, best first: what `link` chooses from.

        Nothing is held back for being unsure, so that a whole ranking can be judged. Texts are phrases or sentences
        of one language, read a few at a time; what else is asked changes no answer.
        """
        for some in _batches(texts):
            yield from self._linked(some, lang, kinds, depth, 0.0)

    def rank_ids(
        self, texts: Iterable[str], lang: str | None = None, kinds: Collection[str] | None = None, depth: int = 100
    ) -> Iterator[list[str]]:
        """As `rank`, the concepts alone: twice as fast."""
        ids, wanted = self.labels.concept_ids, self._wanted(kinds)
        for some in _batches(texts):
            for concepts, _, _ in self._ordered(some, *self._tongues(lang), wanted, depth):
                yield [ids[concept] for concept in list(dict.fromkeys(concepts.tolist()))[: max(depth, 0)]]

    def suggest(
        self, prefix: str, lang: str | None = None, kinds: Collection[str] | None = None, size: int = 10
    ) -> list[Suggestion]:
        """Concepts whose name in any language begins with what is typed, then those that nearly do; each once."""
        return self._autocomplete.suggest(prefix, lang, kinds, size)

    def find(self, text: str, lang: str | None = None, kinds: Collection[str] | None = None) -> list[Span]:
        """What a running text mentions, in order, with offsets into the text as given. Denied ones are marked.

        Without a language only exact names are found; with one, plurals, other word order and slips too.
        """
        return self._finder.find(text, lang, kinds)

    def evidence(self, text: str, lang: str, depth: int = 100) -> tuple[list[str], Floats]:
        """What the re-ranker sees of a text, for its training: concepts at first sight, and features of the first."""
        phrase = normalise(essence(text))
        if not phrase:
            return [], np.zeros((0, len(FEATURES)), dtype=np.float32)
        (found,) = self._look([phrase], [lang], self._wanted(None), depth)
        concepts = found.seen.concepts[0, : found.seen.counts[0]]
        return [self.labels.concept_ids[one] for one in concepts.tolist()], compared([found]).table

    def _tongues(self, lang: str | None) -> tuple[list[str], list[str]]:
        """The languages that are asked first, and those that are asked where these know nothing."""
        others = [other for other in self.labels.langs if other != lang]
        return ([lang], others) if lang in self.labels.shelves else (others, [])

    def _wanted(self, kinds: Collection[str] | None) -> "_Wanted":
        asked = self.labels.kinds if kinds is None else kinds
        return _Wanted(None if kinds is None else self.labels.mask(kinds), TITLED.issuperset(asked))

    def _linked(
        self, texts: Sequence[str], lang: str | None, kinds: Collection[str] | None, top: int, abstain: float
    ) -> list[list[Candidate]]:
        wanted, (first, others) = self._wanted(kinds), self._tongues(lang)
        share = 1.0 if lang in {None, *first} else ABROAD
        found = self._ranked(texts, first, share, wanted, top, abstain)
        missed = [place for place, each in enumerate(found) if not each]
        if missed and others:
            again = self._ranked([texts[place] for place in missed], others, ABROAD, wanted, top, abstain)
            for place, each in zip(missed, again, strict=True):
                found[place] = each
        return found

    def _ranked(
        self, texts: Sequence[str], langs: Sequence[str], share: float, wanted: _Wanted, top: int, abstain: float
    ) -> list[list[Candidate]]:
        ordered = self._ordered(texts, langs, [], wanted, top)
        return [
            self._candidates(self._called(normalise(text), langs, wanted), order, share, top, abstain)
            for text, order in zip(texts, ordered, strict=True)
        ]

    def _candidates(
        self, exact: Mapping[int, int], order: _Order, share: float, top: int, abstain: float
    ) -> list[Candidate]:
        """Each concept once, best first; none but an exact name is called surer than the one before it."""
        labels, sure, best = self.labels.all, share, dict[int, Candidate]()
        for concept, row, closeness in zip(*(column.tolist() for column in order), strict=True):
            if concept in best:
                continue
            if concept in exact:
                label, sureness = labels[exact[concept]], share
            else:
                label, sureness = labels[row], min(sure, share * closeness)
            if sureness >= abstain:
                sure = sureness if concept not in exact else sure
                best[concept] = Candidate(label.concept_id, round(sureness, 6), label.text, label.lang)
                if len(best) >= top:
                    break
        return list(best.values())[: max(top, 0)]

    def _ordered(
        self, texts: Sequence[str], langs: Sequence[str], others: Sequence[str], wanted: _Wanted, depth: int
    ) -> list[_Order]:
        """Concept, row and closeness of all candidates: first those looked at closely, as the re-ranker puts them.

        What `langs` know nothing of is asked of the others.
        """
        phrases = [normalise(essence(text)) for text in texts]
        found = [_NOTHING] * len(phrases)
        for tongues in (langs, others):
            asked = [place for place, each in enumerate(found) if phrases[place] and not len(each[0])]
            if asked and tongues:
                gathered = self._look([phrases[place] for place in asked], tongues, wanted, depth)
                for place, each in zip(asked, _orders(gathered), strict=True):
                    found[place] = each
        return found

    def _look(self, phrases: Sequence[str], langs: Sequence[str], wanted: _Wanted, depth: int) -> list[Evidence]:
        """What each language's shelf has to say."""
        found = []
        for lang in langs:
            shelf, rows = self.labels.shelves[lang], self.labels.rows(lang)
            mask = None if wanted.mask is None else wanted.mask[rows.start : rows.stop]
            asked = shelf.ask(phrases, [shelf.stems(phrase) for phrase in phrases], is_title=wanted.is_title)
            found.append(gather(shelf, asked, depth, mask))
        return found

    def _called(self, phrase: str, langs: Sequence[str], wanted: _Wanted) -> dict[int, int]:
        """The concepts that have exactly this name, and the row of it."""
        exact: dict[int, int] = {}
        for lang in langs:
            rows = self.labels.rows(lang)
            at = rows.start + bisect_left(self.labels.shelves[lang].labels, phrase)
            while at < rows.stop and self.labels.folded[at] == phrase:
                if wanted.mask is None or wanted.mask[at]:
                    exact.setdefault(int(self.labels.concept[at]), at)
                at += 1
        return exact


def _orders(gathered: Sequence[Evidence]) -> Iterator[_Order]:
    """Question by question the candidates of all shelves in their last order."""
    close, share = compared(gathered), np.float32(STEMMED)
    points = RERANKER.scores(close.table)
    likeness = np.minimum(share * sum(np.float32(weight) * close.table[:, AT[name]] for name, weight in CLOSENESS), 1)
    question = np.repeat(np.arange(len(close.bounds) - 1), np.diff(close.bounds))
    order = np.lexsort((close.rows, -points, question))
    columns = close.concepts[order], close.rows[order], likeness[order]
    for place, (low, high) in enumerate(zip(close.bounds[:-1].tolist(), close.bounds[1:].tolist(), strict=True)):
        near = tuple(column[low:high] for column in columns)
        far = _far(gathered, place)
        yield tuple(np.concatenate(pair) for pair in zip(near, far, strict=True))


def _far(gathered: Sequence[Evidence], question: int) -> _Order:
    """The candidates of one question that were not looked at closely, by first sight."""
    parts = [
        (each.seen.sight[at], each.seen.concepts[at], each.seen.rows[at].astype(np.int64) + each.start)
        for each in gathered
        for at in [(question, slice(each.close[question], each.seen.counts[question]))]
    ]
    sight, concepts, rows = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
    if len(parts) > 1:
        order = np.lexsort((rows, -sight))
        sight, concepts, rows = sight[order], concepts[order], rows[order]
    return concepts, rows, np.minimum(sight * np.float32(CLOSENESS[0][1]), 1)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while some := [*islice(rest, TOGETHER)]:
        yield some
