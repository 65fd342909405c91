"""What stability costs: the stable plan beside the one with the greatest total fit, which ignores what people wish."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.allocate.allocation import Allocation
from matching.allocate.blocking import Standing
from matching.allocate.call import DECIMALS
from matching.flow import cheapest


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan and what can be said of it."""

    places: Mapping[str, str | None]
    total: float
    placed: int
    first_wishes: int
    lowest: float | None
    blocking_pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both plans, and what changes hands between them."""

    stable: Plan
    fullest: Plan

    @property
    def cost(self) -> float:
        """The points of total fit that stability costs; never negative."""
        return round(self.fullest.total - self.stable.total, DECIMALS)

    @property
    def moved(self) -> tuple[str, ...]:
        """Who would be somewhere else in the fullest plan."""
        return tuple(one for one, place in self.stable.places.items() if self.fullest.places[one] != place)


def compare(allocation: Allocation) -> Comparison:
    """Puts the plan of greatest total score beside the stable one, within the same wishes, floors and capacities.

    The other plan is exact (minimum-cost flow); it knows no reserve, no lottery and no order of wishes, which is what
    its blocking pairs are made of.
    """
    standing = allocation.standing
    stable = {placement.applicant: placement.place for placement in allocation.placements}
    return Comparison(_plan(standing, stable), _plan(standing, _fullest(standing)))


def _fullest(standing: Standing) -> dict[str, str | None]:
    applicants = [applicant.id for applicant in standing.call.applicants]
    places = [place for place in standing.call.places if place.capacity]
    n, p = len(applicants), len(places)
    node = {place.id: n + i for i, place in enumerate(places)}
    mine = {applicant: i for i, applicant in enumerate(applicants)}
    arcs = [(mine[one], node[place], score) for (one, place), score in standing.scores.items() if place in node]
    tails = np.array([*range(n + p), *(tail for tail, _, _ in arcs)], dtype=np.int32)
    heads = np.array([n + p] * (n + p) + [head for _, head, _ in arcs], dtype=np.int32)
    room = np.array([2] * n + [min(place.capacity, n) for place in places] + [1] * len(arcs), dtype=np.int64)
    costs = np.array([0] * (n + p) + [-round(score * 10**DECIMALS) for _, _, score in arcs], dtype=np.int64)
    flow = cheapest(np.array([1] * n + [0] * p, dtype=np.int64), tails, heads, room, costs)
    plan: dict[str, str | None] = dict.fromkeys(applicants)
    for arc in np.flatnonzero(flow.units[n + p :]).tolist():
        plan[applicants[arcs[arc][0]]] = places[arcs[arc][1] - n].id
    return plan


def _plan(standing: Standing, places: Mapping[str, str | None]) -> Plan:
    scores = [standing.scores[one, place] for one, place in places.items() if place is not None]
    return Plan(
        places,
        round(sum(scores), DECIMALS),
        len(scores),
        sum(bool(a.wishes) and a.wishes[0].place == places[a.id] for a in standing.call.applicants),
        min(scores, default=None),
        tuple(standing.blocking_pairs(places)),
    )
