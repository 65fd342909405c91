"""Which labels and words belong to each concept, in one language: evidence is pooled over all names of a thing."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.postings import Floats, Ints, Postings, idf, lengths, whole

LONGEST_LABEL = 12  # words of a label that are compared one by one
USUAL = 0.97  # share of names that are of usual length
SHORTEST_SENTENCE = 6  # words that never make a sentence, however short all names are


class Names:
    """Concepts by their number, labels by their row, words by their number in the vocabulary."""

    def __init__(self, concept_of: Ints, split: Sequence[Sequence[str]], number: Mapping[str, int]) -> None:
        self.concept_of = concept_of
        self.concepts = int(concept_of.max()) + 1 if len(concept_of) else 0
        rows = np.arange(len(concept_of), dtype=np.int32)
        self.labels = Postings.gather(concept_of.astype(np.int64), rows, np.ones(len(rows), np.float32), self.concepts)
        self.label_count = np.diff(self.labels.bounds)
        self.label_words, self.label_sizes = _padded(split, number)
        self.usual_words = _usual(split)
        self._index_concepts(split, number)
        self.many_labels = np.log1p(self.label_count).astype(np.float32)
        self.many_words = np.log(np.maximum(self.word_count, 1)).astype(np.float32)

    def _index_concepts(self, split: Sequence[Sequence[str]], number: Mapping[str, int]) -> None:
        numbers = np.asarray([number[word] for word in chain.from_iterable(split)], dtype=np.int64)
        owners = np.repeat(self.concept_of, [len(words) for words in split]).astype(np.int64)
        pairs = np.unique(owners * max(len(number), 1) + numbers)
        concepts, words = np.divmod(pairs, max(len(number), 1))
        self.rarity = idf(np.bincount(words, minlength=len(number)), self.concepts)
        weights = self.rarity[words]
        norms = lengths(concepts.astype(np.int32), weights, self.concepts)
        shares: Floats = weights / norms[concepts]
        self.word_concepts = Postings.gather(words, concepts.astype(np.int32), whole(shares), len(number))
        self.concept_words = Postings.gather(concepts, words.astype(np.int32), shares, self.concepts)
        self.word_count = np.diff(self.concept_words.bounds)


def main_names(concept_of: Ints, is_preferred: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which labels stand for their concept: the preferred ones, and all of a concept that has none in this language."""
    has_one = np.zeros(int(concept_of.max(initial=-1)) + 1, dtype=np.bool_)
    has_one[concept_of[is_preferred]] = True
    return is_preferred | ~has_one[concept_of]


def _usual(split: Sequence[Sequence[str]]) -> int:
    """So many distinct words nearly every name makes do with; a text of more names more than one thing."""
    sizes = sorted(len(set(words)) for words in split)
    usual = sizes[int(USUAL * (len(sizes) - 1))] if sizes else 0
    return min(max(usual, SHORTEST_SENTENCE), LONGEST_LABEL)


def _padded(split: Sequence[Sequence[str]], number: Mapping[str, int]) -> tuple[Ints, NDArray[np.int64]]:
    """Row by row the first words of each label, −1 where it has no more; and how many there are."""
    sizes = np.asarray([min(len(words), LONGEST_LABEL) for words in split], dtype=np.int64)
    table = np.full((len(split), int(sizes.max()) if len(sizes) else 1), -1, dtype=np.int32)
    flat = [number[word] for words in split for word in words[:LONGEST_LABEL]]
    table[np.arange(table.shape[1]) < sizes[:, None]] = flat
    return table, sizes
