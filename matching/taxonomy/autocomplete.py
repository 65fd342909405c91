"""Answers while a name is still being typed: names that begin so first, then names that nearly do."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from matching.taxonomy.labels import Labels
from matching.text.normalise import normalise
from matching.text.stemming import stem

NEAREST = 40  # labels per language that are looked at closely
ENOUGH = 0.6  # a misspelt beginning must be this alike
ABROAD = 0.95  # a name in another language than the asker's counts a little less
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
            for score, row in self._nearly(phrase, lang, mask):
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

    def _nearly(self, phrase: str, lang: str | None, mask: NDArray[np.bool_] | None) -> list[tuple[float, int]]:
        """Labels of which a part nearly equals the phrase, best first."""
        near: list[tuple[float, int]] = []
        for each, shelf in self.labels.shelves.items():
            words = phrase.split()
            scores = shelf.scores([*(stem(word, each) for word in words[:-1]), words[-1]], is_open=True)
            offset = self.labels.rows(each).start
            if mask is not None:
                scores = scores * mask[offset : offset + len(scores)]
            share = 1.0 if lang in {None, each} else ABROAD
            for row in shelf.nearest(scores, NEAREST):
                alike = _begins_alike(phrase, shelf.labels[row])
                score = share * (0.75 * alike + 0.25 * float(scores[row]))
                if score >= ENOUGH:
                    near.append((round(0.8 * score, 4), offset + row))
        return sorted(near, key=lambda hit: (-hit[0], int(self.standing[hit[1]])))

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


def _begins_alike(phrase: str, label: str) -> float:
    """How nearly some part of the label equals the phrase; a label that is shorter must equal it as a whole."""
    compare = fuzz.partial_ratio if len(label) > len(phrase) else fuzz.ratio
    return compare(phrase, label) / 100


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
