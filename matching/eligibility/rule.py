"""What a rule is: it judges one pair, or a whole shelf at once, and may know how a person could loosen it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.errors import Fact
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.types import Item, Outcome, Seeker, Verdict

FAIL, UNKNOWN, PASS = -1, 0, 1
Outcomes: TypeAlias = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Loosened:
    """A person with one limit of theirs moved, and where to."""

    seeker: Seeker
    to: Fact


@dataclass(frozen=True, slots=True)
class Rule:
    """`judge` gives a verdict, or None where it has nothing to say; `scan` gives -1, 0 or 1 for each row.

    `loosen` lists the person's next steps, mildest first; `limit` is the fact that is loosened. A rule without them
    cannot be argued with: it is the item's, or asking for less pay, which nobody is told to do.
    """

    name: str
    judge: Callable[[Seeker, Item, Scene], Verdict | None]
    scan: Callable[[Lens], Outcomes]
    limit: Callable[[Seeker], Fact] = lambda _: None
    loosen: Callable[[Seeker, Scene], tuple[Loosened, ...]] = lambda _seeker, _scene: ()


def outcome_of(number: int) -> Outcome:
    """-1, 0, 1 → fail, unknown, pass."""
    return (Outcome.UNKNOWN, Outcome.PASS, Outcome.FAIL)[number]


def everywhere(lens: Lens, outcome: int = PASS) -> Outcomes:
    """The same outcome for every row."""
    return np.full(len(lens), outcome, dtype=np.int8)


def outcomes(fails: npt.NDArray[np.bool_], unknown: npt.NDArray[np.bool_] | bool = False) -> Outcomes:
    """Fails where it fails, else unknown where it is unknown, else passes."""
    return np.where(fails, FAIL, np.where(unknown, UNKNOWN, PASS)).astype(np.int8)


def verdict(rule: str, outcome: Outcome, what: str, **facts: Fact) -> Verdict:
    """A verdict whose code is `rule.what`."""
    return Verdict(rule, outcome, f"{rule}.{what}", facts)
