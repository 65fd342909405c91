"""All hard conditions of an item in 64 bits, tested against a person's by one subtraction.

Fields, from the lowest bit: seven languages (3 bits of level and a guard each), the level of education (4 + guard),
the first day (10 + guard), 1023 − the last day (10 + guard), closed (1 + guard); above the guards remote, placeless,
on-site (a flag each) and the kind (4). A person's word holds what they have where the item's holds what it asks, with
all guards set: after `person − item` a guard survives exactly where the person's field is at least the item's, and none
borrows from its neighbour (SIMD within a register: Lamport 1975). Levels: 0 asks or has nothing; a person of whom a
level is not known has the highest, for not knowing hides nothing.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput

Words: TypeAlias = npt.NDArray[np.uint64]
Whole: TypeAlias = npt.NDArray[np.integer]

LANGUAGES, TOP_LANGUAGE, TOP_EDUCATION, LAST_DAY, KINDS = 7, 7, 15, 1023, 16
EDUCATION_AT, FIRST_AT, LAST_AT, CLOSED_AT = 28, 33, 44, 55
OPEN_GUARD_AT, REMOTE_AT, PLACELESS_AT, ON_SITE_AT, KIND_AT = 56, 57, 58, 59, 60
GUARDS = 0x8888888 | 1 << 32 | 1 << 43 | 1 << 54 | 1 << OPEN_GUARD_AT
FIELDS = (1 << REMOTE_AT) - 1
CLOSED = 1 << CLOSED_AT


def item_words(
    *,
    kind: Whole,
    education: Whole,
    languages: Whole,
    first: Whole,
    last: Whole,
    is_open: npt.NDArray[np.bool_],
    is_remote: npt.NDArray[np.bool_],
    is_placed: npt.NDArray[np.bool_],
    is_on_site: npt.NDArray[np.bool_],
) -> Words:
    """What N items ask. `kind` 0..15, `education` 0..15, `languages` N × 7 of 0..7, days 0..1023, first ≤ last.

    Raises BadInput("index.field") when a value is out of its field.
    """
    _refuse_outside("kind", kind, 0, KINDS - 1)
    words = _fields(education, languages, first, last)
    flags = ((CLOSED_AT, ~is_open), (REMOTE_AT, is_remote), (PLACELESS_AT, ~is_placed), (ON_SITE_AT, is_on_site))
    for at, flag in flags:
        words |= flag.astype(np.uint64) << np.uint64(at)
    words |= kind.astype(np.uint64) << np.uint64(KIND_AT)
    return words


def person_words(
    *,
    education: Whole,
    languages: Whole,
    first: Whole,
    last: Whole,
    is_remote: npt.NDArray[np.bool_],
    is_placed: npt.NDArray[np.bool_],
) -> Words:
    """What N people have, guards set: the same fields, with the days from `first` to `last` the person has time.

    Raises BadInput("index.field").
    """
    words = _fields(education, languages, last, first)
    words |= np.uint64(GUARDS)
    for at, flag in ((REMOTE_AT, is_remote), (PLACELESS_AT, ~is_placed)):
        words |= flag.astype(np.uint64) << np.uint64(at)
    return words


def _fields(education: Whole, languages: Whole, first: Whole, last: Whole) -> Words:
    """Levels and days in their places; people swap the two days, because their last day meets an item's first."""
    _refuse_outside("education", education, 0, TOP_EDUCATION)
    _refuse_outside("languages", languages, 0, TOP_LANGUAGE)
    _refuse_outside("first", first, 0, LAST_DAY)
    _refuse_outside("last", last, 0, LAST_DAY)
    words = np.zeros(len(education), dtype=np.uint64)
    for slot in range(LANGUAGES):
        words |= languages[:, slot].astype(np.uint64) << np.uint64(4 * slot)
    words |= education.astype(np.uint64) << np.uint64(EDUCATION_AT)
    words |= first.astype(np.uint64) << np.uint64(FIRST_AT)
    words |= (LAST_DAY - last).astype(np.uint64) << np.uint64(LAST_AT)
    return words


def field(words: Words, at: int, most: int) -> npt.NDArray[np.int32]:
    """One field of each word; `most` is the field's highest value."""
    found: npt.NDArray[np.int32] = ((words >> np.uint64(at)) & np.uint64(most)).astype(np.int32)
    return found


def shut(word: np.uint64, *, is_people: bool) -> np.uint64:
    """The word of a row that nothing admits: an item is closed, a person has lost the guard that being open tests."""
    if is_people:
        return np.uint64(int(word) & ~(1 << OPEN_GUARD_AT))
    return np.uint64(int(word) | CLOSED)


def are_open(words: Words, *, is_people: bool) -> npt.NDArray[np.bool_]:
    """Which rows are not shut."""
    found: npt.NDArray[np.bool_] = field(words, OPEN_GUARD_AT, 1) == 1 if is_people else field(words, CLOSED_AT, 1) == 0
    return found


def _refuse_outside(name: str, values: Whole, low: int, high: int) -> None:
    if len(values) and not (low <= int(values.min()) and int(values.max()) <= high):
        raise BadInput("index.field", field=name, at_least=low, at_most=high)
