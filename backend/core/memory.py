"""Building large things that stay, without looking for garbage among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def building_to_keep() -> Iterator[None]:
    """Look for no garbage meanwhile: a million small things are made and all are kept, so it is a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle() -> None:
    """What is there now stays: no later search for garbage goes through it, which would stop everybody for seconds."""
    gc.freeze()
