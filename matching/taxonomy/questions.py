"""Many questions to one shelf, laid out flat, so that one pass answers them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.postings import Floats, Ints

Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
TELLS = 1 << 10  # a rarity of 1, in counts: sums of whole numbers are the same in any order


class Word(NamedTuple):
    """A stem of a question: the words it may mean, most alike first, and their likeness 0..1.

    `number` is its own in the vocabulary, −1 if it is not there. `tells` is its rarity in counts. A known word is one
    that is nearly in the vocabulary, a rare one is in few labels. `signs` is ±1 in each direction of meaning, else 0.
    """

    text: str
    number: int
    companions: Ints
    likeness: Floats
    tells: int
    is_known: bool
    is_rare: bool
    signs: NDArray[np.int8]


class Flat(NamedTuple):
    """Question q has the words `firsts[q]` to `firsts[q + 1]`, word w the companions `spread[w]` to `spread[w + 1]`.

    `weights` are the words' rarities, `tells` the same in counts; words that lead are looked up; `norms` are
    the lengths of vectors of rarities.
    """

    firsts: Longs
    spread: Longs
    companions: Ints
    likeness: Floats
    tells: Longs
    weights: NDArray[np.float64]
    leads: Flags
    signs: NDArray[np.int8]
    norms: NDArray[np.float64]
    is_sentence: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """`phrases` are folded, `stemmed` their stems in order; `strange` is the share of rarity of words never seen."""

    phrases: Sequence[str]
    stemmed: Sequence[str]
    words: Sequence[Sequence[Word]]
    flat: Flat
    strange: Floats

    def __len__(self) -> int:
        return len(self.phrases)

    @classmethod
    def of(
        cls, phrases: Sequence[str], stems: Sequence[Sequence[str]], words: Sequence[Sequence[Word]], longest: int
    ) -> "Questions":
        """Every question has a word; one of more than `longest` distinct words is a sentence."""
        every = [*chain.from_iterable(words)]
        sizes = [len(each) for each in words]
        firsts = np.asarray([0, *accumulate(sizes)], dtype=np.int64)
        tells = np.asarray([word.tells for word in every], dtype=np.int64)
        is_known = np.asarray([word.is_known for word in every], dtype=np.bool_)
        is_rare = np.asarray([word.is_rare for word in every], dtype=np.bool_)
        is_led = np.repeat(np.logical_or.reduceat(is_rare, firsts[:-1]), sizes)
        flat = Flat(
            firsts,
            np.asarray([0, *accumulate(len(word.companions) for word in every)], dtype=np.int64),
            np.concatenate([word.companions for word in every]),
            np.concatenate([word.likeness for word in every]),
            tells,
            tells / TELLS,
            is_rare | ~is_led,
            np.stack([word.signs for word in every]),
            np.sqrt(np.add.reduceat(tells * tells, firsts[:-1]).astype(np.float64)) / TELLS,
            np.asarray(sizes) > longest,
        )
        strange = np.add.reduceat(tells * ~is_known, firsts[:-1]) / np.add.reduceat(tells, firsts[:-1])
        return cls(phrases, [" ".join(each) for each in stems], words, flat, strange.astype(np.float32))
