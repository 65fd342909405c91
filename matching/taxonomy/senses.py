"""Where each concept of a language lies among all meanings, and how near to it questions are.

Coordinates are whole numbers whose products add up to less than 2²⁴, so that single floats hold every sum exactly and
each machine gets the same cosine in whatever order it adds.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.compiled import IS_COMPILED, compiled
from matching.taxonomy.meanings import BITS, MEANINGS
from matching.taxonomy.postings import Floats, Postings
from matching.taxonomy.questions import Flat
from matching.taxonomy.sight import Senses

LEVELS = 127
BLOCK = 4096  # concepts that are placed at once


class Meant:
    """Concepts by their number; those without a known word lie nowhere and are near to nothing."""

    def __init__(self, lang: str, words: Sequence[str], concept_words: Postings) -> None:
        self.places = np.zeros((len(concept_words.bounds) - 1, BITS), dtype=np.int8)
        if lang in MEANINGS.langs and len(words):
            vectors, counts = MEANINGS.vectors(words, lang), np.diff(concept_words.bounds)
            for block in self._blocks():
                held = np.arange(block.start, block.stop)[counts[block] > 0]
                if len(held):
                    columns, shares = concept_words.take(held, np.ones(len(held), np.float32))
                    starts = np.cumsum(counts[held]) - counts[held]
                    self.places[held] = _whole(np.add.reduceat(vectors[columns] * shares[:, None], starts, axis=0))
        self.lengths = np.maximum(_lengths(self.places), np.float32(1))

    def near(self, asked: Flat) -> Senses:
        """The cosine of each concept with each question but sentences."""
        totals = np.add.reduceat(asked.tells[:, None] * asked.signs, asked.firsts[:-1], axis=0)
        totals[asked.is_sentence] = 0
        meant = _whole(totals)
        is_known = np.abs(totals).max(axis=1) > 0
        if not is_known.any():
            return Senses(is_known, np.zeros((len(meant), 0), np.float32))
        cosines = np.empty((len(meant), len(self.places)), np.float32)
        norms = np.maximum(_lengths(meant), np.float32(1))
        if IS_COMPILED:
            _compare(cosines, self.places, meant, self.lengths, norms)
            return Senses(is_known, cosines)
        floats = meant.astype(np.float32)
        for block in self._blocks():
            products = floats @ self.places[block].astype(np.float32).T
            cosines[:, block] = products / (self.lengths[block] * norms[:, None])
        return Senses(is_known, cosines)

    def _blocks(self) -> list[slice]:
        return [slice(start, min(start + BLOCK, len(self.places))) for start in range(0, len(self.places), BLOCK)]


@compiled
def _compare(
    cosines: Floats, places: NDArray[np.int8], meant: NDArray[np.int8], lengths: Floats, norms: Floats
) -> None:
    """Writes the cosine of each question with each concept."""
    for question in range(len(meant)):
        for concept in range(len(places)):
            total = np.int32(0)
            for at in range(places.shape[1]):
                total += np.int32(places[concept, at]) * np.int32(meant[question, at])
            cosines[question, concept] = np.float32(total) / (lengths[concept] * norms[question])


def _lengths(vectors: NDArray[np.int8]) -> Floats:
    squares = (vectors.astype(np.int32) ** 2).sum(axis=1)
    found: Floats = np.sqrt(squares).astype(np.float32)
    return found


def _whole(vectors: NDArray[np.floating] | NDArray[np.int64]) -> NDArray[np.int8]:
    """Rows scaled so that their largest coordinate is ±127, and rounded."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.round(vectors * (LEVELS / np.where(largest > 0, largest, 1))).astype(np.int8)
