"""How the inner loops are compiled, where numba is; the twin in `plain` serves where it is not."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from matching.compiled import IS_COMPILED, known

if IS_COMPILED:
    import numba

P = ParamSpec("P")
R = TypeVar("R")

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "boundscheck": False, "_nrt": False}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """An entry: the function as machine code, kept on disk; itself where there is no numba.

    No fast-math: every sum is of integers, and the one square root is rounded by IEEE 754. The interpreter's lock is
    let go, so that two threads search at once. No reference counts: kernels allocate nothing, and what they are given
    outlives the call; counting each array of each tuple at each step took four fifths of a search.
    """
    return _compiled(function, forceinline=False)


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A part of an entry, without the cost of a call: rows and queries are wide tuples."""
    return _compiled(function, forceinline=True)


def _compiled(function: Callable[P, R], *, forceinline: bool) -> Callable[P, R]:
    if not IS_COMPILED:
        return function
    settings: Any = numba.config
    elsewhere, settings.CACHE_DIR = settings.CACHE_DIR, str(_KEPT_IN)
    try:
        kept: Callable[P, R] = numba.njit(cache=True, forceinline=forceinline, **OPTIONS)(function)
    except RuntimeError:  # nowhere to keep it: compile anew in each process
        kept = numba.njit(forceinline=forceinline, **OPTIONS)(function)
    finally:
        settings.CACHE_DIR = elsewhere
    return kept if forceinline else known(kept)


def _kept_in() -> Path:
    """Where machine code is kept: a folder for exactly these sources.

    numba looks only at the file a function stands in, and would go on serving a search whose parts, in other files,
    have changed since.
    """
    rooms = Path(__file__).parent
    told = hashlib.sha256()
    for source in sorted((*rooms.glob("*.py"), *rooms.parent.glob("*.py"))):
        told.update(source.read_bytes())
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return (Path(chosen) if chosen else rooms / "__pycache__") / f"kernels-{told.hexdigest()[:16]}"


_KEPT_IN = _kept_in()
