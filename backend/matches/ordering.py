"""One page of a market in the order that was asked for: only what stands on it is put in order."""

import numpy as np

from backend.matches.asking import Desk
from backend.matches.columns import LAST, number
from backend.matches.schemas.search import Order
from matching.retrieve import select
from matching.retrieve.view import View
from matching.scoring.shapes import Numbers

OTHERS = frozenset({"deadline", "newest"})
"""Orders other than by fit: the smallest number first, things of the same number by fit."""


def page_of(desk: Desk, order: Order, page: int, size: int) -> list[str]:
    """The ids of what stands on one page."""
    start, end = (page - 1) * size, page * size
    if order in OTHERS:
        return _first(desk, order, end)[start:]
    return [item.id for item in desk.arranged.items[start:end]]


def _first(desk: Desk, order: Order, count: int) -> list[str]:
    """What comes first in that order."""
    views = [view for view in desk.views if len(view.rows)]
    if not views:
        return []
    values = np.concatenate([number(view.segment.shelf, desk.things, order)[view.rows] for view in views])
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
