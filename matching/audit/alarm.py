"""From statistics to a decision: whether somebody should look into how groups fare, and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matching.audit.exact import holm
from matching.audit.exposure import DRAWS, Shares, by_group
from matching.audit.groups import Integers, Numbers
from matching.audit.ratios import Booleans, Ratios, impact, scoring

ALPHA = 0.05  # at most how often there is an alarm where nothing is wrong
FOUR_FIFTHS = 0.8  # 29 CFR § 1607.4 D: below, a difference is large enough to matter


class Level(StrEnum):
    """What a comparison comes to."""

    CLEAR = "clear"  # neither large nor beyond chance
    SMALL = "small"  # beyond chance, but the worse group has four fifths of the better one's or more
    UNSURE = "unsure"  # large, but chance alone may do that with so few people
    ALARM = "alarm"  # large, and beyond chance


class Measure(StrEnum):
    """What is compared."""

    IMPACT = "impact"
    SCORING = "scoring"
    EXPOSURE = "exposure"


@dataclass(frozen=True, slots=True)
class Finding:
    """`worse` against `better` by one measure: their ratio, 0..1, and p adjusted for all comparisons of the audit."""

    measure: Measure
    worse: int
    better: int
    ratio: float
    p: float
    level: Level


@dataclass(frozen=True, slots=True)
class Audit:
    """All figures of one panel of people, every comparison of two groups, and whether any of them is an alarm."""

    impact: Ratios
    scoring: Ratios
    exposure: Shares
    findings: tuple[Finding, ...]

    @property
    def is_alarm(self) -> bool:
        """At least one comparison is."""
        return any(finding.level is Level.ALARM for finding in self.findings)


def audit(
    groups: Integers,
    *,
    chosen: Booleans,
    scores: Numbers,
    exposure: Integers,
    draws: int = DRAWS,
    seed: int = 0,
) -> Audit:
    """Impact, scoring and exposure of groups, and the decision. One row a person in each array.

    `groups`: number of the group, -1 where it was not said. `chosen`: whether the person was, such as shown to an
    employer. `scores`: any number, larger is better. `exposure`: millionths, as `exposures` counts them.

    An alarm takes both of what 29 CFR § 1607.4 D asks for: a ratio below four fifths, and significance, here p ≤ .05
    after Holm's correction for all measures and all pairs. So where groups do not matter, an audit that is made of
    however many comparisons raises an alarm at most once in twenty times; where groups are large, less often, because
    four fifths are then out of chance's reach. BadInput: `audit.length`, `audit.group`.
    """
    chose, scored = impact(groups, chosen), scoring(groups, scores)
    seen = by_group(groups, exposure, draws=draws, seed=seed)
    compared = [*_of_ratios(Measure.IMPACT, chose), *_of_ratios(Measure.SCORING, scored), *_of_shares(seen)]
    adjusted = holm([finding.p for finding in compared])
    found = (
        Finding(one.measure, one.worse, one.better, one.ratio, p, _level(one.ratio, p))
        for one, p in zip(compared, adjusted, strict=True)
    )
    return Audit(chose, scored, seen, tuple(found))


def _level(ratio: float, p: float) -> Level:
    if p > ALPHA:
        return Level.UNSURE if ratio < FOUR_FIFTHS else Level.CLEAR
    return Level.ALARM if ratio < FOUR_FIFTHS else Level.SMALL


def _of_ratios(measure: Measure, ratios: Ratios) -> Iterator[Finding]:
    rates = {rate.group: rate.rate for rate in ratios.rates}
    for pair in ratios.pairs:
        yield _compared(measure, rates, pair.first, pair.second, pair.p)


def _of_shares(shares: Shares) -> Iterator[Finding]:
    parities = {share.group: share.parity for share in shares.shares}
    for pair in shares.pairs:
        yield _compared(Measure.EXPOSURE, parities, pair.first, pair.second, pair.p)


def _compared(measure: Measure, values: dict[int, float], one: int, other: int, p: float) -> Finding:
    worse, better = sorted((one, other), key=lambda group: (values[group], group))
    ratio = values[worse] / values[better] if values[better] > 0 else 1.0
    return Finding(measure, worse, better, ratio, p, Level.CLEAR)
