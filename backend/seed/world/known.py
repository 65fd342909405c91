"""Real and well-known names that nothing invented may bear."""

from functools import cache

from backend.core.text import fold
from backend.seed.world.phrases import table, words


def is_known(name: str, among: str) -> bool:
    """True if one of the real `organisations` or `people` is called like that."""
    return fold(name) in _known(among)


@cache
def _known(among: str) -> frozenset[str]:
    return frozenset(fold(name) for name in words(table("known")[among]))
