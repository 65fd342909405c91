"""numba where it is installed; the very same function in plain Python where it is not."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

try:
    import numba
except ImportError:  # the twin serves: slower, with the same result
    IS_COMPILED = False
else:
    IS_COMPILED = True


def compiled(function: F) -> F:
    """Compiles a kernel over arrays when it is first called, and keeps the code on disk where that can be written."""
    if not IS_COMPILED:
        return function
    try:
        return cast("F", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # nowhere to keep it
        return cast("F", numba.njit(nogil=True)(function))


def inlined(function: F) -> F:
    """A small part of a kernel, written into whatever calls it: a call with many arrays costs more than it does."""
    return cast("F", numba.njit(inline="always")(function)) if IS_COMPILED else function
