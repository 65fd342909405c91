"""The same search in plain numpy: the oracle of the tests, and what serves where nothing compiles.

It looks at every row; it knows no zones, tiles or bounds, and shares no code with the kernels.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.retrieve.index import words
from matching.retrieve.index.query import Query
from matching.retrieve.index.rows import Rows
from matching.retrieve.index.score import CONCEPTS, FROM_AFAR, PLACE, TIME, WHOLE
from matching.scoring.shapes import Numbers

Mask = npt.NDArray[np.bool_]


class Scored(NamedTuple):
    """Rows that may be shown, and the score of each."""

    rows: Numbers
    scores: Numbers


def score(rows: Rows, query: Query) -> Scored:
    """Every row that all conditions admit, in order of row, with its score."""
    may = np.flatnonzero(_admitted(rows, query))
    away = _squares(rows, query, may)
    limits, scales = _reach(rows, query, may)
    from_afar = _flag(rows.words[may], words.REMOTE_AT) & bool(query.asked.is_remote)
    is_free = from_afar | _flag(rows.words[may], words.PLACELESS_AT) | bool(query.asked.is_anywhere)
    kept = np.flatnonzero(is_free | (away <= limits))
    may, away, scales, from_afar = may[kept], away[kept], scales[kept], from_afar[kept]
    metres = np.sqrt(away.astype(np.float64)).astype(np.int64)
    place = np.where(metres < scales, WHOLE - WHOLE * metres // scales, 0)
    place = np.where(from_afar, np.maximum(place, FROM_AFAR), place)
    scores: Numbers = CONCEPTS * _sums(rows, query, may) + PLACE * place + TIME * _time(rows, query, may)
    return Scored(may, scores)


def _admitted(rows: Rows, query: Query) -> Mask:
    asked, guards = query.asked, np.uint64(words.GUARDS)
    fields = rows.words & np.uint64(words.FIELDS)
    if query.is_of_people:
        are_welcome: Mask = ((fields - asked.word) & guards == guards) & (rows.kinds & np.uint16(asked.kinds) != 0)
        return are_welcome
    is_wanted = (np.uint64(asked.kinds) >> (rows.words >> np.uint64(words.KIND_AT))) & np.uint64(1) != 0
    may: Mask = ((asked.word - fields) & guards == guards) & (rows.words & asked.forbidden == 0) & is_wanted
    return may


def _squares(rows: Rows, query: Query, may: Numbers) -> Numbers:
    apart = rows.where[may].astype(np.int64) - np.array([query.asked.x, query.asked.y, query.asked.z], dtype=np.int64)
    squares: Numbers = (apart * apart).sum(axis=1)
    return squares


def _reach(rows: Rows, query: Query, may: Numbers) -> tuple[Numbers, Numbers]:
    """Squared limit and scale of each pair."""
    if query.is_of_people:
        return rows.limits[may].astype(np.int64) ** 2, rows.scales[may].astype(np.int64)
    return np.full(len(may), query.asked.limit, dtype=np.int64), np.full(len(may), query.asked.scale, dtype=np.int64)


def _time(rows: Rows, query: Query, may: Numbers) -> Numbers:
    first = words.field(rows.words[may], words.FIRST_AT, words.LAST_DAY).astype(np.int64)
    last = words.LAST_DAY - words.field(rows.words[may], words.LAST_AT, words.LAST_DAY).astype(np.int64)
    if query.is_of_people:
        first, last = last, first
    shorter = np.minimum(last - first, query.asked.last - query.asked.first)
    overlap = np.minimum(last, query.asked.last) - np.maximum(first, query.asked.first)
    return np.where(shorter > 0, WHOLE * overlap // np.maximum(shorter, 1), WHOLE)


def _sums(rows: Rows, query: Query, may: Numbers) -> Numbers:
    """Σ amounts × what the query gives for each concept, of these rows."""
    table = np.zeros(1 << 16, dtype=np.int64)
    table[query.concepts] = query.amounts
    starts = rows.starts[may].astype(np.int64)
    lengths = rows.starts[may + 1].astype(np.int64) - starts
    owners = np.repeat(np.arange(len(may)), lengths)
    ends = np.cumsum(lengths)
    at = np.arange(len(owners)) + np.repeat(starts - (ends - lengths), lengths)
    running = np.zeros(len(owners) + 1, dtype=np.int64)
    np.cumsum(table[rows.concepts[at]] * rows.amounts[at], out=running[1:])
    sums: Numbers = running[ends] - running[ends - lengths]
    return sums


def _flag(told: words.Words, at: int) -> Mask:
    return words.field(told, at, 1) > 0
