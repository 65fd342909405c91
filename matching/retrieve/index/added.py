"""What came after a snapshot: rows appended to mapped files, seen by all once their count is written."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput
from matching.retrieve.index.rows import Rows, sealed

ROOM = 16_384  # rows that can be added before a merge must be through
ENTRIES = 256  # concepts of a row on average for which there is room; files have holes, so unused room costs nothing
LISTS = ("starts", "concepts", "amounts")
COUNT, CLOSED, IS_RETIRED, WORDS_IN_HEADER = 0, 1, 2, 8


class Full(BadInput):
    """No room for another row until a merge is through."""


class Added:
    """Rows in order of arrival, and a log of the snapshot's rows that were closed. One writes at a time, any number
    read.

    A row's columns are written first and the count last, so whoever reads the count finds the row complete.
    """

    def __init__(self, folder: Path, *, writable: bool = False) -> None:
        mode = "r+" if writable else "r"
        self._header = mapped(folder / "header.npy", mode)
        self._log = mapped(folder / "log.npy", mode)
        self._own = Rows(*(mapped(folder / f"{name}.npy", mode) for name in Rows._fields))
        self.rows = Rows(*map(sealed, self._own))

    @classmethod
    def create(cls, folder: Path, like: Rows, room: int = ROOM) -> None:
        """Empty files with room for so many rows of the same kind."""
        folder.mkdir()
        is_people = len(like.kinds) > 0
        lengths = {"starts": room + 1, "concepts": room * ENTRIES, "amounts": room * ENTRIES}
        for name, column in like._asdict().items():
            is_missing = name in {"kinds", "limits", "scales"} and not is_people
            _empty(folder / name, column.dtype, (0 if is_missing else lengths.get(name, room), *column.shape[1:]))
        _empty(folder / "header", np.dtype(np.int64), (WORDS_IN_HEADER,))
        _empty(folder / "log", np.dtype(np.int32), (room,))

    @property
    def room(self) -> int:
        """How many rows fit in all."""
        return len(self.rows.numbers)

    @property
    def count(self) -> int:
        """How many rows are there now."""
        return int(self._header[COUNT])

    @property
    def is_retired(self) -> bool:
        """Whether a newer snapshot has taken over."""
        return bool(self._header[IS_RETIRED])

    def retire(self) -> None:
        """A newer snapshot has taken over."""
        self._header[IS_RETIRED] = 1

    @property
    def closings(self) -> int:
        """How many rows of the snapshot were closed."""
        return int(self._header[CLOSED])

    def closed(self, since: int = 0) -> npt.NDArray[np.int32]:
        """Rows of the snapshot that were closed, in order, from the `since`-th on."""
        return np.array(self._log[since : self.closings])

    def append(self, rows: Rows) -> None:
        """Adds these rows and shows them, all at once. Raises Full."""
        count, new = self.count, len(rows.numbers)
        low = int(self._own.starts[count])
        high = low + len(rows.concepts)
        if count + new > self.room or high > len(self._own.concepts):
            raise Full("index.full", room=self.room)
        for name, column in rows._asdict().items():
            if name not in LISTS and len(column):
                getattr(self._own, name)[count : count + new] = column
        self._own.concepts[low:high] = rows.concepts
        self._own.amounts[low:high] = rows.amounts
        self._own.starts[count + 1 : count + new + 1] = rows.starts[1:].astype(np.int64) + low
        self._header[COUNT] = count + new

    def row_of(self, number: int, before: int) -> int | None:
        """The last row of this number among the first `before`; None when there is none."""
        found = np.flatnonzero(self.rows.numbers[:before] == number)
        return int(found[-1]) if len(found) else None

    def close(self, row: int, word: np.uint64) -> None:
        """Puts a closed word in place of a row's."""
        self._own.words[row] = word

    def log(self, row: int) -> None:
        """Notes that a row of the snapshot was closed. Raises Full."""
        noted = int(self._header[CLOSED])
        if noted == len(self._log):
            raise Full("index.full", room=self.room)
        self._log[noted] = row
        self._header[CLOSED] = noted + 1


def mapped(path: Path, mode: Any = "r") -> npt.NDArray[Any]:
    """An array in a file, shared with every process that maps it; an empty one is simply loaded."""
    try:
        found: npt.NDArray[Any] = np.load(path, mmap_mode=mode).view(np.ndarray)
    except ValueError:  # nothing to map
        found = np.load(path)
    return found


def _empty(path: Path, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
    if 0 in shape:
        np.save(path, np.zeros(shape, dtype))
    else:
        np.lib.format.open_memmap(path.with_suffix(".npy"), "w+", dtype, shape).flush()
