"""What words mean, as far as trades and skills go: one bit in each of 128 directions, for words that went together.

Latent semantic analysis (Deerwester et al., JASIS 1990) of which words name, describe and belong to the same
occupations and skills, turned at random and cut to signs (Charikar, STOC 2002: the angle between two things survives
in the share of signs that differ). Words are kept as hashes: numbers ship, no text does. `viveiro train meanings`
writes `meanings.json`.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from matching.taxonomy.postings import Floats

BITS = 128


def hashed(word: str, lang: str) -> int:
    """What a stem is known by: CRC-32 of language and stem."""
    return zlib.crc32(f"{lang} {word}".encode())


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Hashes in ascending order, and a row of packed bits for each. `inputs`: SHA-256 of what was learnt from."""

    hashes: NDArray[np.uint32]
    signs: NDArray[np.uint8]
    langs: frozenset[str]
    inputs: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> "Meanings":
        """From JSON."""
        stored = json.loads(text)
        hashes = np.frombuffer(base64.b85decode(stored["hashes"]), dtype="<u4").astype(np.uint32)
        signs = np.frombuffer(base64.b85decode(stored["signs"]), dtype=np.uint8).reshape(len(hashes), BITS // 8)
        return cls(hashes, signs, frozenset(stored["langs"]), stored["inputs"])

    def vectors(self, words: Sequence[str], lang: str) -> Floats:
        """A row of ±1 for each stem; zeros where it was never met."""
        rows = np.zeros((len(words), BITS), dtype=np.float32)
        if lang in self.langs and words:
            wanted = np.asarray([hashed(word, lang) for word in words], dtype=np.uint32)
            at = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
            met = np.flatnonzero(self.hashes[at] == wanted)
            rows[met] = np.unpackbits(self.signs[at[met]], axis=1).astype(np.float32) * 2 - 1
        return rows

    def signs_of(self, word: str, lang: str) -> NDArray[np.int8]:
        """±1 in each direction for one stem; zeros where it was never met."""
        if lang in self.langs:
            wanted = hashed(word, lang)
            at = int(np.searchsorted(self.hashes, np.uint32(wanted)))
            if at < len(self.hashes) and self.hashes[at] == wanted:
                return np.unpackbits(self.signs[at]).view(np.int8) * np.int8(2) - np.int8(1)
        return np.zeros(BITS, dtype=np.int8)


def written(
    hashes: NDArray[np.uint32], signs: NDArray[np.bool_], langs: Sequence[str], inputs: Mapping[str, str]
) -> str:
    """As `Meanings.read` takes it; of two stems with one hash the first stays."""
    kept, first = np.unique(hashes, return_index=True)
    return json.dumps(
        {
            "inputs": dict(sorted(inputs.items())),
            "langs": sorted(langs),
            "hashes": base64.b85encode(kept.astype("<u4").tobytes()).decode("ascii"),
            "signs": base64.b85encode(np.packbits(signs[first], axis=1).tobytes()).decode("ascii"),
        }
    )


MEANINGS = Meanings.read(files("matching.taxonomy").joinpath("meanings.json").read_text("utf-8"))
