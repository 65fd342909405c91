"""Links free words to concepts: one phrase, what is being typed, or all that a running text mentions.

Facts behind the design: a phrase is matched in its own language and pooled by concept (Portuguese to English: MRR .19
directly, .55 through the concept); string similarity alone ranks badly and slowly, so it is only one feature among
many of what an index of n-grams and words has found; light stemming gains .13 to .29 MRR in Spanish, Italian and
English; what decides between the candidates is learnt from many languages at once and knows none of them.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
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
from matching.text.words import stems

__all__ = ["Candidate", "Linker", "Span", "Suggestion"]

NEAR = 20  # so deep an exact name is looked for
_Group: TypeAlias = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]

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
        found = self._linked(text, lang, kinds, max(top, NEAR), abstain)
        return sorted(found, key=lambda candidate: -candidate.score)[: max(top, 0)]

    def rank(
        self, texts: Iterable[str], lang: str | None = None, kinds: Collection[str] | None = None, depth: int = 100
    ) -> Iterator[list[Candidate]]:
        """For each text the `depth` concepts that are most like it, best first: what `link` chooses from.

        Nothing is held back for being unsure, so that a whole ranking can be judged. Texts are phrases or sentences
        of one language, read as they are asked for.
        """
        for text in texts:
            yield self._linked(text, lang, kinds, depth, 0.0)

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
        found = self._look(normalise(essence(text)), [lang], self._wanted(None), depth)
        if not found:
            return [], np.zeros((0, len(FEATURES)), dtype=np.float32)
        (table,) = compared([found[lang]])
        return [self.labels.concept_ids[one] for one in found[lang].concepts.tolist()], table

    def _linked(
        self, text: str, lang: str | None, kinds: Collection[str] | None, top: int, abstain: float
    ) -> list[Candidate]:
        wanted = self._wanted(kinds)
        others = [other for other in self.labels.langs if other != lang]
        found = self._ranked(text, [lang], 1.0, wanted, top, abstain) if lang in self.labels.shelves else []
        return found or self._ranked(text, others, ABROAD if lang else 1.0, wanted, top, abstain)

    def _wanted(self, kinds: Collection[str] | None) -> "_Wanted":
        asked = self.labels.kinds if kinds is None else kinds
        return _Wanted(None if kinds is None else self.labels.mask(kinds), TITLED.issuperset(asked))

    def _ranked(
        self, text: str, langs: Sequence[str], share: float, wanted: _Wanted, top: int, abstain: float
    ) -> list[Candidate]:
        """Each concept once, best first; none but an exact name is called surer than the one before it."""
        exact = self._called(normalise(text), langs, wanted)
        labels, sure, best = self.labels.all, share, dict[int, Candidate]()
        for concept, row, closeness in self._ordered(normalise(essence(text)), langs, wanted, top):
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
        self, phrase: str, langs: Sequence[str], wanted: _Wanted, depth: int
    ) -> Iterator[tuple[int, int, float]]:
        """Concept, row and closeness of all candidates: first those looked at closely, as the re-ranker puts them."""
        found = self._look(phrase, langs, wanted, depth)
        tables = compared([*found.values()]) if found else []
        close, far = list[_Group](), list[_Group]()
        for (lang, each), table in zip(found.items(), tables, strict=True):
            rows, size = each.rows + self.labels.rows(lang).start, len(table)
            likeness = np.float32(STEMMED) * sum(np.float32(weight) * table[:, AT[name]] for name, weight in CLOSENESS)
            close.append((RERANKER.scores(table), each.concepts[:size], rows[:size], np.minimum(likeness, 1)))
            sight = each.sight[size:]
            far.append((sight, each.concepts[size:], rows[size:], np.minimum(sight * CLOSENESS[0][1], 1)))
        for group in (close, far):
            if group:
                points, concepts, rows, closeness = (np.concatenate(column) for column in zip(*group, strict=True))
                order = np.lexsort((rows, -points))
                yield from zip(concepts[order].tolist(), rows[order].tolist(), closeness[order].tolist(), strict=True)

    def _look(self, phrase: str, langs: Sequence[str], wanted: _Wanted, depth: int) -> dict[str, Evidence]:
        """What each language's shelf has to say."""
        found = {}
        for lang in langs:
            shelf, rows = self.labels.shelves[lang], self.labels.rows(lang)
            words = stems(phrase, lang)
            if words:
                mask = None if wanted.mask is None else wanted.mask[rows.start : rows.stop]
                asked = shelf.ask(words)
                found[lang] = gather(shelf, asked, phrase, " ".join(words), depth, mask, is_title=wanted.is_title)
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
