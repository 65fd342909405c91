"""Which of many texts have some letters in them, exactly: the different words are searched, not the texts."""

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from matching.scoring.shapes import Numbers

Mask = npt.NDArray[np.bool_]
BREAK = b"\n"


class Texts:
    """N folded texts. Letters in a row without a space are in one word of a text; UTF-8 keeps that true of bytes.

    A text takes four bytes a word, and each different word its letters once.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        numbers: dict[str, int] = {}
        words, counts = array("i"), array("i")
        for text in texts:
            own = dict.fromkeys(text.split())
            words.extend([numbers.setdefault(word, len(numbers)) for word in own])
            counts.append(len(own))
        told = [word.encode() for word in numbers]
        self._letters = np.frombuffer(BREAK.join((*told, b"")), dtype=np.uint8)
        self._begins = np.cumsum([0, *(len(word) + 1 for word in told)], dtype=np.int64)
        flat = np.frombuffer(words, dtype=np.int32) if words else np.zeros(0, dtype=np.int32)
        owners = np.repeat(np.arange(len(counts), dtype=np.int32), np.array(counts, dtype=np.int64))
        self._owners = owners[np.argsort(flat, kind="stable")]
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(flat, minlength=len(told)))))
        self._count = len(counts)

    def having(self, letters: str) -> Mask:
        """True for each text that has these letters, none of them a space, in a row."""
        mask = np.zeros(self._count, dtype=np.bool_)
        words = np.unique(np.searchsorted(self._begins, self._places(letters.encode()), side="right") - 1)
        lengths = self._starts[words + 1] - self._starts[words]
        firsts = np.repeat(self._starts[words] - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        mask[self._owners[firsts + np.arange(len(firsts))]] = True
        return mask

    def _places(self, letters: bytes) -> Numbers:
        """Where the letters begin."""
        last = len(self._letters) - len(letters) + 1
        at: Numbers = np.flatnonzero(self._letters[: max(last, 0)] == letters[0])
        for step, letter in enumerate(letters[1:], start=1):
            at = at[self._letters[at + step] == letter]
        return at
