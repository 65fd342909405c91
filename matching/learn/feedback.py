"""What people did with what they were shown, as comparisons that position does not bend.

Who stands first is looked at more, liked or not. So every event carries its position and its propensity, the chance
that the person looked at that place at all; what was chosen there counts by the inverse (Joachims, Swaminathan and
Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017), and no more than `CAP` times.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from matching.config import WHOLE, Weight
from matching.errors import BadInput
from matching.learn.simplex import UNIT, Comparison, estimated

CAP = 10  # one event counts as at most so many: a rare click on a deep place says less than its inverse would
STRENGTH = 300.0  # comparisons the weights of now are worth against a month of feedback
PROPENSITY = 1_000_000  # propensities are in millionths
SHARPNESSES = (12.0, 24.0, 18.0, 8.0, 5.0, 3.0, 1.5)


class Reaction(StrEnum):
    """What somebody did. `SEEN` is nothing at all."""

    DISMISSED = "dismissed"
    SEEN = "seen"
    OPENED = "opened"
    SAVED = "saved"
    APPLIED = "applied"


GAIN = {Reaction.DISMISSED: 0, Reaction.SEEN: 0, Reaction.OPENED: 1, Reaction.SAVED: 2, Reaction.APPLIED: 4}
_MOST = max(GAIN.values())


@dataclass(frozen=True, slots=True)
class Event:
    """One thing on one page. `page` names the page (a receipt's hash), never a person; `position` is from 1.

    `propensity` is in millionths; `values` are the factors of the side that chose, in thousandths, in the order of its
    weights, the prior where a value was not known.
    """

    page: str
    item: str
    position: int
    propensity: int
    values: tuple[int, ...]
    reaction: Reaction = Reaction.SEEN

    def __post_init__(self) -> None:
        if self.position < 1 or not 0 < self.propensity <= PROPENSITY:
            raise BadInput("feedback.position", position=self.position, propensity=self.propensity)
        if not all(0 <= value <= WHOLE for value in self.values):
            raise BadInput("feedback.values", item=self.item)

    @property
    def inverse(self) -> int:
        """How much this event counts, in millionths of one that was certainly looked at."""
        return min(PROPENSITY * UNIT // self.propensity, CAP * UNIT)


def examined(position: int, shown: int = PROPENSITY) -> int:
    """The propensity of a place: looked at by 1/√position of people, times the chance that the thing was put there.

    `shown` is below 1 (in millionths) only for places that chance fills, such as an exploration slot.
    """
    if position < 1 or not 0 < shown <= PROPENSITY:
        raise BadInput("feedback.position", position=position, propensity=shown)
    return max(1, int(shown / position**0.5))


def learned(now: Sequence[Weight], events: Iterable[Event], strength: float = STRENGTH) -> tuple[Weight, ...]:
    """The weights after some feedback: never negative, sum 1000, drawn to those of now; these if nothing was done.

    How sharply people choose on real pages is not assumed but found: the likeliest of `SHARPNESSES`. The order of
    events does not matter. Raises BadInput when a page holds something twice (`feedback.twice`) or events speak of
    another number of factors (`learn.factors`).
    """
    told = list(comparisons(events))
    return max(
        (estimated(now, told, strength, sharpness) for sharpness in SHARPNESSES), key=lambda one: one.height
    ).weights


def comparisons(events: Iterable[Event]) -> Iterator[Comparison]:
    """On each page, everything that was reacted to against everything that was reacted to less.

    A page counts by what was done there, not by how much else it showed: each reaction is shared among its comparisons.
    """
    ordered = sorted(events, key=lambda event: (event.page, event.position, event.item))
    for page, group in groupby(ordered, key=lambda event: event.page):
        shown = list(group)
        if len({event.item for event in shown}) != len(shown):
            raise BadInput("feedback.twice", page=page)
        if len({len(event.values) for event in shown}) != 1:
            raise BadInput("learn.factors", needed=len(shown[0].values))
        for better in shown:
            worse = [event for event in shown if GAIN[event.reaction] < GAIN[better.reaction]]
            yield from _against(better, worse)


def _against(better: Event, worse: Sequence[Event]) -> Iterator[Comparison]:
    for event in worse:
        gap = GAIN[better.reaction] - GAIN[event.reaction]
        delta = tuple(a - b for a, b in zip(better.values, event.values, strict=True))
        counts = better.inverse * gap // (_MOST * len(worse))
        if counts and any(delta):
            yield Comparison(delta, counts)
