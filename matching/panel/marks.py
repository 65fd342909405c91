"""What a reviewer said of an application: answers to a rubric, or nothing where they abstained."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from matching.errors import BadInput

MOST_MARK = 1e6


@dataclass(frozen=True, slots=True)
class Rubric:
    """Criteria and their weights, positive integers."""

    weights: Mapping[str, int]

    def __post_init__(self) -> None:
        if not self.weights:
            raise BadInput("rubric.empty")
        for criterion, weight in self.weights.items():
            if weight < 1:
                raise BadInput("rubric.weight", criterion=criterion, weight=weight)

    def mark(self, answers: Mapping[str, float | None]) -> float | None:
        """The weighted mean of the answers given; None where all were withheld: to abstain is not to give a zero.

        Raises BadInput for criteria that are not in the rubric, and for answers that are no number.
        """
        total, weights = 0.0, 0
        for criterion in sorted(answers):
            if criterion not in self.weights:
                raise BadInput("rubric.unknown-criterion", criterion=criterion)
            answer = answers[criterion]
            if answer is not None:
                total += _finite("mark.answer", answer) * self.weights[criterion]
                weights += self.weights[criterion]
        return total / weights if weights else None


@dataclass(frozen=True, slots=True)
class Mark:
    """What one reviewer gave one application; of half the confidence, a mark has twice the variance."""

    application: str
    reviewer: str
    score: float
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _finite("mark.score", self.score)
        if not (math.isfinite(self.confidence) and 0 < self.confidence <= 1):
            raise BadInput("mark.confidence", application=self.application, confidence=str(self.confidence))


def _finite(code: str, value: float) -> float:
    if not (math.isfinite(value) and abs(value) <= MOST_MARK):
        raise BadInput(code, value=str(value), at_most=MOST_MARK)
    return value
