"""A mapping whose changed copy costs what changes, not what there is."""

from collections.abc import Iterator, Mapping
from typing import Final, Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

FEW = 512
PART = 100
"""A layer of changes is folded into what it lies on when it has grown past `FEW` and one part in `PART` of that."""


class Gone:
    """Stands where a key was."""


GONE: Final = Gone()


class Layers(Mapping[Key, Value], Generic[Key, Value]):
    """What there was, and a thin layer of what came, changed or went since. Never changes; `changed` makes another."""

    def __init__(self, below: Mapping[Key, Value], above: Mapping[Key, Value | Gone] | None = None) -> None:
        self._below = below
        self._above: Mapping[Key, Value | Gone] = above or {}
        new = sum(key not in below for key in self._above)
        gone = sum(value is GONE for value in self._above.values())
        self._count = len(below) + new - gone

    def changed(self, changes: Mapping[Key, Value | Gone]) -> "Layers[Key, Value]":
        """With these values for their keys; where it is `GONE`, without."""
        above = {**self._above, **changes}
        above = {key: value for key, value in above.items() if value is not GONE or key in self._below}
        layered = Layers(self._below, above)
        is_thin = len(above) <= max(FEW, len(self._below) // PART)
        return layered if is_thin else Layers(dict(layered.items()))

    def __getitem__(self, key: Key) -> Value:
        if key not in self._above:
            return self._below[key]
        value = self._above[key]
        if isinstance(value, Gone):
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._below if key not in self._above)
        yield from (key for key, value in self._above.items() if value is not GONE)

    def __len__(self) -> int:
        return self._count
