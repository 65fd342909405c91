"""What many people have alike before the looks of facets: worked out for the first of them, and kept for the others."""

from collections.abc import Callable, Hashable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Kept = TypeVar("Kept", bound=npt.NDArray[np.generic])
ROOM = 1 << 26  # bytes; then it begins anew


class Shared:
    """Arrays by what they were worked out from. Not for several threads at once."""

    def __init__(self, room: int = ROOM) -> None:
        self._kept: dict[Hashable, npt.NDArray[np.generic]] = {}
        self._room, self._left = room, room

    def kept(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made under this key, or is now. Nobody may change it."""
        found: Kept | None = self._kept.get(key)  # type: ignore[assignment]  # the same key, the same kind
        if found is None:
            found = make()
            if found.nbytes > self._left:
                self._kept.clear()
                self._left = self._room
            self._kept[key] = found
            self._left -= found.nbytes
        return found
