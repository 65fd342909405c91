"""The labels of one language, indexed twice: n-grams lead to words, words lead to labels.

A label's n-grams never cross a word, so the product of both steps is the TF-IDF cosine over word n-grams while the
index stays as small as the vocabulary: twenty thousand words stand for a hundred thousand labels. Words that are
only alike count by their likeness ("soft TF-IDF", Cohen, Ravikumar and Fienberg, IIWeb 2003).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.names import Names
from matching.taxonomy.postings import SHARES, Floats, Ints, Postings, idf, lengths, whole
from matching.taxonomy.senses import Senses
from matching.taxonomy.spelling import Spelling
from matching.text.ngrams import ngrams
from matching.text.words import stems

ALIKE = 0.35  # words less alike than this say nothing about each other
COMPANY = 24  # so many lookalikes of a word are followed
MISSPELT = 0.7  # how much a word counts that is only spelt like an unknown one
STRANGE = 0.5  # how much an n-gram counts that no word has: one slip makes several of them
SURE = 0.75  # a word this much alike is taken for the word itself
LONGEST_QUERY = 64  # distinct words of a query that are looked up
COMMON = 0.05  # a word in more labels than this leads nowhere when rarer ones are there


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question's distinct stems: for each the words it may mean with their likeness, how much it tells, how rare.

    `strange` is the share of all weight that lies on words never seen.
    """

    words: tuple[str, ...]
    meant: tuple[tuple[Ints, Floats], ...]
    weights: Floats
    leads: tuple[bool, ...]
    strange: float

    @property
    def norm(self) -> float:
        """The length of the vector of weights."""
        return math.sqrt(math.fsum(weight * weight for weight in self.weights.tolist())) or 1.0


class Shelf:
    """Finds the labels and concepts that look most like a text.

    Rows are places in `labels`, a sorted list of folded texts; `concepts` holds for each row the number of what it
    names.
    """

    def __init__(self, lang: str, labels: Sequence[str], concepts: Ints) -> None:
        self.lang = lang
        self.labels = labels
        split = [stems(label, lang) for label in labels]
        self.stemmed = [" ".join(words) for words in split]
        self.words = sorted(set(chain.from_iterable(split)))
        self.number = {word: i for i, word in enumerate(self.words)}
        self.spelling = Spelling(self.words)
        self._index_words()
        self._index_labels(split)
        self.names = Names(concepts, split, self.number)
        self.senses = Senses(lang, self.words, self.names)
        self.alike = lru_cache(maxsize=1 << 14)(self._alike)

    def _index_words(self) -> None:
        grams = [ngrams(word) for word in self.words]
        self.gram_number = {gram: i for i, gram in enumerate(sorted(set(chain.from_iterable(grams))))}
        rows = np.asarray([self.gram_number[gram] for gram in chain.from_iterable(grams)], dtype=np.int64)
        columns = np.repeat(np.arange(len(grams), dtype=np.int32), [len(each) for each in grams])
        frequency = np.bincount(rows, minlength=len(self.gram_number))
        self.gram_weight = idf(frequency, len(self.words))
        self.unknown_gram = STRANGE * (math.log(1 + len(self.words)) + 1)
        weights = self.gram_weight[rows]
        self.word_norm = lengths(columns, weights, len(grams))
        self.gram_words = Postings.gather(rows, columns, weights / self.word_norm[columns], len(self.gram_number))

    def _index_labels(self, split: Sequence[Sequence[str]]) -> None:
        distinct = [list(dict.fromkeys(words)) for words in split]
        rows = np.asarray([self.number[word] for word in chain.from_iterable(distinct)], dtype=np.int64)
        columns = np.repeat(np.arange(len(split), dtype=np.int32), [len(each) for each in distinct])
        self.frequency = np.bincount(rows, minlength=len(self.words))
        self.idf = idf(self.frequency, len(split))
        self.unknown_word = math.log(1 + len(split)) + 1
        weights = self.idf[rows]
        norms = lengths(columns, weights, len(split))
        self.word_labels = Postings.gather(rows, columns, whole(weights / norms[columns]), len(self.words))

    def _alike(self, word: str) -> tuple[Ints, Floats]:
        """Words like this one, most alike first, with their likeness 0..1: in n-grams, or in spelling."""
        likeness = self._share_of_grams(word)
        if word not in self.number:
            meant, alike = self.spelling.near(word)
            likeness[meant] = np.maximum(likeness[meant], MISSPELT * alike)
        found = np.flatnonzero(likeness >= ALIKE)
        best = found[np.lexsort((found, -likeness[found]))][:COMPANY]
        return best.astype(np.int32), np.minimum(likeness[best], 1.0).astype(np.float32)

    def _share_of_grams(self, word: str) -> NDArray[np.float64]:
        """Per known word the cosine of n-gram weights."""
        grams = ngrams(word)
        known = [self.gram_number[gram] for gram in grams if gram in self.gram_number]
        rows = np.asarray(known, dtype=np.int32)
        own = self.gram_weight[rows]
        squares = float(np.sum(own.astype(np.float64) ** 2)) + (len(grams) - len(known)) * self.unknown_gram**2
        columns, weights = self.gram_words.take(rows, own)
        products = np.bincount(columns, weights, minlength=len(self.words))
        return products.astype(np.float64) / math.sqrt(squares)

    def ask(self, words: Sequence[str]) -> Asked:
        """Looks up the stems of a question."""
        distinct = tuple(dict.fromkeys(words))[:LONGEST_QUERY]
        meant = tuple(self.alike(word) for word in distinct)
        is_known = [len(found) > 0 and likeness[0] >= SURE for found, likeness in meant]
        weights = [
            float(self.idf[found[0]]) if known else self.unknown_word
            for (found, _), known in zip(meant, is_known, strict=True)
        ]
        rare = [len(found) > 0 and self.frequency[found[0]] <= COMMON * len(self.labels) for found, _ in meant]
        leads = tuple(each or not any(rare) for each in rare)
        strange = math.fsum(weight for weight, known in zip(weights, is_known, strict=True) if not known)
        share = strange / math.fsum(weights) if weights else 0.0
        return Asked(distinct, meant, np.asarray(weights, dtype=np.float32), leads, share)

    def scores(self, asked: Asked) -> Floats:
        """How alike each label is to what is asked, 0..1."""
        return _cosines(asked, self.word_labels, len(self.labels))

    def concept_scores(self, asked: Asked) -> Floats:
        """How alike each concept is to what is asked, all of its names taken as one text, 0..1."""
        return _cosines(asked, self.names.word_concepts, self.names.concepts)


def _cosines(asked: Asked, postings: Postings, size: int) -> Floats:
    totals = np.zeros(size)
    for (companions, likeness), weight, leads in zip(asked.meant, asked.weights, asked.leads, strict=True):
        if leads:
            factors = np.round(likeness.astype(np.float64) ** 2 * float(weight) * SHARES)
            postings.add_to(totals, companions, factors)
    return np.minimum(totals / (asked.norm * SHARES * SHARES), 1.0).astype(np.float32)
