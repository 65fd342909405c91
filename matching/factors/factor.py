"""What a factor is: three functions that must agree."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.errors import Fact
from matching.retrieve.lens import Lens
from matching.retrieve.shelf import NOT_SAID
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import Item, Reason, Seeker

UNKNOWN = NOT_SAID  # how `scan` says that a pair has no value


@dataclass(frozen=True, slots=True)
class Share:
    """One line inside a factor: the weight it gained and the weight it lost, for splitting the factor's points."""

    code: str
    gained: int
    lost: int
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Told:
    """Why a value is what it is. `is_guess`: the value rests on silence, so the interval opens upwards."""

    reasons: tuple[Reason, ...]
    shares: tuple[Share, ...] = ()
    is_guess: bool = False


class Factor(Protocol):
    """`value` for one pair, `scan` for a person and a whole shelf, `tell` for the words. Values are 0..1000."""

    def value(self, seeker: Seeker, item: Item, scene: Scene) -> int | None:
        """How good this aspect of the pair is; None where it cannot be known."""

    def scan(self, lens: Lens) -> Numbers:
        """The same for every row of a shelf, with -1 for None."""

    def tell(self, seeker: Seeker, item: Item, scene: Scene) -> Told:
        """The codes and facts behind the value."""


def told(code: str, **facts: Fact) -> Told:
    """One reason, no lines."""
    return Told((Reason(code, facts),))


def nothing_known(lens: Lens) -> Numbers:
    """-1 for every row."""
    return np.full(len(lens), UNKNOWN, dtype=np.int64)
