"""The order of rows, and what is true of every 256 of them: whole blocks that cannot match are never looked at."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from matching.retrieve.index import words as fields
from matching.retrieve.index.globe import along_curve
from matching.retrieve.index.rows import Int32, Rows
from matching.retrieve.index.sorting import order_by

BLOCK = 256
STEPS = (15_000, 25_000, 40_000, 60_000, 100_000, 200_000)  # limits of people, in metres, that stand together
KINDS, EDUCATION, FIRST, LAST, FLAGS, LOW, HIGH, LIMIT, SCALE, WIDTH = 0, 1, 2, 3, 4, 5, 8, 11, 12, 16
REMOTE, PLACELESS = 1, 2
KEY = 26  # bits of what rows are ordered by: four and two, or two and three, above the curve's twenty

Zones: TypeAlias = npt.NDArray[np.int32]  # a line of 64 bytes for each block; the columns are named above


class Reach(NamedTuple):
    """The columns of rows that zones summarise, read out of the words once."""

    kinds: Int32
    education: Int32
    first: Int32
    last: Int32
    flags: Int32


def order_of(rows: Rows) -> npt.NDArray[np.int64]:
    """Items by kind, remote and Hilbert cell; people by remote, limit and cell. Ties in the order given."""
    flags = _flags(rows)
    curve = np.zeros(len(rows.numbers), dtype=np.int64)
    is_placed = (flags & PLACELESS) == 0
    curve[is_placed] = along_curve(rows.where[is_placed])
    first = np.searchsorted(STEPS, rows.limits) if len(rows.kinds) else fields.field(rows.words, fields.KIND_AT, 15)
    key = (first.astype(np.int64) << 2 | flags) << 20 | curve
    if len(rows.kinds):
        key = (flags.astype(np.int64) << 3 | first) << 20 | curve
    return order_by(key, KEY)


def zones_of(rows: Rows) -> Zones:
    """One line for each block of 256 rows: the kinds in it, the least asked (most had), its box, its longest limit."""
    starts = np.arange(0, len(rows.numbers), BLOCK)
    zones = np.zeros((len(starts), WIDTH), dtype=np.int32)
    if not len(starts):
        return zones
    is_people = len(rows.kinds) > 0
    reach = _people_reach(rows) if is_people else _item_reach(rows)
    zones[:, KINDS] = np.bitwise_or.reduceat(reach.kinds, starts)
    zones[:, EDUCATION] = (np.maximum if is_people else np.minimum).reduceat(reach.education, starts)
    zones[:, FIRST] = np.minimum.reduceat(reach.first, starts)
    zones[:, LAST] = np.maximum.reduceat(reach.last, starts)
    zones[:, FLAGS] = np.bitwise_or.reduceat(reach.flags, starts)
    zones[:, LOW : LOW + 3] = np.minimum.reduceat(rows.where, starts)
    zones[:, HIGH : HIGH + 3] = np.maximum.reduceat(rows.where, starts)
    if is_people:
        zones[:, LIMIT] = np.maximum.reduceat(rows.limits, starts)
        zones[:, SCALE] = np.maximum.reduceat(rows.scales, starts)
    return zones


def _item_reach(rows: Rows) -> Reach:
    kind = fields.field(rows.words, fields.KIND_AT, 15)
    return Reach(
        np.int32(1) << kind,
        fields.field(rows.words, fields.EDUCATION_AT, fields.TOP_EDUCATION),
        fields.field(rows.words, fields.FIRST_AT, fields.LAST_DAY),
        fields.LAST_DAY - fields.field(rows.words, fields.LAST_AT, fields.LAST_DAY),
        _flags(rows),
    )


def _people_reach(rows: Rows) -> Reach:
    return Reach(
        rows.kinds.astype(np.int32),
        fields.field(rows.words, fields.EDUCATION_AT, fields.TOP_EDUCATION),
        fields.LAST_DAY - fields.field(rows.words, fields.LAST_AT, fields.LAST_DAY),
        fields.field(rows.words, fields.FIRST_AT, fields.LAST_DAY),
        _flags(rows),
    )


def _flags(rows: Rows) -> Int32:
    return fields.field(rows.words, fields.REMOTE_AT, REMOTE | PLACELESS)
