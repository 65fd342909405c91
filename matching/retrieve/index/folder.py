"""Snapshots on disk: one folder each, written aside and shown by one atomic rename."""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.errors import BadInput
from matching.retrieve.index.added import ROOM, Added, mapped
from matching.retrieve.index.index import Index
from matching.retrieve.index.rows import Rows, sealed
from matching.retrieve.index.tiles import Tiles

FORMAT = 1
CURRENT, PARTIAL, WRITING, MERGING = "CURRENT", ".partial", "writing.lock", "merging.lock"


@dataclass(frozen=True, eq=False)
class Shown:
    """One snapshot, mapped: its index, what was added since, and its words for whoever closes rows."""

    name: str
    index: Index
    added: Added
    words: npt.NDArray[np.uint64]


def create(root: Path, index: Index, room: int = ROOM) -> None:
    """Makes `root` an index with this as its first snapshot."""
    root.mkdir(parents=True, exist_ok=True)
    show(root, write(root, "0000000001", index, room))


def write(root: Path, name: str, index: Index, room: int = ROOM) -> Path:
    """A whole snapshot, on disk and complete, that nobody sees yet."""
    place = root / f"{name}{PARTIAL}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    parts = {
        "rows": index.rows._asdict(),
        "tiles": index.tiles._asdict(),
        "": {"zones": index.zones, "finder": index.finder},
    }
    for part, arrays in parts.items():
        for word, array in arrays.items():
            with (place / f"{part}{'.' if part else ''}{word}.npy").open("wb") as out:
                np.save(out, array)
                out.flush()
                os.fsync(out.fileno())
    Added.create(place / "added", index.rows, room)
    (place / "about.json").write_text(json.dumps({"format": FORMAT, "rows": len(index), "room": room}))
    return place


def show(root: Path, place: Path) -> str:
    """Makes a written snapshot the current one. Either the old or the new one is current, at any moment."""
    name = place.name.removesuffix(PARTIAL)
    place.rename(root / name)
    aside = root / f"{CURRENT}{PARTIAL}"
    with aside.open("w") as out:
        out.write(name)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(root / CURRENT)
    return name


def current(root: Path) -> str:
    """The name of the current snapshot; BadInput("index.none") where there is none."""
    try:
        return (root / CURRENT).read_text()
    except FileNotFoundError:
        raise BadInput("index.none", folder=str(root)) from None


def open_current(root: Path, *, writable: bool = False) -> Shown:
    """Maps the current snapshot, however often it changes meanwhile. Raises BadInput "index.none", "index.format"."""
    while True:
        name = current(root)
        try:
            return open_place(root / name, writable=writable)
        except FileNotFoundError:
            if current(root) == name:
                raise


def sweep(root: Path) -> None:
    """Removes every snapshot but the current one, and what a killed merge left behind."""
    keep = current(root)
    for place in root.iterdir():
        if place.is_dir() and place.name != keep:
            shutil.rmtree(place, ignore_errors=True)


_threads = {WRITING: threading.Lock(), MERGING: threading.Lock()}  # a file lock does not part two threads


@contextmanager
def alone(root: Path, lock: str = WRITING) -> Iterator[None]:
    """Only one thread of one process at a time; a process that dies lets go."""
    with _threads[lock], (root / lock).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def open_place(place: Path, *, writable: bool = False) -> Shown:
    """Maps one snapshot, shown or not."""
    about = json.loads((place / "about.json").read_text())
    if about["format"] != FORMAT:
        raise BadInput("index.format", format=about["format"], known=FORMAT)
    index = Index(
        Rows(*(sealed(mapped(place / f"rows.{name}.npy")) for name in Rows._fields)),
        sealed(mapped(place / "zones.npy")),
        Tiles(*(sealed(mapped(place / f"tiles.{name}.npy")) for name in Tiles._fields)),
        sealed(mapped(place / "finder.npy")),
    )
    words = mapped(place / "rows.words.npy", "r+" if writable else "r")
    return Shown(place.name, index, Added(place / "added", writable=writable), words)
