"""Is the alarm calibrated? Invented panels of people, with and without a disadvantage for one group, audited.

A region of people whose skill is normal, whatever their group. Employers each rank everybody by skill and a taste of
their own, and see the first twenty. A *bias* takes so many standard deviations of skill off what employers see of one
group. Nobody exists.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.audit.alarm import Audit, audit
from matching.audit.exposure import MILLION, exposures
from matching.audit.interval import Z
from matching.errors import BadInput

EMPLOYERS, SHOWN, TASTE = 30, 20, 0.7
SHARES = (0.45, 0.35, 0.20)  # of people, by group; the last is the one that a bias is against
SILENT = 0.1  # share of people who did not say
FEWEST = 100


@dataclass(frozen=True, slots=True)
class Power:
    """How many of `panels` with this bias raised an alarm, with a 95 % interval of the share."""

    bias: float
    panels: int
    alarms: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Of panels with an alarm."""
        return self.alarms / self.panels


def panel(seed: int, people: int, bias: float) -> Audit:
    """One invented panel, audited. BadInput (`simulate.size`) for fewer than `FEWEST` people."""
    if people < FEWEST:
        raise BadInput("simulate.size", people=people, at_least=FEWEST)
    chance = np.random.default_rng((seed, people))
    groups = chance.choice(len(SHARES), people, p=SHARES)
    seen = chance.normal(size=people) - bias * (groups == len(SHARES) - 1)
    fits = seen + TASTE * chance.normal(size=(EMPLOYERS, people))
    first = np.argsort(-fits, axis=1)[:, :SHOWN]
    shown = exposures(first.tolist(), people)
    groups[chance.random(people) < SILENT] = -1
    scores = np.rint(seen * MILLION).astype(np.int64)
    return audit(groups, chosen=shown > 0, scores=scores, exposure=shown, seed=seed)


def power(bias: float, *, panels: int, people: int, show: Callable[[int], object] = int, first: int = 0) -> Power:
    """How often panels with this bias raise an alarm; without one, how often falsely. Seeds count up from `first`."""
    alarms = 0
    for done in range(panels):
        alarms += panel(first + done, people, bias).is_alarm
        show(done + 1)
    return Power(bias, panels, alarms, *_wilson(alarms, panels))


def _wilson(hits: int, tries: int) -> tuple[float, float]:
    """The score interval of a share (Wilson, JASA 22, 1927)."""
    middle, spread = hits + Z * Z / 2, Z * (hits * (tries - hits) / tries + Z * Z / 4) ** 0.5
    return max(0.0, (middle - spread) / (tries + Z * Z)), min(1.0, (middle + spread) / (tries + Z * Z))
