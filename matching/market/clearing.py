"""Prices at which nobody's page overflows: one for each thing, zero where there is room for all who look.

Everybody spreads one unit of attention over their list and over what lies beyond it, by exp((score - price) / ε). A
thing has so much room: its places, times the attention there is per place where people outnumber places, times one
where they do not. Prices are the least at which no thing is looked at more than it has room for; they solve

    max Σ π·score - ε Σ π (log π - 1)   with   Σ_things π ≤ attention,  Σ_people π ≤ room,

an optimal transport with entropy and *at most* in place of *equals*. The method is Sinkhorn's: Cuturi 2013, "Sinkhorn
distances: lightspeed computation of optimal transport", NIPS 26; that its scalings are the prices of a market with
transferable utility and logit tastes: Choo and Siow 2006, "Who marries whom and why", Journal of Political Economy
114; Galichon and Salanié 2022, "Cupid's invisible hand", Review of Economic Studies 89; computed so from data: Dupuy
and Galichon 2014, "Personality traits and the marriage market", Journal of Political Economy 122. That crowding is
what recommenders of jobs suffer from, and that transport relieves it: Bied et al. 2021, "Congestion-avoiding job
recommendation with optimal transport", FEAST workshop at ECML-PKDD; Mashayekhi et al. 2023, "ReCon: reducing
congestion in job recommendation using optimal transport", RecSys 17.

Every step goes half as far again as Sinkhorn's would, and a third fewer are needed: Lehmann et al. 2022, "A note on
overrelaxation in the Sinkhorn algorithm", Optimization Letters 16.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.errors import BadInput
from matching.market.demand import FULL, Demand, Floats
from matching.market.sweeping import BLOCKS, Lists, sweeper


@dataclass(frozen=True, slots=True)
class Terms:
    """How prices are computed: ε in hundredths of a point, when to stop, and the most steps.

    `tolerance` is the share of all attention that may still be where there is no room for it, or be missing where there
    is a price.
    """

    epsilon: int = 200
    tolerance: float = 1e-3
    most_steps: int = 500

    def __post_init__(self) -> None:
        if not (self.epsilon > 0 and 0 < self.tolerance < 1 and self.most_steps > 0):
            raise BadInput("market.terms")

    @property
    def least(self) -> float:
        """exp(-1 / ε): no price is higher than the whole score."""
        return math.exp(-FULL / self.epsilon)


USUAL = Terms()
TINY = 1e-300  # what nobody looks at has room, however little it is looked at


@dataclass(frozen=True, slots=True)
class Clearing:
    """Prices in hundredths of a point by thing, and how well they clear.

    `off` is the share of all attention that is still too much or too little; `has_converged`: it is within tolerance.
    `looked_at` is the attention each thing gets at these prices, in people; things that nobody has on their list are
    not named and cost nothing.
    """

    prices: Mapping[str, int]
    looked_at: Mapping[str, float]
    room: Mapping[str, float]
    steps: int
    off: float
    has_converged: bool


def clear(
    demand: Demand,
    places: Mapping[str, int],
    *,
    shown: Mapping[str, float] | None = None,
    before: Mapping[str, int] | None = None,
    terms: Terms = USUAL,
    is_compiled: bool | None = None,
) -> Clearing:
    """The prices of all things on somebody's list. O(steps × entries).

    `places`: how many people each thing can take; all that are on offer, wanted or not. `shown`: attention that each
    thing has had of late, in people (see `exposure`); it takes up room. `before`: prices to start from, such as
    yesterday's; the result is the same within tolerance. Raises BadInput (`market.places`, `market.no-places`,
    `market.shown`, `market.price`).
    """
    if not demand.people:
        return Clearing({}, {}, {}, 0, 0.0, has_converged=True)
    room, total = _room(demand, places, shown or {})
    keep = _kept(demand, before or {}, terms)
    looked, step, off = np.zeros((BLOCKS, len(demand.things))), 0, 1.0
    sweep = sweeper(_lists(demand, terms), is_compiled=is_compiled)
    while True:
        sweep(keep, looked)
        drawn, step = _added(looked), step + 1
        off = _off(keep, drawn, room) / total
        if off <= terms.tolerance or step == terms.most_steps:
            break
        due = np.clip(room / np.maximum(drawn, TINY), terms.least, 1.0)
        keep = np.clip(due * np.sqrt(due / keep), terms.least, 1.0)
    names = demand.things
    return Clearing(
        prices=dict(zip(names, (round(-terms.epsilon * math.log(one)) for one in keep.tolist()), strict=True)),
        looked_at=dict(zip(names, (keep * drawn).tolist(), strict=True)),
        room=dict(zip(names, room.tolist(), strict=True)),
        steps=step,
        off=off,
        has_converged=off <= terms.tolerance,
    )


def _room(demand: Demand, places: Mapping[str, int], shown: Mapping[str, float]) -> tuple[Floats, float]:
    """(m,) What each listed thing has room for beyond what it was shown of late, and all attention there is."""
    if any(count < 0 for count in places.values()) or not places.keys() >= set(demand.things):
        raise BadInput("market.places")
    if not all(math.isfinite(amount) and amount >= 0 for amount in shown.values()):
        raise BadInput("market.shown")
    every = sum(places.values())
    if not every:
        raise BadInput("market.no-places", things=len(places))
    total = math.fsum((*demand.attention.tolist(), *shown.values()))
    per_place = max(1.0, total / every)
    left = [places[thing] * per_place - shown.get(thing, 0.0) for thing in demand.things]
    return np.maximum(np.array(left), 0.0), total


def _lists(demand: Demand, terms: Terms) -> Lists:
    """exp((score - the row's best) / ε), from a table made by multiplying: no two machines' exp must agree."""
    steps: Floats = np.full(FULL + 1, math.exp(-1 / terms.epsilon))
    steps[0] = 1.0
    table: Floats = np.cumprod(steps, dtype=np.float64)
    best = np.maximum(np.maximum.reduceat(demand.scores, demand.starts[:-1]), demand.beyond)
    pull = table.astype(np.float32)[best[demand.rows] - demand.scores]
    beyond: Floats = table[best - demand.beyond]
    return Lists(demand.starts, demand.columns, pull, beyond, demand.attention)


def _kept(demand: Demand, before: Mapping[str, int], terms: Terms) -> Floats:
    if any(not 0 <= price <= FULL for price in before.values()):
        raise BadInput("market.price", at_most=FULL)
    return np.array([math.exp(-before.get(thing, 0) / terms.epsilon) for thing in demand.things])


def _added(looked: Floats) -> Floats:
    """(m,) Block after block, in their order."""
    drawn: Floats = looked[0].copy()
    for block in looked[1:]:
        drawn += block
    return drawn


def _off(keep: Floats, drawn: Floats, room: Floats) -> float:
    """Attention where there is no room for it, and room that is left where there is a price."""
    over = keep * drawn - room
    return math.fsum(np.where(keep < 1.0, np.abs(over), np.maximum(over, 0.0)).tolist())
