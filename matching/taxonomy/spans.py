"""Finds the skills, tools, crafts, occupations and languages that a running text mentions, with their places.

Exact names first, the longest at each word; then what the linker would call nearly the same in what is left (other
word order, gender, a slip of the pen), so cheaply that a whole CV takes about a millisecond.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from matching.taxonomy.denials import Denials
from matching.taxonomy.labels import Label, Labels
from matching.taxonomy.phrases import Phrases
from matching.text.cues import CONNECTORS, FILLERS, WEAK
from matching.text.normalise import Tokens, tokenise
from matching.text.stemming import singular, stem

FOUND_KINDS = ("tool", "skill", "craft", "occupation", "language")  # where one name means several, the first wins
NOT_FOUND = frozenset({"sector", "field"})  # what a text is about, not what a person can do
ABROAD = 0.95  # confidence of a name in another language than the text's
INFLECTED = 0.95  # of a plural
NEARLY = 0.9  # of nearly the same words
COMPANY = 0.85  # of a weak word in good company
HIGH = 0.85  # nearly the same means at least this alike
NEIGHBOURHOOD = 12  # words within which a neighbour vouches for a weak word
LONGEST_CHUNK = 5  # words that carry meaning in a chunk that is compared loosely
MISSPELT = 6  # shorter words are not thought to be misspelt: too many are one letter apart

_BARRIER = re.compile(r"[^\W_]|[,;:|•…?!\t]|\.\s|   |\n\s?[-–—*▪◦‣]")
_LIST = re.compile(r"[,;:|•·/\n\t(\[)\]–—+&*]")
_SENTENCE = re.compile(r"[.:!?\n•*–—-]")
_GLANCE = 80  # characters of a gap that are looked at


@dataclass(frozen=True, slots=True)
class Span:
    """A concept named in `text[start:end]` of the original text, the label it was known by, and how surely (0..1).

    A negated span is something the text denies: it must not count for the person. Neither does one that is wished for
    ("I want to learn Blender"), but what is said elsewhere stands beside a wish, and not beside a denial.
    """

    start: int
    end: int
    concept_id: str
    label: str
    confidence: float
    negated: bool
    wished: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name in words first..last (exclusive) of the text."""

    first: int
    last: int
    label: Label
    confidence: float
    is_weak: bool


class Finder:
    """Finds names in texts. Works in time linear in the text."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        names = [row for row, label in enumerate(labels.all) if label.concept_kind not in NOT_FOUND]
        split = {row: labels.folded[row].split() for row in names}
        self.exact = Phrases.build((words, row) for row, words in split.items())
        self.plural: dict[str, Phrases] = {}
        self.loose: dict[str, _Loose] = {}
        for lang in labels.langs:
            own = {row: split[row] for row in labels.rows(lang) if row in split}
            self.plural[lang] = Phrases.build(([singular(w, lang) for w in words], row) for row, words in own.items())
            self.loose[lang] = _Loose(labels, lang, own)

        self.choice = lru_cache(maxsize=1 << 15)(self._choice)

    def find(self, text: str, lang: str | None, kinds: Collection[str] | None) -> list[Span]:
        """Spans in order of place, none overlapping another."""
        reading = _Reading(self, text, lang, kinds)
        hits = list(reading.named())
        hits += reading.nearly(hits)
        hits.sort(key=lambda hit: hit.first)
        denials = Denials(text, reading.tokens, lang)
        return [reading.span(hit, denials) for hit in reading.vouched(hits)]

    def _choice(self, rows: tuple[int, ...], lang: str | None, kinds: frozenset[str] | None) -> Label | None:
        """Of labels that read alike, the one in the text's language that names what a person most likely claims."""

        def order(label: Label) -> tuple[bool, int, bool, str, str]:
            kind = FOUND_KINDS.index(label.concept_kind) if label.concept_kind in FOUND_KINDS else len(FOUND_KINDS)
            return label.lang != lang, kind, label.kind != "preferred", label.concept_id, label.lang

        labels = (self.labels.all[row] for row in rows)
        return min((label for label in labels if kinds is None or label.concept_kind in kinds), key=order, default=None)


