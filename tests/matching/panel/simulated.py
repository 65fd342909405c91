"""Panels whose truth is known: six situations, seeded, in which scoring rules can be compared.

Marks are whole numbers from 1 to 10; reviewers differ in leniency, in how widely they use the scale and in their own
noise, so the two-way model is never exactly true. `python -m tests.matching.panel.simulated` prints the table of the
docs.
"""

import sys
from dataclasses import dataclass

import numpy as np
from rich.console import Console

from matching.panel import Mark, Side, decide, score_marks

POINTS = 1.5  # of the scale, for one standard deviation of quality


@dataclass(frozen=True)
class Situation:
    applications: int = 240
    reviewers: int = 36
    reads: int = 3
    leniency: float = 0.7
    stretch: float = 0.25
    is_topical: bool = False
    is_exact: bool = False  # marks as the model has them: no steps, no ends of the scale

    @property
    def places(self):
        return self.applications // 6 if self.applications > 100 else self.applications // 5


SITUATIONS = {
    "readers at random": Situation(),
    "topical pools of unequal quality": Situation(is_topical=True),
    "six reads each": Situation(60, 30),
    "topical, six reads each": Situation(60, 30, is_topical=True),
    "readers who hardly differ": Situation(leniency=0.15, stretch=0.05),
    "readers who differ much": Situation(leniency=1.2),
}


def panel(situation, seed):
    """True quality in points of the scale, and the marks."""
    rng = np.random.default_rng(seed)
    a, r = situation.applications, situation.reviewers
    track, home = rng.integers(0, 6, a), np.arange(r) % 6
    quality = rng.normal(0, 1, a) + (rng.normal(0, 0.5, 6)[track] if situation.is_topical else 0)
    leniency, stretch = rng.normal(0, situation.leniency, r), np.exp(rng.normal(0, situation.stretch, r))
    load, most, marks = np.zeros(r), -(-a * situation.reads // r) + 1, []
    for i in rng.permutation(a):
        chance = np.where(load < most, np.where(home == track[i], 12.0, 1.0) if situation.is_topical else 1.0, 0.0)
        for j in rng.choice(r, situation.reads, replace=False, p=chance / chance.sum()):
            load[j] += 1
            felt = 5.5 + POINTS * (stretch[j] * (quality[i] + rng.normal(0, 0.8)) + leniency[j])
            marks.append((i, j, float(felt if situation.is_exact else np.clip(np.round(felt), 1, 10))))
    return quality * POINTS, marks


def by_application(marks, values, count):
    index = np.array([i for i, _, _ in marks])
    return np.bincount(index, values, count) / np.bincount(index, minlength=count)


def mean(marks, count):
    return by_application(marks, [score for _, _, score in marks], count)


def median(marks, count):
    return np.array([np.median([score for i, _, score in marks if i == n]) for n in range(count)])


def z_score(marks, count):
    scores, readers = np.array([score for _, _, score in marks]), np.array([j for _, j, _ in marks])
    values = np.empty(len(marks))
    for j in set(readers.tolist()):
        mine = scores[readers == j]
        values[readers == j] = (mine - mine.mean()) / mine.std() if mine.std() > 0 else 0
    return by_application(marks, values, count)


def fitted(marks):
    return score_marks(Mark(f"a{i:03}", f"r{j:03}", score) for i, j, score in marks)


def two_way(marks, count):
    return np.array([score.adjusted for score in fitted(marks).applications])


RULES = {"mean": mean, "two-way": two_way, "z-score": z_score, "median": median}


def precision(quality, estimate, places, seed):
    """The share of the truly best among those chosen; ties by lot."""
    lot = np.random.default_rng(seed).random(len(quality))
    best, chosen = (set(np.lexsort((lot, -values))[:places].tolist()) for values in (quality, estimate))
    return len(best & chosen) / places


def compare(situation, seeds, rules=RULES):
    """By rule, the precision in each seeded panel."""
    told = {name: [] for name in rules}
    for seed in seeds:
        quality, marks = panel(situation, seed)
        for name, rule in rules.items():
            told[name].append(precision(quality, rule(marks, len(quality)), situation.places, seed))
    return {name: np.array(values) for name, values in told.items()}


def coverage(situation, seeds):
    """How often a 90 % interval holds the true distance to the panel's average; how often a side told is the true one;
    the share that is told to be too close."""
    inside, right, close = [], [], []
    for seed in seeds:
        quality, marks = panel(situation, seed)
        scores = fitted(marks)
        truth = quality - quality.mean()
        adjusted = np.array([score.adjusted for score in scores.applications])
        error = np.array([score.error for score in scores.applications])
        inside.append(np.abs(adjusted - adjusted.mean() - truth) <= 1.6448536 * error)
        true_cut = np.sort(quality)[::-1][situation.places - 1 : situation.places + 1].mean()
        for band in decide(scores, situation.places).bands:
            close.append(band.side is Side.INSIDE)
            if band.side is not Side.INSIDE:
                right.append((quality[int(band.application[1:])] > true_cut) == (band.side is Side.ABOVE))
    return np.mean(inside), np.mean(right), np.mean(close)


def main(count):
    seeds = range(count)
    say = Console(width=200, highlight=False).print
    say(f"{count} panels each; precision among the chosen as a difference to the mean, ± 1.96 standard errors")
    for name, situation in SITUATIONS.items():
        told = compare(situation, seeds)
        cells = [f"mean {told['mean'].mean():.3f}"]
        for rule in ("two-way", "z-score", "median"):
            more = told[rule] - told["mean"]
            cells.append(f"{rule} {more.mean():+.3f} ± {1.96 * more.std(ddof=1) / len(more) ** 0.5:.3f}")
        held, right, close = coverage(situation, seeds)
        say(f"{name}: {'; '.join(cells)}; intervals hold {held:.3f}; sides right {right:.3f}; too close {close:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
