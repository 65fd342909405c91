"""Between what was learned and what is used: four conditions, the last of which is a person.

Champion is the configuration in use, challenger the one that would replace it. Both are judged on the same pages that
neither has learned from. A refusal leaves the champion; whatever was replaced stays replayable, because a receipt
carries its whole configuration.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from matching.config import Config, Scheme, Weight
from matching.errors import BadInput
from matching.evaluate.metrics import mean, ndcg
from matching.learn.calibration import ENOUGH
from matching.learn.feedback import GAIN, PROPENSITY, Event
from matching.types import Market, Side

MOST_ERROR = 0.05  # calibration error a challenger may have
DEPTH = 10  # places of a page that are judged
REFUSALS = (
    "gate.ndcg",
    "gate.too-few-outcomes",
    "gate.calibration",
    "gate.impact-unknown",
    "gate.impact",
    "gate.approval",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a configuration does: nDCG@10 and calibration error on held-out pages, and impact ratio by group.

    An impact ratio is a group's rate of being shown against the best group's, 0..1; `outcomes` is how many stand behind
    the calibration. Where nobody was looked at there are no ratios, and nothing to be no worse than.
    """

    ndcg: float
    calibration_error: float
    outcomes: int
    impact_ratios: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the challenger goes live; if not, why: codes, in a fixed order."""

    goes_live: bool
    refusals: tuple[str, ...]


def judge(champion: Standing, challenger: Standing, *, approved_by: str | None) -> Verdict:
    """All four conditions. `approved_by` names the approval (an id), and nothing goes live without it.

    Refusals, in this order: `REFUSALS`. What is NaN is refused, and so is a champion of whom nobody knows how groups
    fare (`gate.impact-unknown`): only beside a figure that is there can another be no worse.
    """
    found = {
        "gate.ndcg": not challenger.ndcg >= champion.ndcg,
        "gate.too-few-outcomes": challenger.outcomes < ENOUGH,
        "gate.calibration": not challenger.calibration_error <= MOST_ERROR,
        "gate.impact-unknown": not champion.impact_ratios,
        "gate.impact": any(
            not challenger.impact_ratios.get(group, -1.0) >= ratio for group, ratio in champion.impact_ratios.items()
        ),
        "gate.approval": not approved_by,
    }
    refusals = tuple(code for code in REFUSALS if found[code])
    return Verdict(not refusals, refusals)


def quality(side: Sequence[Weight], events: Iterable[Event]) -> float:
    """Mean nDCG@10 of held-out pages, were they ordered by these weights.

    A reaction gains by its inverse propensity, so that a page is not praised for the order it was shown in. Pages where
    nothing was done say nothing and are left out. Raises BadInput (`learn.no-pages`) when none is left.
    """
    return mean(qualities(side, events))


def qualities(side: Sequence[Weight], events: Iterable[Event]) -> list[float]:
    """The same of each page on which something was done, in the order of their names; BadInput (`learn.no-pages`)."""
    ordered = sorted(events, key=lambda event: (event.page, event.item))
    pages = [_page(side, list(group)) for _, group in groupby(ordered, key=lambda event: event.page)]
    told = [value for value in pages if value is not None]
    if not told:
        raise BadInput("learn.no-pages")
    return told


def adopted(champion: Config, market: Market, side: Side, weights: Sequence[Weight], version: str) -> Config:
    """The challenger: the champion with other weights on one side of one market, under a version of its own.

    Raises BadInput when the version is the old one (`learn.version`) or the factors are not the same (`learn.factors`).
    """
    scheme = champion.scheme(market)
    old = scheme.forward if side is Side.FORWARD else scheme.backward
    if version == champion.version:
        raise BadInput("learn.version", version=version)
    if [weight.factor for weight in weights] != [weight.factor for weight in old]:
        raise BadInput("learn.factors", needed=len(old))
    new = (
        Scheme(market, tuple(weights), scheme.backward)
        if side is Side.FORWARD
        else Scheme(market, scheme.forward, tuple(weights))
    )
    schemes = tuple(new if one.market is market else one for one in champion.schemes)
    return replace(champion, version=version, schemes=schemes)


def _page(side: Sequence[Weight], shown: Sequence[Event]) -> float | None:
    gains = {event.item: GAIN[event.reaction] * event.inverse / PROPENSITY for event in shown if GAIN[event.reaction]}
    if not gains:
        return None
    utility = {event.item: sum(w.weight * v for w, v in zip(side, event.values, strict=True)) for event in shown}
    return ndcg(sorted(utility, key=lambda item: (-utility[item], item)), gains, DEPTH)
