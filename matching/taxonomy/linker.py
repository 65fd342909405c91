"""Links free words to concepts: one phrase, what is being typed, or all that a running text mentions.

Facts behind the design: a phrase is matched in its own language and pooled by concept (Portuguese to English: MRR .19
directly, .55 through the concept); string similarity alone ranks badly and slowly, so it only re-ranks what an index
of n-grams and words has found; light stemming gains .13 to .29 MRR in Spanish, Italian and English.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from matching.taxonomy.autocomplete import Autocomplete, Suggestion
from matching.taxonomy.labels import Labels
from matching.taxonomy.spans import Finder, Span
from matching.text.normalise import normalise
from matching.text.stemming import stem

__all__ = ["Candidate", "Linker", "Span", "Suggestion"]

NEAREST = 50  # labels per language that are looked at closely
LABELS_EACH = 4  # labels that are looked at for each concept of a long list
ABSTAIN = 0.5  # an answer below this is no answer
ABROAD = 0.95  # a label in another language than asked counts a little less
WEIGHTS = (0.60, 0.20, 0.10, 0.10)  # index, words in any order, beginning, whole string: additive, all rising
STEMMED = 0.99  # equal stems are not yet equal words
COMPANIONS = 0.2  # how much of what the best label leaves open the next two of its concept may fill


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a phrase may mean: how surely (0..1), and the label that said so."""

    concept_id: str
    score: float
    label: str
    lang: str


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

        Looks among the labels of `lang`; in all languages when it is None, unknown, or has no answer.
        """
        return self._linked(text, lang, kinds, top, abstain, NEAREST)

    def rank(
        self, texts: Iterable[str], lang: str | None = None, kinds: Collection[str] | None = None, depth: int = 100
    ) -> Iterator[list[Candidate]]:
        """For each text the `depth` concepts that are most like it, best first: what `link` chooses from.

        Nothing is held back for being unsure, so that a whole ranking can be judged. Texts are phrases or sentences
        of one language, read as they are asked for.
        """
        for text in texts:
            yield self._linked(text, lang, kinds, depth, 0.0, max(NEAREST, LABELS_EACH * depth))

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

    def _linked(
        self, text: str, lang: str | None, kinds: Collection[str] | None, top: int, abstain: float, nearest: int
    ) -> list[Candidate]:
        phrase = normalise(text)
        if not phrase:
            return []
        mask = None if kinds is None else self.labels.mask(kinds)
        others = [other for other in self.labels.langs if other != lang]
        found = self._pooled(phrase, [lang], 1.0, mask, abstain, nearest) if lang in self.labels.shelves else []
        found = found or self._pooled(phrase, others, ABROAD if lang else 1.0, mask, abstain, nearest)
        return [self._candidate(row, score) for score, row in found[: max(top, 0)]]

    def _pooled(
        self,
        phrase: str,
        langs: Sequence[str],
        share: float,
        mask: NDArray[np.bool_] | None,
        abstain: float,
        nearest: int,
    ) -> list[tuple[float, int]]:
        """Per concept its score and its best row, best first."""
        hits = sorted(
            (hit for lang in langs for hit in self._close(phrase, lang, mask, nearest)),
            key=lambda hit: (-hit[0], hit[1]),
        )
        concepts: dict[int, list[tuple[float, int]]] = {}
        for score, row in hits:
            concepts.setdefault(int(self.labels.concept[row]), []).append((score, row))
        pooled = [(round(share * _pool([score for score, _ in rows]), 6), rows[0][1]) for rows in concepts.values()]
        return sorted((hit for hit in pooled if hit[0] >= abstain), key=lambda hit: (-hit[0], hit[1]))

    def _close(
        self, phrase: str, lang: str, mask: NDArray[np.bool_] | None, nearest: int
    ) -> Iterator[tuple[float, int]]:
        """The labels that look most like the phrase, compared letter by letter."""
        shelf, offset = self.labels.shelves[lang], self.labels.rows(lang).start
        stems = [stem(word, lang) for word in phrase.split()]
        scores = shelf.scores(stems)
        if mask is not None:
            scores = scores * mask[offset : offset + len(scores)]
        stemmed = " ".join(stems)
        for row in shelf.nearest(scores, nearest):
            if shelf.labels[row] == phrase:
                yield 1.0, offset + row
            else:
                yield _closeness(float(scores[row]), stemmed, shelf.stemmed[row]), offset + row

    def _candidate(self, row: int, score: float) -> Candidate:
        label = self.labels.all[row]
        return Candidate(label.concept_id, score, label.text, label.lang)


def _closeness(likeness: float, said: str, label: str) -> float:
    """A weighted sum of four likenesses in 0..1; raising any of them raises it."""
    features = (
        likeness,
        fuzz.token_sort_ratio(said, label) / 100,
        JaroWinkler.similarity(said, label),
        fuzz.ratio(said, label) / 100,
    )
    return STEMMED * sum(weight * feature for weight, feature in zip(WEIGHTS, features, strict=True))


def _pool(scores: Sequence[float]) -> float:
    """The best label's score, raised a little by the next two: a concept with many near labels is a surer one."""
    return scores[0] + COMPANIONS * (1 - scores[0]) * sum(scores[1:3]) / 2
