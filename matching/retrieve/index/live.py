"""An index that changes while it is read: every process maps the same files, and sees a change at its next query."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.retrieve.index import words
from matching.retrieve.index.added import ROOM
from matching.retrieve.index.folder import Shown, alone, create, open_current
from matching.retrieve.index.index import Found, Index, search_all
from matching.retrieve.index.query import Query
from matching.retrieve.index.rows import Rows


class Live:
    """A folder with a current snapshot. Open one in each process; many threads may search it."""

    def __init__(self, root: Path, *, writable: bool = False) -> None:
        """Raises BadInput("index.none") where no index was made."""
        self.root = root
        self.writable = writable
        self._shown = open_current(root, writable=writable)

    @classmethod
    def make(cls, root: Path, rows: Rows, room: int = ROOM) -> "Live":
        """Builds an index of these rows in a folder, and opens it for writing."""
        create(root, Index.build(rows), room)
        return cls(root, writable=True)

    @property
    def shown(self) -> Shown:
        """The current snapshot."""
        if self._shown.added.is_retired:
            self._shown = open_current(self.root, writable=self.writable)
        return self._shown

    @property
    def is_due(self) -> bool:
        """Whether half of the room for additions or closings is used, so that a merge should begin."""
        added = self.shown.added
        return 2 * max(added.count, added.closings) >= added.room

    def search(self, query: Query, top: int) -> Found:
        """The best `top`, as `Index.search`, with everything that was added, changed or closed before the call.

        The snapshot is searched before what was added, and a changed row is added before its old self is closed: one
        that changes meanwhile may be met twice, but never missed. Of two selves the newer counts.
        """
        room = top
        while True:
            shown = self.shown
            found = search_all((shown.index, shown.added), query, room)
            kept = _newest(found)
            if len(kept) >= top or len(found.numbers) < room:
                best = kept[:top]
                return Found(found.numbers[best], found.scores[best], found.ages[best])
            room *= 2

    def add(self, rows: Rows) -> None:
        """Adds rows; where a number is there already, the new row takes the place of the old. Raises Full."""
        with alone(self.root):
            shown, before = self.shown, self.shown.added.count
            shown.added.append(rows)
            for number in rows.numbers.tolist():
                close(shown, number, before)

    def close(self, numbers: Iterable[int]) -> None:
        """These rows are found no more. Unknown numbers are passed over. Raises Full."""
        with alone(self.root):
            shown = self.shown
            for number in numbers:
                close(shown, number, shown.added.count)


def _newest(found: Found) -> npt.NDArray[np.int64]:
    """Where the newest self of each number stands, in order."""
    if len(set(found.numbers.tolist())) == len(found.numbers):
        return np.arange(len(found.numbers))
    by_age = np.lexsort((-found.ages, found.numbers))
    _, firsts = np.unique(found.numbers[by_age], return_index=True)
    newest: npt.NDArray[np.int64] = np.sort(by_age[firsts])
    return newest


def close(shown: Shown, number: int, before: int) -> None:
    """Shuts the row of this number: the last among the first `before` added, else the snapshot's."""
    is_people = shown.index.is_of_people
    row = shown.added.row_of(number, before)
    if row is not None:
        shown.added.close(row, words.shut(shown.added.rows.words[row], is_people=is_people))
        return
    row = shown.index.row_of(number)
    if row is not None and words.are_open(shown.words[row : row + 1], is_people=is_people)[0]:
        shown.added.log(row)
        shown.words[row] = words.shut(shown.words[row], is_people=is_people)
