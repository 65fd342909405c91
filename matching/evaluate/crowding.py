"""A region where many want the same, simulated: do prices of competition bring more people and things together?

Utilities are drawn as Su, Bayoumi and Joachims 2022, "Optimizing rankings for recommendation in matching markets",
WWW 31, draw them: a share λ of every taste is everybody's, the rest one's own, each uniform; so for people and for
things. Everybody gets a page of ten, looks at a place with its propensity, and applies with their own utility as the
chance. Then all is settled as well as it can be, by deferred acceptance: what prices bring is not made of offers left
unanswered, and the number of matches is that of every stable plan (Roth 1986, "On the allocation of residents to rural
hospitals", Econometrica 54). `hurried` counts what one round of offers alone would have brought.

The pages are ranked by the integers of the library: U·V, and U·V with the price off. Every page costs the person
something: `own` is the mean utility for them of what stands on their page.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

import numpy as np
import numpy.typing as npt

from matching.allocate.deferred import NOBODY, solve
from matching.allocate.table import Table, columns
from matching.audit.exposure import gini
from matching.config import Competition
from matching.errors import BadInput
from matching.learn.feedback import PROPENSITY, examined
from matching.market.clearing import USUAL, Clearing, Terms, clear
from matching.market.demand import LISTED, Demand
from matching.market.prices import UNIT, charge, priced_over

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

PAGE = 10
MOST_PLACES = 4  # of one thing; 1 to 4 alike often
SHARED = (0.0, 0.25, 0.5, 0.75)
ARMS = ("fit", "competition")
WHOLE = 1_000_000  # utilities are in millionths
T95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one order of pages came to. `own` and `theirs` are utilities of a page's things, 0..1, a mean over places.

    `gained` is the utility, for the people, of what they got, summed. `shown` is the share of things on some page.
    """

    matches: int
    hurried: int
    own: float
    theirs: float
    gained: float
    shown: float
    gini: float


@dataclass(frozen=True, slots=True)
class Trial:
    """One invented region, by arm in the order of `ARMS`, and how its prices were found."""

    seed: int
    outcomes: tuple[Outcome, ...]
    steps: int
    has_converged: bool

    def ratio(self, what: str) -> float:
        """With competition, as a multiple of without."""
        fit, competition = (getattr(one, what) for one in self.outcomes)
        return float(competition / fit) if fit else math.nan


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over trials with its 95 % interval (Student); no width with one trial."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """Every share of common taste, with its trials."""

    people: int
    things: int
    shares: tuple[tuple[float, tuple[Trial, ...]], ...]


def interval(values: Sequence[float]) -> Interval:
    """Student's; beyond sixteen values the normal one."""
    middle = fmean(values)
    if len(values) < 2:
        return Interval(middle, middle, middle)
    times = T95[len(values) - 2] if len(values) - 2 < len(T95) else 1.96
    half = times * stdev(values) / math.sqrt(len(values))
    return Interval(middle, middle - half, middle + half)


def simulate(
    seeds: Sequence[int],
    *,
    people: int = 1500,
    things: int = 300,
    shares: Sequence[float] = SHARED,
    competition: Competition | None = None,
    terms: Terms = USUAL,
    show: Callable[[int], object] = int,
) -> Report:
    """The same seeds give the same report. `competition` None: as the product has it.

    Raises BadInput (`simulate.size`) below 50 people or 20 things, with no seed, or with a share outside 0..1.
    """
    if people < 50 or things < 2 * PAGE or not seeds or not all(0 <= share <= 1 for share in shares):
        raise BadInput("simulate.size", people=people, things=things)
    told, done = [], 0
    for share in shares:
        trials = []
        for seed in seeds:
            trials.append(_trial(seed, people, things, share, competition or Competition(), terms))
            done += 1
            show(done)
        told.append((share, tuple(trials)))
    return Report(people, things, tuple(told))


def _trial(seed: int, people: int, things: int, share: float, competition: Competition, terms: Terms) -> Trial:
    chance = np.random.Generator(np.random.PCG64(seed))
    own = _tastes(chance, share, (1, things), (people, things))
    theirs = _tastes(chance, share, (people, 1), (people, things))
    places = chance.integers(1, MOST_PLACES + 1, things)
    luck = chance.random((people, things))
    keys = own * theirs
    found = prices(keys, places, terms)
    charged = np.array([charge(found.prices.get(_name(thing), 0), competition) for thing in range(things)])
    orders = (keys, priced_over(keys, np.broadcast_to(charged, keys.shape)))
    outcomes = tuple(outcome(order, own, theirs, places, luck) for order in orders)
    return Trial(seed, outcomes, found.steps, found.has_converged)


