"""One row before one query: may it be shown, and what is its score? And the same of a whole block, from above."""

import math

import numpy as np

from matching.retrieve.index.kernels.asked import Asked
from matching.retrieve.index.kernels.compiled import inlined
from matching.retrieve.index.rows import Rows
from matching.retrieve.index.score import CONCEPTS, FROM_AFAR, PLACE, TIME, WHOLE
from matching.retrieve.index.words import (
    FIELDS,
    FIRST_AT,
    GUARDS,
    KIND_AT,
    LAST_AT,
    LAST_DAY,
    PLACELESS_AT,
    REMOTE_AT,
)
from matching.retrieve.index.zones import (
    EDUCATION,
    FIRST,
    FLAGS,
    HIGH,
    KINDS,
    LAST,
    LIMIT,
    LOW,
    PLACELESS,
    REMOTE,
    SCALE,
    Zones,
)

_GUARDS, _FIELDS, _DAY = np.uint64(GUARDS), np.uint64(FIELDS), np.uint64(LAST_DAY)
_FIRST, _LAST, _KIND = np.uint64(FIRST_AT), np.uint64(LAST_AT), np.uint64(KIND_AT)
_REMOTE, _PLACELESS, _ZERO, _ONE = np.uint64(REMOTE_AT), np.uint64(PLACELESS_AT), np.uint64(0), np.uint64(1)


@inlined
def admits(row: int, rows: Rows, asked: Asked, is_people: bool) -> int:
    """1 where all hard conditions but distance hold, else 0: a subtraction and a mask (see `words`), and no branch."""
    word = rows.words[row]
    if is_people:
        is_met = int(((word & _FIELDS) - asked.word) & _GUARDS == _GUARDS)
        return is_met & int(int(rows.kinds[row]) & asked.kinds != 0)
    is_met = int((asked.word - (word & _FIELDS)) & _GUARDS == _GUARDS)
    return is_met & int(word & asked.forbidden == _ZERO) & (asked.kinds >> int(np.int64(word >> _KIND))) & 1


@inlined
def near(square: int, scale: int, from_afar: int) -> int:
    """The place part, 0..65 025, from the squared distance in metres."""
    away = int(math.sqrt(float(square)))
    part = WHOLE - WHOLE * away // scale if away < scale else 0
    if from_afar and part < FROM_AFAR:
        part = FROM_AFAR
    return part


@inlined
def during(word: np.uint64, first: int, last: int, is_people: bool) -> int:
    """The time part, 0..65 025, of a row whose days meet those asked for."""
    low, high = int(np.int64((word >> _FIRST) & _DAY)), LAST_DAY - int(np.int64((word >> _LAST) & _DAY))
    if is_people:
        low, high = high, low
    shorter = min(last - first, high - low)
    if shorter <= 0:
        return WHOLE
    begins = max(first, low)
    ends = min(last, high)
    return WHOLE * (ends - begins) // shorter


@inlined
def square_to(row: int, rows: Rows, asked: Asked) -> int:
    """Squared metres between a row and the asker."""
    x = int(np.int64(rows.where[row, 0])) - asked.x
    y = int(np.int64(rows.where[row, 1])) - asked.y
    z = int(np.int64(rows.where[row, 2])) - asked.z
    return x * x + y * y + z * z


@inlined
def score_of(row: int, concepts: int, rows: Rows, asked: Asked, is_people: bool) -> int:
    """The score of a row that conditions other than distance admit; −1 where distance rules it out."""
    word = rows.words[row]
    square = square_to(row, rows, asked)
    from_afar = int(np.int64((word >> _REMOTE) & _ONE)) & asked.is_remote
    limit, scale = asked.limit, asked.scale
    if is_people:
        own = int(np.int64(rows.limits[row]))
        limit, scale = own * own, int(np.int64(rows.scales[row]))
    is_free = from_afar | asked.is_anywhere | int(np.int64((word >> _PLACELESS) & _ONE))
    if square > limit and is_free == 0:
        return -1
    place, time = near(square, scale, from_afar), during(word, asked.first, asked.last, is_people)
    return CONCEPTS * concepts + PLACE * place + TIME * time


@inlined
def apart(low: int, at: int, high: int) -> int:
    """How far a coordinate lies outside of a span."""
    if at < low:
        return low - at
    return at - high if at > high else 0


@inlined
def square_to_box(block: int, zones: Zones, asked: Asked) -> int:
    """Squared metres to the nearest point of a block's box."""
    x = apart(int(np.int64(zones[block, LOW])), asked.x, int(np.int64(zones[block, HIGH])))
    y = apart(int(np.int64(zones[block, LOW + 1])), asked.y, int(np.int64(zones[block, HIGH + 1])))
    z = apart(int(np.int64(zones[block, LOW + 2])), asked.z, int(np.int64(zones[block, HIGH + 2])))
    return x * x + y * y + z * z


@inlined
def misses(block: int, zones: Zones, asked: Asked, is_people: bool) -> bool:
    """Whether no row of the block can meet kind, education or days."""
    if zones[block, KINDS] & asked.kinds == 0:
        return True
    if is_people and zones[block, EDUCATION] < asked.education:
        return True
    if not is_people and zones[block, EDUCATION] > asked.education:
        return True
    return bool(zones[block, FIRST] > asked.last or zones[block, LAST] < asked.first)


@inlined
def bound(block: int, zones: Zones, asked: Asked, is_people: bool) -> int:
    """The most that place and time can bring in this block; −1 where no row of it can be shown."""
    if misses(block, zones, asked, is_people):
        return -1
    limit, scale = asked.limit, asked.scale
    if is_people:
        longest = int(np.int64(zones[block, LIMIT]))
        limit, scale = longest * longest, int(np.int64(zones[block, SCALE]))
    square = square_to_box(block, zones, asked)
    flags = int(np.int64(zones[block, FLAGS]))
    from_afar = flags & REMOTE & asked.is_remote
    if square > limit and from_afar | asked.is_anywhere | (flags & PLACELESS) == 0:
        return -1
    return PLACE * near(square, scale, from_afar) + TIME * WHOLE