class _Loose:
    """Names of one language by their stems in any order, fillers left out."""

    def __init__(self, labels: Labels, lang: str, names: Mapping[int, Sequence[str]]) -> None:
        self.lang = lang
        self.shelf = labels.shelves[lang]
        self.offset = labels.rows(lang).start
        self.fillers = FILLERS.get(lang, frozenset())
        self.rows: dict[str, tuple[int, ...]] = {}
        for row, words in names.items():
            stems = [stem(word, lang) for word in words if word not in self.fillers]
            if 0 < len(stems) <= LONGEST_CHUNK:
                key = " ".join(sorted(stems))
                self.rows[key] = (*self.rows.get(key, ()), row)
        # Slips at the first letter are rare, so lookalikes share it and nearly the length.
        self.shapes: dict[tuple[str, int], list[str]] = {}
        for word in self.shelf.words:
            self.shapes.setdefault((word[0], len(word)), []).append(word)
        self.known = lru_cache(maxsize=1 << 15)(self._known)

    def _known(self, word: str) -> str | None:
        """The vocabulary's stem for a word of a text, forgiving one slip (two in a long word); None if unknown."""
        own = stem(word, self.lang)
        if own in self.shelf.number:
            return own
        if len(word) < MISSPELT:
            return None
        slips = 1 if len(own) < 9 else 2
        sizes = range(len(own) - slips, len(own) + slips + 1)
        others = [other for size in sizes for other in self.shapes.get((own[0], size), ())]
        best = process.extractOne(own, others, scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best else None

    def alike(self, words: Sequence[str], row: int) -> float:
        """How alike these words and a label are, word order aside."""
        said = " ".join(stem(word, self.lang) for word in words if word not in self.fillers)
        meant = " ".join(w for w in self.shelf.stemmed[row - self.offset].split() if w not in self.fillers)
        return fuzz.token_sort_ratio(said, meant) / 100


class _Reading:
    """One text being read."""

    def __init__(self, finder: Finder, text: str, lang: str | None, kinds: Collection[str] | None) -> None:
        self.finder, self.text, self.lang = finder, text, lang
        self.kinds = None if kinds is None else frozenset(kinds)
        self.tokens: Tokens = tokenise(text)
        self.words = self.tokens.forms
        self.plural = finder.plural.get(lang or "")
        self.singulars = [singular(word, lang) for word in self.words] if self.plural else []
        self.loose = finder.loose.get(lang or "")

    def named(self) -> Iterator[_Hit]:
        """The longest name at each word, read from left to right."""
        firsts, plural_firsts = self.finder.exact.firsts, self.plural.firsts if self.plural else frozenset()
        singulars = self.singulars or self.words
        free = 0
        for place, (word, one) in enumerate(zip(self.words, singulars, strict=True)):
            if place >= free and (word in firsts or one in plural_firsts):
                hit = self._longest(place)
                if hit:
                    yield hit
                    free = hit.last

    def nearly(self, named: Sequence[_Hit]) -> list[_Hit]:
        """Names in the stretches that no exact name covers."""
        if self.loose is None:
            return []
        found: list[_Hit] = []
        for chunk in self._chunks(named, self.loose):
            place = 0
            while place < len(chunk):
                hit, used = self._near(chunk[place : place + LONGEST_CHUNK], self.loose)
                found += [hit] if hit else []
                place += used
        return found

    def vouched(self, hits: Sequence[_Hit]) -> Iterator[_Hit]:
        """All but the weak words that stand alone: a sure name must be near, and the weak word look like a name."""
        firsts = [hit.first for hit in hits if not hit.is_weak]
        lasts = [hit.last for hit in hits if not hit.is_weak]
        edges = frozenset(firsts), frozenset(lasts)
        for hit in hits:
            if not hit.is_weak or (_is_near(hit, firsts, lasts) and self._looks_like_a_name(hit, *edges)):
                yield hit

    def span(self, hit: _Hit, denials: Denials) -> Span:
        start, end = self.tokens.starts[hit.first], self.tokens.ends[hit.last - 1]
        confidence = round(hit.confidence * (COMPANY if hit.is_weak else 1.0), 4)
        place = hit.first, hit.last
        negated, wished = denials.covers(*place), denials.wishes(*place)
        return Span(start, end, hit.label.concept_id, hit.label.text, confidence, negated, wished)

    def _longest(self, place: int) -> _Hit | None:
        exact = self._first_fit(self.finder.exact, self.words, place, 1.0)
        if self.plural is None:
            return exact
        plural = self._first_fit(self.plural, self.singulars, place, INFLECTED)
        return plural if plural and (exact is None or plural.last > exact.last) else exact

    def _first_fit(self, phrases: Phrases, words: Sequence[str], place: int, confidence: float) -> _Hit | None:
        for length, rows in phrases.starting_at(words, place):
            label = self._choose(rows, place, place + length)
            if label:
                own = self.lang in {None, label.lang}
                sure = confidence if own else confidence * ABROAD
                return _Hit(place, place + length, label, sure, self._is_weak(label, place, place + length))
        return None

    def _choose(self, rows: tuple[int, ...], first: int, last: int) -> Label | None:
        """The concept that a name most likely means here, if the name may stand here."""
        label = self.finder.choice(rows, self.lang, self.kinds)
        if label and last - first > 1 and self._is_broken(first, last):
            verbatim = self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]].casefold()
            return label if label.text.casefold() == verbatim else None
        return label

    def _is_weak(self, label: Label, first: int, last: int) -> bool:
        """An everyday word, a single letter, or a lone foreign word that does not look like a proper name."""
        folded = " ".join(self.words[first:last])
        if label.is_weak or folded in WEAK or len(folded) == 1:
            return True
        is_abroad = self.lang is not None and label.lang not in {self.lang, "en"}
        return is_abroad and last - first == 1 and not (label.text[0].isupper() and self._letter(first).isupper())

    def _chunks(self, named: Sequence[_Hit], loose: _Loose) -> Iterator[list[tuple[int, str]]]:
        """Runs of known, uncovered words with their stems; fillers neither count nor end a run."""
        covered = bytearray(len(self.words))
        for hit in named:
            covered[hit.first : hit.last] = b"\1" * (hit.last - hit.first)
        chunk: list[tuple[int, str]] = []
        for place, word in enumerate(self.words):
            if word in loose.fillers and not covered[place]:
                continue
            known = None if covered[place] else loose.known(word)
            if chunk and (known is None or self._is_broken(chunk[-1][0], place + 1)):
                yield chunk
                chunk = []
            if known is not None:
                chunk.append((place, known))
        if chunk:
            yield chunk

    def _near(self, chunk: Sequence[tuple[int, str]], loose: _Loose) -> tuple[_Hit | None, int]:
        """A name that uses the first words of the chunk, as many as possible; and how many words are done with."""
        for size in range(len(chunk), 0, -1):
            rows = loose.rows.get(" ".join(sorted(known for _, known in chunk[:size])))
            first, last = chunk[0][0], chunk[size - 1][0] + 1
            label = self._choose(rows, first, last) if rows else None
            if rows and label:
                row = next(row for row in rows if self.finder.labels.all[row] == label)
                likeness = loose.alike(self.words[first:last], row)
                if likeness >= HIGH:
                    # A single word that is only nearly right is often another word: it needs company.
                    return _Hit(first, last, label, NEARLY * likeness, size == 1 or label.is_weak), size
        return None, 1

    def _is_broken(self, first: int, last: int) -> bool:
        """Whether punctuation that ends a phrase, a skipped address or an empty line stands between these words."""
        starts, ends = self.tokens.starts, self.tokens.ends
        for place in range(first + 1, last):
            gap = self.text[ends[place - 1] : starts[place]]
            if gap not in {" ", "-", ""} and (len(gap) > _GLANCE or gap.count("\n") > 1 or _BARRIER.search(gap)):
                return True
        return False

    def _looks_like_a_name(self, hit: _Hit, firsts: Collection[int], lasts: Collection[int]) -> bool:
        """Set apart as in a list, or written with a capital inside a sentence as its label is."""
        before, after = self._before(hit.first), self._before(hit.last)
        is_proper = (
            hit.label.text[0].isupper()
            and self._letter(hit.first).isupper()
            and hit.first > 0
            and not _SENTENCE.search(before)
            and not (hit.last < len(self.words) and self.words[hit.last].isdigit())  # Spring 2020
        )
        left = hit.first == 0 or _LIST.search(before) or (self._connects(hit.first - 1) and hit.first - 1 in lasts)
        right = (
            hit.last == len(self.words)
            or _LIST.search(after)
            or after[:1] == "."
            or (self._connects(hit.last) and hit.last + 1 in firsts)
        )
        return is_proper or bool(left and right)

    def _connects(self, place: int) -> bool:
        return 0 <= place < len(self.words) and self.words[place] in CONNECTORS

    def _letter(self, place: int) -> str:
        return self.text[self.tokens.starts[place]]

    def _before(self, place: int) -> str:
        """What stands before a word (after the last word: to the end), as far as it matters."""
        start = self.tokens.ends[place - 1] if place else 0
        end = self.tokens.starts[place] if place < len(self.words) else len(self.text)
        return self.text[start : min(end, start + _GLANCE)]


def _is_near(hit: _Hit, firsts: Sequence[int], lasts: Sequence[int]) -> bool:
    """Whether a sure name begins or ends within the neighbourhood."""
    following = bisect_left(firsts, hit.last)
    if following < len(firsts) and firsts[following] - hit.last <= NEIGHBOURHOOD:
        return True
    return following > 0 and hit.first - lasts[following - 1] <= NEIGHBOURHOOD
