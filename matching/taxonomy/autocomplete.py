"""Answers while a name is still being typed: names that begin so first, then names that nearly do."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.labels import Labels
from matching.taxonomy.postings import Floats, Postings
from matching.taxonomy.spelling import Spelling
from matching.text.normalise import normalise

NEAREST = 60  # labels with slips that are offered, before each concept counts once
ENOUGH = 0.5  # so much of what is typed must be found again
LEFT_OVER = 0.1  # how much a name loses that is much longer than what is typed
MOST_WORDS = 8  # distinct words that are looked at
ABROAD = 0.9  # a name in another language than the asker's counts less
TOO_SHORT = 3  # letters below which every word is nearly every other
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept in the asker's language, and the name that was recognised: "programmer" for "programador"."""

    concept_id: str
    concept_kind: str
    label: str
    lang: str
    matched: str
    matched_lang: str
    score: float


class Autocomplete:
    """Every beginning of every word of every label, sorted, so that a prefix is a slice."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        folded = labels.folded
        beginnings = sorted((text[at:], row, at) for row, text in enumerate(folded) for at in _word_starts(text))
        self.rows = np.asarray([row for _, row, _ in beginnings], dtype=np.int32)
        self.places = np.asarray([at for _, _, at in beginnings], dtype=np.int32)
        self.is_inside = self.places > 0
        self.lengths = np.asarray([len(text) for text in folded], dtype=np.int32)
        self.langs = np.asarray([labels.langs.index(label.lang) for label in labels.all], dtype=np.int16)
        self.standing = self._standing()
        self.spelling, self.word_labels = _words_of(folded)

    def suggest(self, typed: str, lang: str | None, kinds: Iterable[str] | None, size: int) -> list[Suggestion]:
        """At most `size` concepts, each once."""
        phrase = normalise(typed)
        if typed.rstrip().endswith("+") and not phrase.endswith("+"):
            phrase += "+"  # halfway to c++
        if not phrase or size < 1:
            return []
        mask = None if kinds is None else self.labels.mask(kinds)
        found: dict[str, tuple[int, float]] = {}
        for row, score in self._begun(phrase, lang, mask, size):
            found.setdefault(self.labels.all[row].concept_id, (row, score))
        if len(found) < size and len(phrase) >= TOO_SHORT:
            for row, score in self._nearly(phrase, lang, mask):
                found.setdefault(self.labels.all[row].concept_id, (row, score))
        return [self._suggestion(row, score, lang) for row, score in list(found.values())[:size]]

    def _begun(
        self, phrase: str, lang: str | None, mask: NDArray[np.bool_] | None, size: int
    ) -> Iterator[tuple[int, float]]:
        """Labels of which a word begins with the phrase: exact, own language, own beginning, short ones first."""
        low, high = self._place(phrase), self._place(phrase + LAST)
        rows, inside = self.rows[low:high], self.is_inside[low:high]
        keep = np.ones(len(rows), np.bool_) if mask is None else mask[rows]
        rows, inside = rows[keep], inside[keep]
        is_exact = ~inside & (self.lengths[rows] == len(phrase))
        is_abroad = np.zeros(len(rows), np.int64)
        if lang in self.labels.langs:
            is_abroad = (self.langs[rows] != self.labels.langs.index(lang)).astype(np.int64)
        tiers = np.where(is_exact, is_abroad, 2 + 2 * is_abroad + inside)
        keys = tiers * len(self.labels.all) + self.standing[rows]
        concepts: set[int] = set()
        for at in _ascending(keys, size):
            concept = int(self.labels.concept[rows[at]])
            if concept not in concepts:
                concepts.add(concept)
                yield int(rows[at]), round(1.0 - 0.03 * float(tiers[at]), 4)
            if len(concepts) == size:
                return

    def _nearly(self, phrase: str, lang: str | None, mask: NDArray[np.bool_] | None) -> Iterator[tuple[int, float]]:
        """Labels that hold what the typed words may have been meant to be, best first."""
        words = list(dict.fromkeys(phrase.split()))[:MOST_WORDS]
        likeness = np.zeros(len(self.labels.all), dtype=np.float32)
        for place, word in enumerate(words):
            likeness += self._likeness(word, is_open=place == len(words) - 1) * np.float32(len(word))
        likeness /= sum(map(len, words))
        likeness[likeness < ENOUGH] = 0
        likeness *= 1 - LEFT_OVER * (1 - np.minimum(1, len(phrase) / self.lengths))
        if lang in self.labels.langs:
            likeness *= np.where(self.langs == self.labels.langs.index(lang), np.float32(1), np.float32(ABROAD))
        if mask is not None:
            likeness *= mask
        return self._best(likeness)

    def _likeness(self, word: str, *, is_open: bool) -> Floats:
        """Per label how nearly one of its words is this one, 0..1."""
        meant, closeness = self.spelling.near(word, is_open)
        order = np.argsort(closeness, kind="stable")  # where a label holds several of them, the last counts
        rows, values = self.word_labels.take(meant[order], closeness[order])
        likeness = np.zeros(len(self.labels.all), dtype=np.float32)
        likeness[rows] = values
        return likeness

    def _best(self, likeness: Floats) -> Iterator[tuple[int, float]]:
        """Rows of the likeliest labels, of equal ones those that stand first."""
        rows = np.flatnonzero(likeness)
        keys = self.standing[rows] - np.round(likeness[rows] * 1000).astype(np.int64) * len(self.labels.all)
        for at in islice(_ascending(keys, NEAREST), NEAREST):
            yield int(rows[at]), round(0.8 * float(likeness[rows[at]]), 4)

    def _suggestion(self, row: int, score: float, lang: str | None) -> Suggestion:
        matched = self.labels.all[row]
        name = self.labels.name(matched.concept_id, lang or matched.lang) or matched
        return Suggestion(
            matched.concept_id, matched.concept_kind, name.text, name.lang, matched.text, matched.lang, score
        )

    def _place(self, beginning: str) -> int:
        return bisect_left(range(len(self.rows)), beginning, key=self._beginning)

    def _beginning(self, i: int) -> str:
        text: str = self.labels.folded[self.rows[i]]
        return text[self.places[i] :]

    def _standing(self) -> NDArray[np.int64]:
        """Each row's place when short and official names come first; no two share one, so that ties cannot arise."""
        every = self.labels.all
        order = sorted(
            range(len(every)), key=lambda row: (len(self.labels.folded[row]), every[row].kind != "preferred", row)
        )
        standing = np.empty(len(every), dtype=np.int64)
        standing[order] = np.arange(len(every))
        return standing


def _words_of(folded: Sequence[str]) -> tuple[Spelling, Postings]:
    """The distinct words of all labels, and for each the rows that hold it."""
    split = [text.split() for text in folded]
    words = sorted(set(chain.from_iterable(split)))
    number = {word: i for i, word in enumerate(words)}
    numbers = np.asarray([number[word] for word in chain.from_iterable(split)], dtype=np.int64)
    rows = np.repeat(np.arange(len(split), dtype=np.int32), [len(each) for each in split])
    return Spelling(words), Postings.gather(numbers, rows, np.ones(len(rows), np.float32), len(words))


def _word_starts(text: str) -> Iterator[int]:
    yield 0
    at = text.find(" ") + 1
    while at:
        yield at
        at = text.find(" ", at) + 1


def _ascending(keys: NDArray[np.int64], size: int) -> Iterator[int]:
    """Places of the keys, smallest first; only as much is sorted as is likely to be read."""
    few = min(len(keys), 8 * size)
    if 0 < few < len(keys):
        best = np.argpartition(keys, few - 1)[:few]
        yield from best[np.argsort(keys[best])].tolist()
    yield from np.argsort(keys, kind="stable").tolist()
