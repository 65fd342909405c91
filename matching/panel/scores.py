"""Scores of a panel with leniency taken out, their errors, and who may be compared with whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from matching.errors import BadInput, UnknownId
from matching.panel.marks import Mark
from matching.panel.twoway import Estimate, Marks, estimate

DECIMALS = 6  # what is told and decided by: beyond, two machines' linear algebra may differ


@dataclass(frozen=True, slots=True)
class Score:
    """An application: the plain mean of its marks, the adjusted one, and its standard error.

    `error` is that of the distance to the average of its own panel, None where marks are too few for any. Scores of
    different panels must not be compared.
    """

    application: str
    panel: int
    marks: int
    raw: float
    adjusted: float
    error: float | None


@dataclass(frozen=True, slots=True)
class Leniency:
    """By how much a reviewer marks higher than others would, shrunk towards 0, and its standard error."""

    reviewer: str
    panel: int
    marks: int
    points: float
    error: float | None


@dataclass(frozen=True)
class Scores:
    """All of a call, in the order of ids. The variances are None where marks are too few.

    `panels` counts the parts that share no reviewer, directly or in a chain.
    """

    applications: tuple[Score, ...]
    reviewers: tuple[Leniency, ...]
    panels: int
    noise: float | None
    quality: float | None
    leniency: float | None

    @cached_property
    def of(self) -> dict[str, Score]:
        """Scores by application."""
        return {score.application: score for score in self.applications}

    def score(self, application: str) -> Score:
        """One of them; UnknownId for one without marks."""
        if application not in self.of:
            raise UnknownId("application.unknown", application=application)
        return self.of[application]

    def difference(self, one: str, other: str) -> float:
        """By how much one is above the other. Raises BadInput `panels.apart` where nothing connects the two."""
        first, second = self.score(one), self.score(other)
        if first.panel != second.panel:
            raise BadInput("panels.apart", one=one, other=other)
        return round(first.adjusted - second.adjusted, DECIMALS)


def score_marks(marks: Iterable[Mark]) -> Scores:
    """Fits the two-way model to all marks of a call; `matching.panel.twoway` says how.

    The order of marks is nothing. Raises BadInput for none at all and for two by one reviewer of one application.
    """
    given = sorted(marks, key=lambda mark: (mark.application, mark.reviewer))
    if not given:
        raise BadInput("marks.empty")
    for one, other in pairwise(given):
        if (one.application, one.reviewer) == (other.application, other.reviewer):
            raise BadInput("mark.twice", application=one.application, reviewer=one.reviewer)
    applications = sorted({mark.application for mark in given})
    reviewers = sorted({mark.reviewer for mark in given})
    i = {one: n for n, one in enumerate(applications)}
    j = {one: n for n, one in enumerate(reviewers)}
    columns = Marks(
        np.array([i[mark.application] for mark in given]),
        np.array([j[mark.reviewer] for mark in given]),
        np.array([mark.score for mark in given], dtype=np.float64),
        np.array([mark.confidence for mark in given], dtype=np.float64),
        np.array(_panels(given, applications)),
    )
    return _scores(applications, reviewers, columns, estimate(columns))


def _panels(marks: Sequence[Mark], applications: Sequence[str]) -> list[int]:
    """The connected part that each application lies in, counted in the order of first ids."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(one: tuple[str, str]) -> tuple[str, str]:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for mark in marks:
        parent[root(("reviewer", mark.reviewer))] = root(("application", mark.application))
    found: dict[tuple[str, str], int] = {}
    return [found.setdefault(root(("application", one)), len(found)) for one in applications]


def _scores(applications: Sequence[str], reviewers: Sequence[str], marks: Marks, found: Estimate | None) -> Scores:
    counts = np.bincount(marks.application)
    raw = np.bincount(marks.application, marks.score) / counts
    means = raw if found is None else found.means
    loads = np.bincount(marks.reviewer)
    home = dict(zip(marks.reviewer.tolist(), marks.panels[marks.application].tolist(), strict=True))
    return Scores(
        tuple(
            Score(
                one,
                int(marks.panels[n]),
                int(counts[n]),
                round(float(raw[n]), DECIMALS),
                round(float(means[n]), DECIMALS),
                None if found is None else _root(found.variances[n]),
            )
            for n, one in enumerate(applications)
        ),
        tuple(
            Leniency(
                one,
                home[n],
                int(loads[n]),
                0.0 if found is None else round(float(found.reviewer_means[n]), DECIMALS),
                None if found is None else _root(found.reviewer_variances[n]),
            )
            for n, one in enumerate(reviewers)
        ),
        int(marks.panels.max()) + 1,
        None if found is None else round(found.noise, DECIMALS),
        None if found is None else round(found.quality, DECIMALS),
        None if found is None else round(found.leniency, DECIMALS),
    )


def _root(variance: float) -> float:
    return round(float(np.sqrt(max(variance, 0.0))), DECIMALS)
