"""What somebody wants to look at right now. Filters leave out before rules judge, and are counted apart."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.retrieve.lens import Lens
from matching.retrieve.ragged import Ragged
from matching.retrieve.shelf import NOT_SAID, Shelf
from matching.scoring.money import of_money
from matching.scoring.shapes import Numbers
from matching.types import Money

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filters:
    """Each field that is set must hold; an empty one filters nothing. What an item does not say does not pass.

    `only` and `without` are ids; `occupations` and `teaches` count narrower concepts too; `within_km` is measured from
    the person; `access` are facts that must all be there.
    """

    only: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    within_km: int | None = None
    remote_at_least: int | None = None
    pay_at_least: Money | None = None


def wanted(filters: Filters, lens: Lens) -> Mask:
    """True for each row of the shelf that passes."""
    shelf = lens.shelf
    mask = np.ones(len(shelf), dtype=np.bool_)
    mask &= _ids(filters, shelf)
    for column, words in (
        ("kind", filters.kinds),
        ("organisation", filters.organisations),
        ("municipality", filters.municipalities),
    ):
        if words:
            mask &= _one_of(getattr(shelf, column), [shelf.words.get(word) for word in words])
    if filters.occupations:
        mask &= _one_of(shelf.occupation, _narrower(filters.occupations, lens))
    if filters.teaches:
        mask &= _any_of(shelf.offers, "concept", _narrower(filters.teaches, lens))
    for fact in filters.access:
        mask &= _any_of(shelf.access, "word", [shelf.words.get(fact)])
    return mask & _measured(filters, lens)


def _measured(filters: Filters, lens: Lens) -> Mask:
    shelf = lens.shelf
    mask = np.ones(len(shelf), dtype=np.bool_)
    if filters.within_km is not None:
        mask &= (lens.hundred_metres != NOT_SAID) & (lens.hundred_metres <= filters.within_km * 10)
    if filters.remote_at_least is not None:
        mask &= shelf.remote_share >= max(filters.remote_at_least, 0)
    if filters.pay_at_least is not None:
        least = of_money(filters.pay_at_least)
        mask &= (shelf.pay.unit == shelf.units.get(least.unit)) & (shelf.pay.high >= least.low)
    return mask


def _ids(filters: Filters, shelf: Shelf) -> Mask:
    mask = np.full(len(shelf), filters.only is None, dtype=np.bool_)
    for ids, value in ((filters.only or (), True), (filters.without, False)):
        rows = [shelf.row_of[known] for known in ids if known in shelf.row_of]
        mask[rows] = value
    return mask


def _one_of(column: Numbers, numbers: list[int]) -> Mask:
    found: Mask = np.isin(column, np.array(numbers, dtype=np.int64)) & (column >= 0)
    return found


def _any_of(lists: Ragged, name: str, numbers: list[int]) -> Mask:
    return lists.total(np.isin(lists[name], np.array(numbers, dtype=np.int64))) > 0


def _narrower(concepts: tuple[str, ...], lens: Lens) -> list[int]:
    """Numbers of the shelf's concepts that are one of these or lie below one."""
    wide = set(concepts)
    return [number for concept, number in lens.shelf.concepts.numbers.items() if wide & lens.scene.graph.above(concept)]
