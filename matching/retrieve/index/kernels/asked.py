"""What one query asks, as numbers a kernel can take."""

from typing import NamedTuple

import numpy as np


class Asked(NamedTuple):
    """A person before items, or an item before people.

    `word` is theirs (a person's with guards); `forbidden` are flags of an item that rule it out; `kinds` a mask, of an
    item the one bit; days the person's or the item's span; x, y, z metres; `limit` squared metres and `scale` metres,
    of a person only; `is_remote`: can work from afar; `is_anywhere`: distance never rules out; `seed` shuffles ties.
    """

    word: np.uint64
    forbidden: np.uint64
    kinds: int
    education: int
    first: int
    last: int
    x: int
    y: int
    z: int
    limit: int
    scale: int
    is_remote: int
    is_anywhere: int
    seed: np.uint64
