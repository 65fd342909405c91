"""Finds the words of a vocabulary again when a letter or two went wrong, also while they are still being typed.

A slip changes the set of a word's letters by two at most, so one look at 64 bits rules out nearly every word; only the
rest is compared letter by letter (optimal string alignment: a letter lost, added, replaced, or swapped with the next).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from matching.taxonomy.postings import Floats, Ints

LONGEST = 24  # letters of a word that are compared
_BITS = 64


def forgiven(word: str) -> int:
    """How many slips a word is forgiven: short words are one letter apart from too many others."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2


class Spelling:
    """The distinct words of a vocabulary, by number in the order given."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.lengths = np.asarray([min(len(word), LONGEST) for word in words], dtype=np.int32)
        self.heads = _heads(words)
        self.near = lru_cache(maxsize=1 << 12)(self._near)

    def _near(self, typed: str, is_open: bool = False) -> tuple[Ints, Floats]:
        """The words that may be meant, in order of number, and how alike each is, above 0 to 1.

        An open word is still being typed: what counts is the beginning of the other that comes nearest.
        """
        word, slips = typed[:LONGEST], forgiven(typed)
        alike = np.zeros(len(self.words), dtype=np.float32)
        letters = _heads([word])[-1, 0]
        for size in range(max(1, len(word) - slips), min(LONGEST, len(word) + slips) + 1):
            is_long = self.lengths >= size if is_open else self.lengths == size
            is_like = np.bitwise_count(self.heads[size - 1] ^ letters) <= 2 * slips
            numbers = np.flatnonzero(is_long & is_like)
            alike[numbers] = np.maximum(
                alike[numbers], _alike(word, [self.words[i][:size] for i in numbers.tolist()], slips)
            )
        meant = np.flatnonzero(alike).astype(np.int32)
        return meant, alike[meant]


def _alike(word: str, others: Sequence[str], slips: int) -> Floats:
    """How alike each is to the word, a wrong letter counting twice as much as a lost one; 0 beyond so many slips."""
    if not others:
        return np.empty(0, dtype=np.float32)
    distances = process.cdist([word], others, scorer=OSA.distance, score_cutoff=slips, dtype=np.int32)[0]
    alike = process.cdist([word], others, scorer=Indel.normalized_similarity, dtype=np.float32)[0]
    return np.where(distances <= slips, alike, np.float32(0))


def _heads(words: Sequence[str]) -> NDArray[np.uint64]:
    """Row i: of every word the letters among its first i + 1, as a set of bits."""
    codes = np.zeros((len(words), LONGEST), dtype=np.uint64)
    for place, word in enumerate(words):
        codes[place, : len(word)] = np.frombuffer(word[:LONGEST].encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = np.where(codes > 0, np.uint64(1) << (codes % np.uint64(_BITS)), np.uint64(0))
    return np.ascontiguousarray(np.bitwise_or.accumulate(bits, axis=1).T)
