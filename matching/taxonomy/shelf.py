"""The labels of one language, indexed twice: n-grams lead to words, words lead to labels.

A label's n-grams never cross a word, so the product of both steps is the TF-IDF cosine over word n-grams while the
index stays as small as the vocabulary: twenty thousand words stand for a hundred thousand labels. Words that are
only alike count by their likeness ("soft TF-IDF", Cohen, Ravikumar and Fienberg, IIWeb 2003).
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.postings import Floats, Ints, Postings
from matching.taxonomy.spelling import Spelling
from matching.text.ngrams import ngrams
from matching.text.stemming import stem

ALIKE = 0.35  # words less alike than this say nothing about each other
COMPANY = 24  # so many lookalikes of a word are followed
MISSPELT = 0.7  # how much a word counts that is only spelt like an unknown one
STRANGE = 0.5  # how much an n-gram counts that no word has: one slip makes several of them
SURE = 0.75  # a word this much alike is taken for the word itself
LONGEST_QUERY = 24  # distinct words of a query that are looked up
COMMON = 0.05  # a word in more labels than this leads nowhere when rarer ones are there


class Shelf:
    """Finds the labels that look most like a text. Rows are places in `labels`, a sorted list of folded texts."""

    def __init__(self, lang: str, labels: Sequence[str]) -> None:
        self.lang = lang
        self.labels = labels
        stems = [[stem(word, lang) for word in label.split()] for label in labels]
        self.stemmed = [" ".join(words) for words in stems]
        self.words = sorted(set(chain.from_iterable(stems)))
        self.number = {word: i for i, word in enumerate(self.words)}
        self.spelling = Spelling(self.words)
        self._index_words()
        self._index_labels(stems)
        self.alike = lru_cache(maxsize=1 << 14)(self._alike)

    def _index_words(self) -> None:
        grams = [ngrams(word) for word in self.words]
        self.gram_number = {gram: i for i, gram in enumerate(sorted(set(chain.from_iterable(grams))))}
        rows = np.asarray([self.gram_number[gram] for gram in chain.from_iterable(grams)], dtype=np.int64)
        columns = np.repeat(np.arange(len(grams), dtype=np.int32), [len(each) for each in grams])
        frequency = np.bincount(rows, minlength=len(self.gram_number))
        self.gram_weight = _idf(frequency, len(self.words))
        self.unknown_gram = STRANGE * (math.log(1 + len(self.words)) + 1)
        weights = self.gram_weight[rows]
        self.word_norm = _norms(columns, weights, len(grams))
        self.gram_words = Postings.gather(rows, columns, weights / self.word_norm[columns], len(self.gram_number))

    def _index_labels(self, stems: Sequence[Sequence[str]]) -> None:
        distinct = [list(dict.fromkeys(words)) for words in stems]
        rows = np.asarray([self.number[word] for word in chain.from_iterable(distinct)], dtype=np.int64)
        columns = np.repeat(np.arange(len(stems), dtype=np.int32), [len(each) for each in distinct])
        self.frequency = np.bincount(rows, minlength=len(self.words))
        self.idf = _idf(self.frequency, len(stems))
        self.unknown_word = math.log(1 + len(stems)) + 1
        weights = self.idf[rows]
        norms = _norms(columns, weights, len(stems))
        self.word_labels = Postings.gather(rows, columns, weights / norms[columns], len(self.words))

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

    def scores(self, stems: Sequence[str]) -> Floats:
        """How alike each label is to these stems, 0..1."""
        words = list(dict.fromkeys(stems))[:LONGEST_QUERY]
        lookups = [self.alike(word) for word in words]
        weights = [self._weight(companions, likeness) for companions, likeness in lookups]
        rare = [len(found) > 0 and self.frequency[found[0]] <= COMMON * len(self.labels) for found, _ in lookups]
        total = np.zeros(len(self.labels))
        for (companions, likeness), weight, leads in zip(lookups, weights, rare, strict=True):
            if leads or not any(rare):
                labels, values = self.word_labels.take(companions, likeness * likeness * np.float32(weight))
                total += np.bincount(labels, values, minlength=len(self.labels))
        norm = math.sqrt(math.fsum(weight * weight for weight in weights)) or 1.0
        return np.minimum(total / norm, 1.0).astype(np.float32)

    def nearest(self, scores: Floats, size: int) -> list[int]:
        """The rows of the highest scores above zero, ties by row; one tie too many does not change which."""
        size = min(size, len(scores))
        floor = float(np.partition(scores, len(scores) - size)[len(scores) - size])
        rows = np.flatnonzero(scores >= floor) if floor > 0 else np.flatnonzero(scores)
        best: list[int] = rows[np.lexsort((rows, -scores[rows]))][:size].tolist()
        return best

    def _weight(self, companions: Ints, likeness: Floats) -> float:
        """How much a word tells: the rarity of its nearest lookalike, or that of a word never seen."""
        if len(companions) == 0 or likeness[0] < SURE:
            return self.unknown_word
        return float(self.idf[companions[0]])


def _norms(columns: Ints, weights: Floats, size: int) -> Floats:
    """The length of each column's vector; 1 where it is empty, so that one may divide by it."""
    squares = np.bincount(columns, weights.astype(np.float64) ** 2, minlength=size)
    return np.sqrt(np.where(squares > 0, squares, 1.0)).astype(np.float32)


def _idf(frequency: NDArray[np.int64], size: int) -> Floats:
    return (np.log((1 + size) / (1 + frequency)) + 1).astype(np.float32)
