"""One pass over a shelf: who is eligible, what hides whom, and the integers that order them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.config import Weight
from matching.eligibility import RULES
from matching.eligibility.rule import FAIL, UNKNOWN, Outcomes
from matching.factors import factor
from matching.factors.factor import UNKNOWN as NO_VALUE
from matching.retrieve.lens import Lens
from matching.scoring.shapes import Numbers

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """Row by row: the outcome of each rule, how many rules fail, and the key U·V."""

    outcomes: dict[str, Outcomes]
    failed: Numbers
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
    outcomes = {rule.name: rule.scan(lens) for rule in RULES}
    failed = np.zeros(len(lens), dtype=np.int64)
    for outcome in outcomes.values():
        failed += outcome == FAIL
    return Scan(outcomes, failed, keys(lens))


def keys(lens: Lens) -> Numbers:
    """U·V for each row: at most 10¹², exact."""
    scheme = lens.scene.config.scheme(lens.shelf.market)
    seen: dict[str, Numbers] = {}
    product: Numbers = _side(lens, scheme.forward, seen) * _side(lens, scheme.backward, seen)
    return product


def _side(lens: Lens, weights: tuple[Weight, ...], seen: dict[str, Numbers]) -> Numbers:
    total = np.zeros(len(lens), dtype=np.int64)
    for weight in weights:
        if weight.factor not in seen:
            seen[weight.factor] = factor(weight.factor).scan(lens)
        value = seen[weight.factor]
        total += weight.weight * np.where(value == NO_VALUE, weight.prior, value)
    return total
