"""One pass over a shelf: who is eligible, what hides whom, and the integers that order them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.config import Weight
from matching.eligibility import RULES
from matching.eligibility.rule import FAIL, UNKNOWN, Outcomes
from matching.factors import factor
from matching.factors.factor import UNKNOWN as NO_VALUE
from matching.retrieve.lens import Lens
from matching.scoring.personal import scheme_of
from matching.scoring.shapes import Numbers

Mask = npt.NDArray[np.bool_]

RULES_ON_SKILLS = frozenset({"skills"})
FACTORS_ON_SKILLS = frozenset({"skills", "practice"})
"""What looks at a person's skills; a test holds it against the whole computation."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """Row by row: the outcome of each rule, how many rules fail, each factor's value, and the key U·V."""

    outcomes: dict[str, Outcomes]
    failed: Numbers
    values: dict[str, Numbers]
    keys: Numbers

    def eligible(self, wanted: Mask) -> Numbers:
        """The rows that no rule hides, of those wanted."""
        rows: Numbers = np.flatnonzero(wanted & (self.failed == 0))
        return rows

    def hidden(self, rule: str, wanted: Mask) -> Mask:
        """The rows this rule hides."""
        found: Mask = wanted & (self.outcomes[rule] == FAIL)
        return found

    def hidden_only(self, rule: str, wanted: Mask) -> Mask:
        """The rows this rule and no other hides."""
        alone: Mask = self.hidden(rule, wanted) & (self.failed == 1)
        return alone

    def asked(self, rule: str, wanted: Mask) -> int:
        """How many rows nobody hides but this rule has a question about."""
        return int(np.count_nonzero(wanted & (self.failed == 0) & (self.outcomes[rule] == UNKNOWN)))


def scan(lens: Lens) -> Scan:
    """Every rule and every factor over the whole shelf."""
    return _scan(lens, {}, {})


def scan_again(before: Scan, lens: Lens) -> Scan:
    """The same for a person who differs from before in skills alone: only what looks at skills is computed anew."""
    outcomes = {name: outcome for name, outcome in before.outcomes.items() if name not in RULES_ON_SKILLS}
    values = {name: value for name, value in before.values.items() if name not in FACTORS_ON_SKILLS}
    return _scan(lens, outcomes, values)


def _scan(lens: Lens, outcomes: Mapping[str, Outcomes], values: Mapping[str, Numbers]) -> Scan:
    """A scan that starts from what is known already."""
    judged = {rule.name: outcomes[rule.name] if rule.name in outcomes else rule.scan(lens) for rule in RULES}
    failed = np.zeros(len(lens), dtype=np.int64)
    for outcome in judged.values():
        failed += outcome == FAIL
    scheme, valued = scheme_of(lens.scene.config, lens.shelf.market, lens.seeker), dict(values)
    for weight in (*scheme.forward, *scheme.backward):
        if weight.factor not in valued:
            valued[weight.factor] = factor(weight.factor).scan(lens)
    return Scan(judged, failed, valued, _side(scheme.forward, valued) * _side(scheme.backward, valued))


def _side(weights: tuple[Weight, ...], values: Mapping[str, Numbers]) -> Numbers:
    """At most 10⁶ for each row, exact."""
    first, *others = (_weighed(weight, values[weight.factor]) for weight in weights)
    for other in others:
        first += other
    return first


def _weighed(weight: Weight, value: Numbers) -> Numbers:
    weighed: Numbers = weight.weight * np.where(value == NO_VALUE, weight.prior, value)
    return weighed
