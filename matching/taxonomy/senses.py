"""Where each concept of a language lies among all meanings, and how near to it a question is.

Coordinates are whole numbers, so that every machine gets the same cosine in whatever order it adds.
"""

import math

import numpy as np
from numpy.typing import NDArray

from matching.compiled import IS_COMPILED, compiled
from matching.taxonomy.meanings import BITS, MEANINGS
from matching.taxonomy.names import Names
from matching.taxonomy.postings import Floats

LEVELS = 127
BLOCK = 4096  # concepts that are placed at once


class Senses:
    """Concepts by their number; those without a known word lie nowhere and are near to nothing."""

    def __init__(self, lang: str, words: list[str], names: Names) -> None:
        self.lang = lang
        self.is_known = lang in MEANINGS.langs and len(words) > 0
        if not self.is_known:
            return
        vectors = MEANINGS.vectors(words, lang)
        self.places = np.zeros((names.concepts, BITS), dtype=np.int8)
        for start in range(0, names.concepts, BLOCK):
            block = np.arange(start, min(start + BLOCK, names.concepts))
            block = block[names.word_count[block] > 0]
            if len(block):
                columns, shares = names.concept_words.take(block, np.ones(len(block), np.float32))
                counts = names.word_count[block]
                sums = np.add.reduceat(vectors[columns] * shares[:, None], np.cumsum(counts) - counts, axis=0)
                self.places[block] = _whole(sums)
        squares = (self.places.astype(np.float32) ** 2).sum(axis=1)
        self.norms = np.maximum(np.sqrt(squares), np.float32(1))

    def near(self, words: tuple[str, ...], weights: Floats) -> Floats | None:
        """The cosine of each concept with the words, −1..1; None where no word is known."""
        if not self.is_known:
            return None
        asked = _whole((MEANINGS.vectors(words, self.lang) * weights[:, None]).sum(axis=0)[None])[0]
        norm = np.float32(math.sqrt(int((asked.astype(np.int32) ** 2).sum())))
        if norm == 0:
            return None
        if IS_COMPILED:
            products = np.empty(len(self.places), np.int32)
            _multiply(products, self.places, asked)
        else:
            products = self.places.astype(np.int32) @ asked.astype(np.int32)
        cosines: Floats = products.astype(np.float32) / (self.norms * norm)
        return cosines


@compiled
def _multiply(products: NDArray[np.int32], places: NDArray[np.int8], asked: NDArray[np.int8]) -> None:
    """Writes the product of each row with the question."""
    for row in range(len(places)):
        total = np.int32(0)
        for at in range(places.shape[1]):
            total += np.int32(places[row, at]) * np.int32(asked[at])
        products[row] = total


def _whole(vectors: Floats) -> NDArray[np.int8]:
    """Rows scaled so that their largest coordinate is ±127, and rounded."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.round(vectors * (np.float32(LEVELS) / np.where(largest > 0, largest, np.float32(1)))).astype(np.int8)
