"""Making a new snapshot of an old one and what was added to it, while both are searched and changed.

A process of its own (`python -m matching.retrieve.index.merging FOLDER`) so that no query waits for it. Writers wait
for the last step alone, which carries over what came in the meantime. Killed at any moment, it leaves the old snapshot
as it was.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.retrieve.index import words
from matching.retrieve.index.added import Added
from matching.retrieve.index.folder import MERGING, Shown, alone, open_current, open_place, show, sweep, write
from matching.retrieve.index.index import Index
from matching.retrieve.index.live import close
from matching.retrieve.index.rows import Rows, first_of, joined, taken


def merge(root: Path) -> str:
    """Merges; the name of the new snapshot. Raises BadInput("index.none")."""
    with alone(root, MERGING):
        sweep(root)
        old = open_current(root)
        with alone(root):  # a log and the words it tells of, at one moment
            count, closings = old.added.count, old.added.closings
            added = first_of(old.added.rows, count)
            was_open = words.are_open(added.words, is_people=old.index.is_of_people)
        place = write(root, f"{int(old.name) + 1:010d}", Index.build(_open_rows(old, added, was_open)), old.added.room)
        with alone(root):
            _carry_over(old, place, count, closings, was_open)
            name = show(root, place)
            Added(root / old.name / "added", writable=True).retire()
        sweep(root)
    return name


def merge_beside(root: Path) -> "subprocess.Popen[bytes]":
    """Begins a merge in a process of its own; the caller may wait for it or not."""
    return subprocess.Popen([sys.executable, "-m", __name__, str(root)])  # noqa: S603  ourselves


def _open_rows(old: Shown, added: Rows, was_open: npt.NDArray[np.bool_]) -> Rows:
    rows = old.index.rows
    is_open = words.are_open(rows.words, is_people=old.index.is_of_people)
    kept = rows if is_open.all() else taken(rows, np.flatnonzero(is_open))
    return joined(kept, taken(added, np.flatnonzero(was_open)))


def _carry_over(old: Shown, place: Path, count: int, closings: int, was_open: npt.NDArray[np.bool_]) -> None:
    """What was added or closed since the merge began, into the snapshot that nobody sees yet."""
    now = first_of(old.added.rows, old.added.count)
    is_open = words.are_open(now.words, is_people=old.index.is_of_people)
    gone = old.index.rows.numbers[old.added.closed(closings)].tolist()
    gone += now.numbers[:count][was_open & ~is_open[:count]].tolist()
    fresh = taken(now, count + np.flatnonzero(is_open[count:]))
    new = open_place(place, writable=True)
    for number in gone:
        close(new, number, 0)
    new.added.append(fresh)


if __name__ == "__main__":
    merge(Path(sys.argv[1]))
