"""The rows of an index as columns, and how a market becomes them."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput
from matching.retrieve.index.kernels.copying import copy_lists
from matching.retrieve.index.score import LONGEST_SCALE, NO_LIMIT
from matching.retrieve.index.words import Words
from matching.retrieve.select import Hashes

Int32: TypeAlias = npt.NDArray[np.int32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Shorts: TypeAlias = npt.NDArray[np.uint16]
Starts: TypeAlias = npt.NDArray[np.uint32]


class Lists(NamedTuple):
    """A list of (concept, amount) for each of N rows: `starts` N + 1, the others end to end, concepts rising."""

    starts: Starts
    concepts: Shorts
    amounts: Bytes


class Rows(NamedTuple):
    """N items that people look for, or N people that an item looks for.

    `numbers` (unique, ≥ 0) are how the caller knows them, `hashes` break ties, `words` hold the hard conditions,
    `where` is N × 3 metres from the middle of the Earth, the lists say what a row is about. Of people only: `kinds` (a
    bit for each kind that is welcome), `limits` and `scales` in metres; for items these have no rows.
    """

    numbers: Int32
    hashes: Hashes
    words: Words
    where: Int32
    starts: Starts
    concepts: Shorts
    amounts: Bytes
    kinds: Shorts
    limits: Int32
    scales: Int32


LISTS = (4, 5, 6)  # columns whose length is not that of the rows
NONE16, NONE32 = np.zeros(0, dtype=np.uint16), np.zeros(0, dtype=np.int32)


def item_rows(
    numbers: npt.ArrayLike, hashes: Hashes, words: Words, where: npt.NDArray[np.integer], lists: Lists
) -> Rows:
    """Items as rows: lists hold shares (255 for each row that has any).

    Raises BadInput: "index.length" when columns differ in length, "index.number" when numbers repeat or are negative.
    """
    rows = Rows(_numbers(numbers), hashes, words, where.astype(np.int32), *lists, NONE16, NONE32, NONE32)
    _refuse_uneven(len(rows.numbers), rows.hashes, rows.words, rows.where, rows.starts[1:])
    return rows


def people_rows(
    numbers: npt.ArrayLike,
    hashes: Hashes,
    words: Words,
    where: npt.NDArray[np.integer],
    lists: Lists,
    *,
    kinds: npt.NDArray[np.integer],
    limits: npt.NDArray[np.integer],
    scales: npt.NDArray[np.integer],
) -> Rows:
    """People as rows: lists hold how similar each person is to a concept, 1..255, already expanded.

    Raises BadInput as `item_rows` does, and "index.reach" when a limit or scale is out of range.
    """
    check_reach(limits, scales)
    rows = Rows(
        _numbers(numbers),
        hashes,
        words,
        where.astype(np.int32),
        *lists,
        kinds.astype(np.uint16),
        limits.astype(np.int32),
        scales.astype(np.int32),
    )
    _refuse_uneven(
        len(rows.numbers), rows.hashes, rows.words, rows.where, rows.starts[1:], rows.kinds, rows.limits, rows.scales
    )
    return rows


def sealed(array: Any) -> npt.NDArray[Any]:
    """The same memory, plain and read-only: mapped files and fresh arrays then are one type to a compiler."""
    view: npt.NDArray[Any] = array.view(np.ndarray)
    view.flags.writeable = False
    return view


def check_reach(limits: npt.NDArray[np.integer], scales: npt.NDArray[np.integer]) -> None:
    """Limits are 0..2³⁰ metres, scales 1..6 000 000; BadInput("index.reach") otherwise."""
    if len(limits) and not (limits.min() >= 0 and limits.max() <= NO_LIMIT):
        raise BadInput("index.reach", what="limit", at_least=0, at_most=NO_LIMIT)
    if len(scales) and not (scales.min() > 0 and scales.max() <= LONGEST_SCALE):
        raise BadInput("index.reach", what="scale", at_least=1, at_most=LONGEST_SCALE)


def columns_of(rows: Rows) -> list[npt.NDArray[Any]]:
    """The columns, in their order."""
    return list(rows)


def taken(rows: Rows, which: npt.ArrayLike) -> Rows:
    """These rows, in this order."""
    order = np.asarray(which, dtype=np.int64)
    lengths = np.diff(rows.starts.astype(np.int64))[order]
    starts = np.zeros(len(order) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    concepts, amounts = np.empty(starts[-1], dtype=np.uint16), np.empty(starts[-1], dtype=np.uint8)
    copy_lists(rows.starts, rows.concepts, rows.amounts, order, starts, concepts, amounts)
    is_people = len(rows.kinds) > 0
    columns: list[npt.NDArray[Any]] = [
        np.take(column, order, axis=0) if at < LISTS[0] or is_people else column
        for at, column in enumerate(columns_of(rows))
        if at not in LISTS
    ]
    columns[LISTS[0] : LISTS[0]] = [starts.astype(np.uint32), concepts, amounts]
    return Rows(*columns)


def joined(one: Rows, other: Rows) -> Rows:
    """The rows of both, of one kind, end to end."""
    columns = [np.concatenate(pair) for pair in zip(columns_of(one), columns_of(other), strict=True)]
    columns[4] = np.concatenate((one.starts, one.starts[-1] + other.starts[1:])).astype(np.uint32)
    return Rows(*columns)


def first_of(rows: Rows, count: int) -> Rows:
    """The first `count` rows; nothing is copied."""
    end = int(rows.starts[count])
    cut = [column[:count] for column in columns_of(rows)]  # of items the last three have no rows to cut
    cut[4:7] = [rows.starts[: count + 1], rows.concepts[:end], rows.amounts[:end]]
    return Rows(*cut)


def _numbers(numbers: npt.ArrayLike) -> Int32:
    known = np.asarray(numbers, dtype=np.int64)
    is_fine = not len(known) or (known.min() >= 0 and known.max() < 1 << 31 and len(np.unique(known)) == len(known))
    if not is_fine:
        raise BadInput("index.number", at_least=0, at_most=(1 << 31) - 1)
    return known.astype(np.int32)


def _refuse_uneven(length: int, *columns: npt.NDArray[np.generic]) -> None:
    if any(len(column) != length for column in columns):
        raise BadInput("index.length", rows=length, columns=tuple(len(column) for column in columns))
