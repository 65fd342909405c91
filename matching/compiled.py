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


KERNELS: list[Any] = []  # every entry that is compiled when it is first called
# no reference counts: kernels allocate nothing, and what they are given outlives the call
OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}


def compiled(function: F) -> F:
    """A kernel over arrays, compiled when it is first called; the code is kept on disk where that can be written.

    It allocates nothing: what it works on is passed in.
    """
    if not IS_COMPILED:
        return function
    try:
        return known(cast("F", numba.njit(cache=True, **OPTIONS)(function)))
    except RuntimeError:  # nowhere to keep it
        return known(cast("F", numba.njit(**OPTIONS)(function)))


def known(kernel: F) -> F:
    """Puts a kernel on the list of all."""
    KERNELS.append(kernel)
    return kernel


def cold() -> list[str]:
    """The kernels, of all that were imported, that nothing has called yet: whoever calls one first waits for it."""
    return sorted(f"{kernel.__module__}.{kernel.__name__}" for kernel in KERNELS if not kernel.signatures)


def inlined(function: F) -> F:
    """A small part of a kernel, written into whatever calls it: a call with many arrays costs more than it does."""
    return cast("F", numba.njit(forceinline=True, **OPTIONS)(function)) if IS_COMPILED else function
