"""One number for all answers, whatever portions they came in: the sum of every person's SHA-256, modulo 2²⁵⁶.

AdHash (Bellare and Micciancio 1997): equal sets of answers have equal sums, in any order of adding, so portions are
hashed where they are made and nothing is read again. It tells slips and losses, not somebody who forges on purpose.
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from matching.retrieve.index.together import NOBODY, Together

MODULUS = 1 << 256
ROW = np.dtype([("number", "<i8"), ("score", "<i8")])


def digest_of(people: Sequence[str], things: Sequence[str] | None, found: Together) -> int:
    """Of some people: SHA-256 of each one's id and of the id and score of each thing they are given, best first.

    `things` are ids by number; where there are none the numbers themselves count.
    """
    counts = np.count_nonzero(found.numbers != NOBODY, axis=1).tolist()
    if things is not None:
        return total(map(_named(things), people, counts, found.numbers.tolist(), found.scores.tolist()))
    rows = np.empty(found.numbers.shape, dtype=ROW)
    rows["number"], rows["score"] = found.numbers, found.scores
    return total(_told(who, own[:count].tobytes()) for who, count, own in zip(people, counts, rows, strict=True))


def total(digests: Iterable[int]) -> int:
    """Of several portions."""
    return sum(digests) % MODULUS


def hexed(digest: int) -> str:
    """As 64 hexadecimal digits."""
    return f"{digest:064x}"


class _named:  # noqa: N801  a function that remembers the names
    def __init__(self, things: Sequence[str]) -> None:
        self.things = things

    def __call__(self, who: str, count: int, numbers: list[int], scores: list[int]) -> int:
        pairs = zip(numbers[:count], scores[:count], strict=True)
        return _told(who, "".join(f"{self.things[number]} {score}\n" for number, score in pairs).encode())


def _told(who: str, told: bytes) -> int:
    return int.from_bytes(hashlib.sha256(f"{who}\n".encode() + told).digest(), "big")


def content_of(columns: Iterable[npt.NDArray[np.generic]]) -> str:
    """SHA-256 of columns: what an index was made of."""
    told = hashlib.sha256()
    for column in columns:
        told.update(f"{column.dtype.str}{column.shape}".encode())
        told.update(np.ascontiguousarray(column).view(np.uint8).data)
    return told.hexdigest()