def _tastes(chance: np.random.Generator, share: float, common: tuple[int, int], each: tuple[int, int]) -> Integers:
    """(people, things) utilities, in millionths, at least one."""
    drawn = share * chance.random(common) + (1 - share) * chance.random(each)
    tastes: Integers = np.maximum((drawn * WHOLE).astype(np.int64), 1)
    return tastes


def prices(keys: Integers, places: Integers, terms: Terms = USUAL) -> Clearing:
    """The prices of a market given whole: everybody's first `LISTED` things count."""
    people, things = keys.shape
    listed = min(LISTED, things - 1)
    best = np.argsort(-keys, axis=1, kind="stable")[:, : listed + 1]
    scores = (np.sqrt(keys.astype(np.float64)) / UNIT).astype(np.int32)
    chosen = np.sort(best[:, :listed], axis=1)
    demand = Demand(
        people=tuple(f"{person:07}" for person in range(people)),
        things=tuple(_name(thing) for thing in range(things)),
        starts=np.arange(people + 1) * listed,
        columns=chosen.ravel().astype(np.int32),
        scores=np.take_along_axis(scores, chosen, axis=1).ravel(),
        beyond=np.take_along_axis(scores, best[:, listed:], axis=1).ravel(),
        attention=np.ones(people),
    )
    return clear(demand, {_name(thing): int(count) for thing, count in enumerate(places)}, terms=terms)


def _name(thing: int) -> str:
    return f"{thing:07}"


def outcome(keys: Integers, own: Integers, theirs: Integers, places: Integers, luck: Floats) -> Outcome:
    """What comes of pages in the order of these keys."""
    pages = np.argsort(-keys, axis=1, kind="stable")[:, :PAGE]
    looked = np.array([examined(place) for place in range(1, PAGE + 1)]) / PROPENSITY
    wants = np.take_along_axis(own, pages, axis=1)
    applied = np.take_along_axis(luck, pages, axis=1) < looked * wants / WHOLE
    table = _applications(pages, applied, own, theirs, places)
    got = solve(table)
    people = np.flatnonzero(got != NOBODY)
    shown = np.bincount(pages.ravel(), minlength=len(places))
    return Outcome(
        matches=len(people),
        hurried=_hurried(pages, applied, theirs, places),
        own=float(wants.sum()) / wants.size / WHOLE,
        theirs=float(np.take_along_axis(theirs, pages, axis=1).sum()) / wants.size / WHOLE,
        gained=float(own[people, got[people]].sum()) / WHOLE,
        shown=float(np.count_nonzero(shown)) / len(places),
        gini=gini(shown),
    )


def _applications(
    pages: Integers, applied: npt.NDArray[np.bool_], own: Integers, theirs: Integers, places: Integers
) -> Table:
    """What everybody applied for, best first, and what those who are applied to think of it."""
    wants = np.where(applied, np.take_along_axis(own, pages, axis=1), -1)
    order = np.argsort(-wants, axis=1, kind="stable")
    wished = np.take_along_axis(pages, order, axis=1)
    made = np.take_along_axis(applied, order, axis=1)
    rows = np.nonzero(made)[0]
    return columns(
        np.concatenate(([0], np.cumsum(made.sum(axis=1)))).astype(np.int64),
        wished[made].astype(np.int32),
        theirs[rows, wished[made]],
        [[(int(count), 0)] for count in places],
        np.zeros(len(pages), dtype=np.int64),
    )


def _hurried(pages: Integers, applied: npt.NDArray[np.bool_], theirs: Integers, places: Integers) -> int:
    """How many people get an offer when every thing makes one round of them, to those it likes best."""
    rows, places_on_page = np.nonzero(applied)
    things = pages[rows, places_on_page]
    order = np.lexsort((rows, -theirs[rows, things], things))
    first = np.searchsorted(things[order], np.arange(len(places)))
    rank = np.arange(len(order)) - first[things[order]]
    return len(np.unique(rows[order][rank < places[things[order]]]))
