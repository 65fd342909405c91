"""The two-way model of marks, y = μ + q_application + b_reviewer + ε/√confidence, with q, b and ε normal.

Henderson's mixed-model equations (1975, Biometrics 31), from which the applications are eliminated: what is left is one
equation per reviewer and one per panel. The two ratios of variances are not fixed at one estimate: the restricted
likelihood (Patterson and Thompson 1971, Biometrika 58) is averaged over a fixed grid of both intraclass correlations,
uniform a priori, so that small panels get errors that own to not knowing the variances (Gelman 2006, Bayesian Analysis
1, on why). The noise variance is integrated out exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]

GRID = tuple((2 * k + 1) / 28 for k in range(14))  # intraclass correlations: the signal's share of signal and noise
ENOUGH = 0.995  # of the posterior weight; the rest of the grid is not worth its errors
FEWEST = 3  # marks above the number of panels, below which no variance can be told


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """n marks by index of application and reviewer; `panels` (applications,) the connected part each lies in."""

    application: Longs
    reviewer: Longs
    score: Floats
    weight: Floats
    panels: Longs

    @property
    def shape(self) -> tuple[int, int, int]:
        """Applications, reviewers, panels."""
        return len(self.panels), int(self.reviewer.max()) + 1, int(self.panels.max()) + 1


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """Means and variances after the marks: of μ + q by application, and of b by reviewer.

    An application's variance is that of its distance to the average of its panel, which is what a decision is about:
    how lenient the whole panel is concerns all alike. `noise`, `quality` and `leniency` are the variances of ε, q, b.
    """

    means: Floats
    variances: Floats
    reviewer_means: Floats
    reviewer_variances: Floats
    noise: float
    quality: float
    leniency: float


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Sufficient sums: margins, weighted scores, panels as columns (a, p).

    `both` has a row for every two marks of one application, in either order and of itself too: the cell of the two
    reviewers in a table (r, r), the application, and the product of the weights.
    """

    marks: Marks
    both: tuple[Longs, Longs, Floats]
    by_application: Floats
    by_reviewer: Floats
    scores: Floats
    reviewer_scores: Floats
    squares: float
    panels: Floats
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """The equations at one point of the grid."""

    ratio_q: float
    ratio_b: float
    shrink: Floats  # (a,) 1 / (weight + ratio_q)
    left: Floats  # (p + r, p + r), before the ratio of the reviewers is added
    right: Floats  # (p + r,)
    residual: float
    loss: float  # minus twice the log restricted likelihood


def estimate(marks: Marks) -> Estimate | None:
    """Fits the model; None where there are too few marks to tell any variance."""
    if len(marks.score) - marks.shape[2] < FEWEST:
        return None
    sums = _sums(marks)
    fits = [fit for share in GRID for fit in _fits(sums, share)]
    weights = np.exp(-0.5 * (np.array([fit.loss for fit in fits]) - min(fit.loss for fit in fits)))
    order = np.argsort(-weights, kind="stable")
    needed = int(np.searchsorted(np.cumsum(weights[order]) / weights.sum(), ENOUGH)) + 1
    chosen = order[:needed]
    return _mixed(sums, [fits[k] for k in chosen.tolist()], weights[chosen] / weights[chosen].sum())


def _sums(marks: Marks) -> _Sums:
    a, r, p = marks.shape
    weighted = marks.weight * marks.score
    panels = np.zeros((a, p))
    panels[np.arange(a), marks.panels] = 1
    return _Sums(
        marks,
        _both(marks),
        np.bincount(marks.application, marks.weight, a).astype(np.float64),
        np.bincount(marks.reviewer, marks.weight, r).astype(np.float64),
        np.bincount(marks.application, weighted, a).astype(np.float64),
        np.bincount(marks.reviewer, weighted, r).astype(np.float64),
        float((weighted * marks.score).sum()),
        panels,
        len(marks.score),
    )


def _both(marks: Marks) -> tuple[Longs, Longs, Floats]:
    """Marks come in the order of applications."""
    counts = np.bincount(marks.application)
    starts = np.cumsum(counts) - counts
    times = counts[marks.application]
    first = np.repeat(np.arange(len(times)), times)
    second = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times) + starts[marks.application[first]]
    cells = marks.reviewer[first] * marks.shape[1] + marks.reviewer[second]
    return cells, marks.application[first], marks.weight[first] * marks.weight[second]


