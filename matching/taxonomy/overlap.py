"""Which words of a question a concept's best label and its other names share, by rarity; nothing but whole numbers.

Kernels allocate nothing; `plain` holds the twin in numpy that serves where there is no numba, equal to the bit.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled, inlined
from matching.taxonomy.questions import Flat, Longs

COLUMNS = (
    "asked_in_label",
    "label_in_asked",
    "asked_in_concept",
    "both_ways",
    "first_first",
    "last_last",
    "first_any",
    "last_any",
    "rarest_in_label",
    "rarest_in_concept",
)
WHOLE = 1 << 14  # a likeness of 1, in counts


class Held(NamedTuple):
    """Words by number: of each label the first, −1 where it has no more, and of each concept; `rarity` in counts."""

    words: NDArray[np.int32]
    concept_bounds: Longs
    concept_words: NDArray[np.int32]
    rarity: Longs


class _Room(NamedTuple):
    """For each word of the shelf its line in `likeness`, −1 if it has none; a line has a place per word asked."""

    lines: NDArray[np.int32]
    likeness: Longs
    in_label: Longs
    in_concept: Longs


def overlaps(
    asked: Flat, held: Held, counts: Longs, concepts: NDArray[np.int32], rows: NDArray[np.int32]
) -> NDArray[np.float32]:
    """A row of `COLUMNS` for the first concepts of each question, as many as `counts` tells, with their best labels."""
    table = np.zeros((int(counts.sum()), len(COLUMNS)), np.float32)
    most = int(np.diff(asked.firsts).max(initial=1))
    lines = int((asked.spread[asked.firsts[1:]] - asked.spread[asked.firsts[:-1]]).max(initial=1))
    room = _Room(
        np.full(len(held.rarity), -1, np.int32),
        np.zeros(lines * most, np.int64),
        np.zeros(most, np.int64),
        np.zeros(most, np.int64),
    )
    _overlap_all(table, asked, held, counts, concepts, rows, room)
    return table


@inlined
def _note(question: int, asked: Flat, room: _Room, size: int) -> None:
    """Gives each word that may be meant a line of its likeness to each word asked."""
    n, first = 0, asked.firsts[question]
    for word in range(first, first + size):
        for at in range(asked.spread[word], asked.spread[word + 1]):
            companion = asked.companions[at]
            if room.lines[companion] < 0:
                room.lines[companion] = n
                room.likeness[n * size : (n + 1) * size] = 0
                n += 1
            place = room.lines[companion] * size + word - first
            room.likeness[place] = np.int64(np.rint(np.float64(asked.likeness[at]) * WHOLE))


@inlined
def _of_label(row: int, held: Held, room: _Room, size: int) -> np.float32:
    """Fills in how much of each word asked the label has; the share of the label that is asked."""
    there, whole = np.int64(0), np.int64(0)
    room.in_label[:size] = 0
    for at in range(held.words.shape[1]):
        word = held.words[row, at]
        if word >= 0:
            whole += held.rarity[word]
            line, most = room.lines[word], np.int64(0)
            if line >= 0:
                for one in range(size):
                    likeness = room.likeness[line * size + one]
                    most = max(most, likeness)
                    room.in_label[one] = max(room.in_label[one], likeness)
            there += most * held.rarity[word]
    return np.float32(there / (whole * WHOLE))


@inlined
def _of_concept(concept: int, held: Held, room: _Room, size: int) -> None:
    """Fills in how much of each word asked any of the concept's names has."""
    room.in_concept[:size] = 0
    for at in range(held.concept_bounds[concept], held.concept_bounds[concept + 1]):
        line = room.lines[held.concept_words[at]]
        if line >= 0:
            for one in range(size):
                room.in_concept[one] = max(room.in_concept[one], room.likeness[line * size + one])


@inlined
def _likeness(room: _Room, word: int, one: int, size: int) -> np.float32:
    line = room.lines[word]
    return np.float32(room.likeness[line * size + one] / WHOLE) if line >= 0 else np.float32(0)


@inlined
def _last_word(row: int, held: Held) -> int:
    at = held.words.shape[1] - 1
    while at > 0 and held.words[row, at] < 0:
        at -= 1
    return int(held.words[row, at])


@compiled
def _overlap_all(
    table: NDArray[np.float32],
    asked: Flat,
    held: Held,
    counts: Longs,
    concepts: NDArray[np.int32],
    rows: NDArray[np.int32],
    room: _Room,
) -> None:
    to = 0
    for question in range(len(counts)):
        first = asked.firsts[question]
        size = asked.firsts[question + 1] - first
        if counts[question] == 0:
            continue
        _note(question, asked, room, size)
        whole, rarest = np.int64(0), 0
        for one in range(size):
            whole += asked.tells[first + one]
            if asked.tells[first + one] > asked.tells[first + rarest]:
                rarest = one
        for place in range(counts[question]):
            row = rows[question, place]
            of_label = _of_label(row, held, room, size)
            _of_concept(concepts[question, place], held, room, size)
            in_label, in_concept = np.int64(0), np.int64(0)
            for one in range(size):
                in_label += asked.tells[first + one] * room.in_label[one]
                in_concept += asked.tells[first + one] * room.in_concept[one]
            share = np.float32(in_label / (whole * WHOLE))
            table[to, 0] = share
            table[to, 1] = of_label
            table[to, 2] = np.float32(in_concept / (whole * WHOLE))
            table[to, 3] = share * of_label
            table[to, 4] = _likeness(room, held.words[row, 0], 0, size)
            table[to, 5] = _likeness(room, _last_word(row, held), size - 1, size)
            table[to, 6] = np.float32(room.in_label[0] / WHOLE)
            table[to, 7] = np.float32(room.in_label[size - 1] / WHOLE)
            table[to, 8] = np.float32(room.in_label[rarest] / WHOLE)
            table[to, 9] = np.float32(room.in_concept[rarest] / WHOLE)
            to += 1
        for at in range(asked.spread[first], asked.spread[first + size]):
            room.lines[asked.companions[at]] = -1
