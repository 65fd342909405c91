"""One page of a market in the order that was asked for: only what stands on it is put in order."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

import numpy as np

from backend.matches.asking import Desk
from backend.matches.feeding.thing import Thing
from backend.matches.schemas.search import Order
from matching.retrieve import select
from matching.retrieve.shelf import Shelf
from matching.retrieve.view import View
from matching.scoring.shapes import Numbers

LAST = np.iinfo(np.int64).max
MICROSECONDS = 1_000_000


def _deadline(thing: Thing) -> int:
    return LAST if thing.deadline_at is None else round(thing.deadline_at.timestamp() * MICROSECONDS)


def _age(thing: Thing) -> int:
    return LAST if thing.opened_at is None else -round(thing.opened_at.timestamp() * MICROSECONDS)


COLUMNS: dict[str, Callable[[Thing], int]] = {"deadline": _deadline, "newest": _age}
"""Orders other than by fit: the smallest number first, things of the same number by fit."""

_known: dict[str, WeakKeyDictionary[Shelf, Numbers]] = {order: WeakKeyDictionary() for order in COLUMNS}


def page_of(desk: Desk, order: Order, page: int, size: int) -> list[str]:
    """The ids of what stands on one page."""
    start, end = (page - 1) * size, page * size
    if order in COLUMNS:
        return _first(desk, order, end)[start:]
    return [item.id for item in desk.arranged.items[start:end]]


def _first(desk: Desk, order: Order, count: int) -> list[str]:
    """What comes first in that order."""
    views = [view for view in desk.views if len(view.rows)]
    if not views:
        return []
    values = np.concatenate([_column(desk, view, order)[view.rows] for view in views])
    near = np.arange(len(values))
    if count < len(values):
        near = np.flatnonzero(values <= np.partition(values, count - 1)[count - 1])
    keys, hashes = (np.concatenate(each) for each in zip(*((one.keys, _hashes(one)) for one in views), strict=True))
    ties, placed = select.shuffle(hashes[near], desk.day.seed), _arranged(desk, views, len(values))
    chosen = near[np.lexsort((ties, -keys[near], placed[near], values[near]))][:count]
    starts = np.cumsum([0, *(len(view.rows) for view in views)])
    return [_id(views, starts, int(at)) for at in chosen]


def _arranged(desk: Desk, views: list[View], count: int) -> Numbers:
    """The rank of those that are arranged; they stand before all others of the same number."""
    placed = np.full(count, LAST, dtype=np.int64)
    start = 0
    for view in views:
        for known, rank in desk.ranks.items():
            row = view.segment.row_of(known)
            if row is not None:
                placed[start + int(np.searchsorted(view.rows, row))] = rank
        start += len(view.rows)
    return placed


def _hashes(view: View) -> select.Hashes:
    own: select.Hashes = view.segment.hashes[view.rows]
    return own


def _id(views: list[View], starts: Numbers, at: int) -> str:
    which = int(np.searchsorted(starts, at, side="right")) - 1
    view = views[which]
    return view.segment.shelf.items[int(view.rows[at - int(starts[which])])].id


def _column(desk: Desk, view: View, order: Order) -> Numbers:
    """A number for each row of a shelf, worked out once: a thing that changes gets another row."""
    shelf, known = view.segment.shelf, _known[order]
    column = known.get(shelf)
    if column is None:
        number, things = COLUMNS[order], (desk.things.get(item.id) for item in shelf.items)
        column = np.array([LAST if thing is None else number(thing) for thing in things], dtype=np.int64)
        known[shelf] = column
    return column
