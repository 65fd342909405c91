"""What a worker of a cluster does: keep a copy of the snapshot for its machine, map it, and answer for some people.

A worker needs no database and no shared disk; it sees numbers, and nobody's name.
"""

import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from distributed import Client, get_worker

from matching.retrieve.index.askers import Askers
from matching.retrieve.index.folder import PARTIAL, open_place
from matching.retrieve.index.index import Index
from matching.retrieve.index.together import Together, search_for_all

PREFIX = "snapshot-"
PIECE = 8 << 20  # bytes that are sent at once


def answer(snapshot: str, askers: Askers, top: int, seed: int) -> Together | str:
    """The best for each of these people; where the machine has no such snapshot yet, the address that it be sent to."""
    worker = get_worker()
    place = _place(snapshot, worker)
    if not place.exists():
        return str(worker.address)
    return search_for_all(_mapped(place), askers, top, np.uint64(seed))


def send(client: Client, snapshot: str, place: Path, address: str) -> None:
    """Called far from the worker: its machine gets the snapshot, unless a neighbour got it meanwhile."""
    if client.run(has, snapshot, workers=[address]).get(address, True):
        return
    for path in sorted(path for path in place.rglob("*") if path.is_file()):
        name = str(path.relative_to(place))
        with path.open("rb") as file:
            for offset in range(0, max(1, path.stat().st_size), PIECE):
                client.run(receive, snapshot, name, offset, file.read(PIECE), workers=[address])
    client.run(show, snapshot, workers=[address])


def has(snapshot: str, dask_worker: Any) -> bool:
    """Whether this machine has it."""
    return _place(snapshot, dask_worker).exists()


def receive(snapshot: str, name: str, offset: int, content: bytes, dask_worker: Any) -> None:
    """A piece of one of its files."""
    path = _aside(snapshot, dask_worker) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if offset else "wb") as file:
        file.seek(offset)
        file.write(content)


def show(snapshot: str, dask_worker: Any) -> None:
    """It is whole: from now on it is found, in place of older ones. Who has mapped one of these goes on with it."""
    place = _place(snapshot, dask_worker)
    for other in place.parent.glob(f"{PREFIX}*"):
        if other.suffix != PARTIAL:
            shutil.rmtree(other, ignore_errors=True)
    _aside(snapshot, dask_worker).rename(place)


def _place(snapshot: str, worker: Any) -> Path:
    """Beside what belongs to this process alone, so that all workers of a machine find it."""
    return Path(worker.local_directory).parent / f"{PREFIX}{snapshot}"


def _aside(snapshot: str, worker: Any) -> Path:
    place = _place(snapshot, worker)
    return place.with_name(f"{place.name}{PARTIAL}")


@lru_cache(maxsize=1)
def _mapped(place: Path) -> Index:
    return open_place(place).index