def _fits(sums: _Sums, share: float) -> Iterator[_Fit]:
    """The equations for one ratio of the applications and all of the reviewers."""
    _, r, p = sums.marks.shape
    marks, (cells, owners, products) = sums.marks, sums.both
    ratio = (1 - share) / share
    shrink = 1 / (sums.by_application + ratio)
    base = np.zeros((p + r, p + r))
    base[:p, :p] = np.diag(sums.panels.T @ (sums.by_application * ratio * shrink))
    edge_cells = marks.panels[marks.application] * r + marks.reviewer
    edge_weights = marks.weight * (ratio * shrink)[marks.application]
    base[:p, p:] = np.bincount(edge_cells, edge_weights, p * r).reshape(p, r)
    base[p:, :p] = base[:p, p:].T
    base[p:, p:] = np.diag(sums.by_reviewer) - np.bincount(cells, products * shrink[owners], r * r).reshape(r, r)
    right = np.concatenate(
        (sums.panels.T @ (sums.scores * ratio * shrink), sums.reviewer_scores - _by_reviewer(sums, shrink))
    )
    explained = float((sums.scores**2 * shrink).sum())
    values, vectors = np.linalg.eigh(base[p:, p:])  # once for all ratios of the reviewers, which only shift the values
    edge, free = vectors.T @ base[p:, :p], vectors.T @ right[p:]
    for other in GRID:
        ratio_b = (1 - other) / other
        inner = np.maximum(values, 0) + ratio_b
        centre = base[:p, :p] - edge.T @ (edge / inner[:, None])
        rest = right[:p] - edge.T @ (free / inner)
        solved = float(rest @ np.linalg.solve(centre, rest) + free @ (free / inner))
        residual = max(sums.squares - explained - solved, 1e-12 * (1 + sums.squares))
        loss = (sums.count - p) * np.log(residual) - np.log(shrink).sum()
        loss += np.log(inner).sum() + np.linalg.slogdet(centre)[1]
        loss -= len(shrink) * np.log(ratio) + r * np.log(ratio_b)
        yield _Fit(ratio, ratio_b, shrink, base, right, residual, float(loss))


def _by_reviewer(sums: _Sums, shrink: Floats) -> Floats:
    """(r,) The shrunk sums of the applications that each has read."""
    marks = sums.marks
    weights = marks.weight * (sums.scores * shrink)[marks.application]
    return np.bincount(marks.reviewer, weights, marks.shape[1]).astype(np.float64)


def _mixed(sums: _Sums, fits: list[_Fit], weights: Floats) -> Estimate:
    """The mean over the grid, and the variance: that within each point and that between them."""
    freedom = sums.count - sums.panels.shape[1]
    spread = freedom / max(freedom - 2, 1)  # a t distribution's variance
    rows = [_moments(sums, fit, fit.residual / freedom * spread) for fit in fits]
    means, variances = (np.stack([row[k] for row in rows]) for k in (0, 1))
    a = len(sums.scores)
    centre = weights @ means
    between = means - centre
    distance = between[:, :a] - (between[:, :a] @ sums.panels / sums.panels.sum(axis=0)) @ sums.panels.T
    between = np.concatenate((distance, between[:, a:]), axis=1)
    total = weights @ (variances + between**2)
    noises = np.array([fit.residual / freedom for fit in fits])
    return Estimate(
        centre[:a],
        total[:a],
        centre[a:],
        total[a:],
        float(weights @ noises),
        float(weights @ (noises / np.array([fit.ratio_q for fit in fits]))),
        float(weights @ (noises / np.array([fit.ratio_b for fit in fits]))),
    )


def _moments(sums: _Sums, fit: _Fit, noise: float) -> tuple[Floats, Floats]:
    """Means and variances of applications, then of reviewers, at one point of the grid."""
    p = sums.panels.shape[1]
    left = fit.left.copy()
    left[range(p, len(left)), range(p, len(left))] += fit.ratio_b
    inverse = np.linalg.inv(left)
    solution = inverse @ fit.right
    mu, b = solution[:p], solution[p:]
    marks, (a, r, _) = sums.marks, sums.marks.shape
    lenient = np.bincount(marks.application, marks.weight * b[marks.reviewer], a)
    means = (sums.scores - lenient + fit.ratio_q * (sums.panels @ mu)) * fit.shrink
    sizes = sums.panels.sum(axis=0)
    pairs = np.bincount(marks.application * r + marks.reviewer, marks.weight, a * r).reshape(a, r)
    ways = np.concatenate((sums.panels * fit.ratio_q, -pairs), axis=1) * fit.shrink[:, None]
    ways -= sums.panels @ ((sums.panels.T @ ways) / sizes[:, None])  # from here on: the distance to the panel's average
    each = 1 / sizes
    own = fit.shrink * (1 - 2 * (sums.panels @ each)) + sums.panels @ ((fit.shrink @ sums.panels) * each**2)
    variances = noise * (own + ((ways @ inverse) * ways).sum(axis=1))
    return np.concatenate((means, b)), np.concatenate((variances, noise * np.diag(inverse)[p:]))
