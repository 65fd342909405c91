"""The rows of a large shelf, told apart by what one part of the arithmetic looks at: each different look once.

A hundred thousand posts name a few hundred different weeks of work. What a person's hours are worth to each of these
is worked out on a small shelf, one row for each, by the very rules and factors that look at whole shelves; then every
row of the large one has the answer of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.retrieve.shelf import Shelf
from matching.types import Item

Codes = npt.NDArray[np.int32]
MANY = 4  # where more than one row in so many differs, the shelf itself is looked at
ESSENTIALS = "essentials"
WHEREABOUTS = "whereabouts"

LOOKS: Mapping[str, tuple[str, ...]] = {
    "affords": ("affords",),
    "conditions": ("conditions",),
    "deadline": ("deadline",),
    "education": ("education",),
    "ends": ("ends_on",),
    ESSENTIALS: ("requirements",),  # of these, the essential ones
    "experience": ("occupation", "experience_months"),
    "grant": ("grant",),
    "hours": ("hours",),
    "kind": ("kind",),
    "languages": ("languages", "speaks"),
    "occupation": ("occupation",),
    "offers": ("teaches", "affords"),
    "pay": ("pay",),
    "price": ("price",),
    "remote": ("remote_share",),
    "reply": ("reply",),
    "starts": ("starts_on",),
    "subjects": ("sectors", "teaches", "affords"),
    WHEREABOUTS: ("place", "remote_share"),
}
"""The fields of an item that one part looks at."""


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A shelf with a row for each different look, and for each row of the large one which of them it has."""

    shelf: Shelf
    codes: Codes


class Facets:
    """All facets of a shelf, each made when it is first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._made: dict[str, Facet] = {}
        self._making = Lock()

    def of(self, look: str) -> Facet:
        """The facet of this name."""
        found = self._made.get(look)
        if found is None:
            with self._making:
                found = self._made.get(look)
                if found is None:
                    found = self._made[look] = _facet(self.shelf, look)
        return found


def _facet(shelf: Shelf, look: str) -> Facet:
    names = LOOKS[look]
    numbers: dict[tuple[Any, ...], int] = {}
    codes = np.empty(len(shelf), dtype=np.int32)
    for row, item in enumerate(shelf.items):
        codes[row] = numbers.setdefault(_seen(item, look, names), len(numbers))
    if look != ESSENTIALS and len(numbers) * MANY > len(shelf):
        return Facet(shelf, np.arange(len(shelf), dtype=np.int32))
    stripped = (
        Item(f"{number:09}", shelf.market, **dict(zip(names, seen, strict=True))) for seen, number in numbers.items()
    )
    return Facet(Shelf(shelf.market, stripped, shelf.scene), codes)


def _seen(item: Item, look: str, names: tuple[str, ...]) -> tuple[Any, ...]:
    if look == ESSENTIALS:
        return (tuple(one for one in item.requirements if one.is_essential),)
    return tuple(getattr(item, name) for name in names)
