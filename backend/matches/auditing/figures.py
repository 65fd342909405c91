"""The figures of an audit: counts and shares of many, in which nobody can be found."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from backend.matches.auditing.ground import SIZES, Ground
from backend.matches.auditing.looking import Page, Seen
from backend.matches.day import Day
from matching.audit.alarm import Audit, audit
from matching.audit.exposure import Share, Shares, by_group, by_place, exposures, gini
from matching.audit.groups import NOT_SAID, Integers
from matching.audit.stability import kendall, rbo
from matching.evaluate.metrics import mean

TENTH = 10  # the employers that are shown most, one in so many


@dataclass(frozen=True, slots=True)
class Offer:
    """What people see of what is on offer: by size of town and by district of the opportunity.

    `reachable` is how many opportunities no rule hides from everybody here; `never_shown` how many of these are in
    nobody's first twenty.
    """

    opportunities: int
    reachable: int
    never_shown: int
    by_size: tuple[Share, ...]
    by_district: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Employers:
    """How concentrated what people see is on few employers, beside how concentrated what is offered is.

    Gini coefficients, 0 where all have the same, and the share of the tenth that is shown most.
    """

    employers: int
    gini_of_exposure: float
    gini_of_opportunities: float
    top_tenth: float


@dataclass(frozen=True, slots=True)
class Stability:
    """How alike two lists of the same person are: rank-biased overlap and Kendall's τ, means over people.

    `low` is the overlap that one person in twenty stays below; `same` the share whose lists are the same.
    """

    rbo: float
    low: float
    kendall: float
    same: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """How people are shown to employers: by size of town with the alarm, by district, and by stated group if any."""

    by_size: Audit
    by_district: Shares
    by_group: Audit | None
    names: tuple[str, ...]

    @property
    def impact_ratios(self) -> dict[str, float]:
        """By size of town and by stated group: what the gate between two configurations compares."""
        told = {f"town:{name}": ratio for name, ratio in self.by_size.impact.named(SIZES).items()}
        groups = self.by_group.impact.named(self.names) if self.by_group else {}
        return told | {f"group:{name}": ratio for name, ratio in groups.items()}


@dataclass(frozen=True, slots=True)
class RegionAudit:
    """Everything. `people` were looked at, of `listed`; `rooms` opportunities' employers were asked.

    `unmatched` rows of the file of groups name nobody who was looked at. `challenger` is the crowd under another
    configuration, where one was given.
    """

    day: date
    config: str
    listed: int
    people: int
    rooms: int
    unmatched: int
    districts: tuple[str, ...]
    offer: Offer
    employers: Employers
    stability: Mapping[str, Stability]
    crowd: Crowd
    challenger: Crowd | None

    @property
    def is_alarm(self) -> bool:
        """Any of the comparisons in use calls for somebody to look."""
        return self.crowd.by_size.is_alarm or (self.crowd.by_group is not None and self.crowd.by_group.is_alarm)


def figures(
    ground: Ground, day: Day, seen: Seen, other: Seen | None, stated: Mapping[UUID, str], seed: int
) -> RegionAudit:
    """Count what was seen; `stated` has the groups of accounts, from outside the database."""
    codes, names = _groups(ground, stated)
    compared = {"tomorrow": seen.tomorrow, "by fit alone": seen.plain}
    if other is not None:
        compared["other configuration"] = other.pages
    return RegionAudit(
        day=day.date,
        config=ground.stock.snapshot.config.digest,
        listed=ground.listed,
        people=len(ground.people),
        rooms=len(ground.rooms),
        unmatched=len(stated) - int(np.count_nonzero(codes != NOT_SAID)),
        districts=ground.districts,
        offer=_offer(ground, seen),
        employers=_employers(ground, exposures(seen.pages, len(ground.items))),
        stability={name: _stability(seen.pages, pages) for name, pages in compared.items()},
        crowd=_crowd(ground, seen, codes, names, seed),
        challenger=_crowd(ground, other, codes, names, seed) if other is not None else None,
    )


def _groups(ground: Ground, stated: Mapping[UUID, str]) -> tuple[Integers, tuple[str, ...]]:
    """Each person's group as a number, -1 where there is none, and what the numbers stand for."""
    found = [stated.get(account) for account in ground.accounts]
    names = tuple(sorted({name for name in found if name is not None}))
    numbers = {name: number for number, name in enumerate(names)}
    codes = [NOT_SAID if name is None else numbers[name] for name in found]
    return np.array(codes, dtype=np.int64), names


def _offer(ground: Ground, seen: Seen) -> Offer:
    exposure = exposures(seen.pages, len(ground.items))
    return Offer(
        opportunities=len(ground.items),
        reachable=int(np.count_nonzero(seen.offered)),
        never_shown=int(np.count_nonzero(seen.offered & (exposure == 0))),
        by_size=by_place(ground.item_sizes, exposure, len(SIZES)),
        by_district=by_place(ground.item_homes, exposure, len(ground.districts)),
    )


def _employers(ground: Ground, exposure: Integers) -> Employers:
    count = int(ground.employers.max(initial=-1)) + 1
    shown = np.zeros(count, dtype=np.int64)
    np.add.at(shown, ground.employers, exposure)
    offers = np.bincount(ground.employers, minlength=count).astype(np.int64)
    most = np.sort(shown)[::-1][: math.ceil(count / TENTH)]
    total = int(shown.sum())
    return Employers(count, gini(shown), gini(offers), int(most.sum()) / total if total else math.nan)


def _stability(pages: Sequence[Page], others: Sequence[Page]) -> Stability:
    """Of the people to whom anything is shown."""
    pairs = [(one, other) for one, other in zip(pages, others, strict=True) if one or other]
    if not pairs:
        return Stability(math.nan, math.nan, math.nan, math.nan)
    overlaps = sorted(rbo(one, other) for one, other in pairs)
    turned = [tau for one, other in pairs if not math.isnan(tau := kendall(one, other))]
    same = sum(one == other for one, other in pairs) / len(pairs)
    return Stability(mean(overlaps), overlaps[len(overlaps) // 20], mean(turned) if turned else math.nan, same)


def _crowd(ground: Ground, seen: Seen, codes: Integers, names: tuple[str, ...], seed: int) -> Crowd:
    shown, chosen = seen.shown, seen.chosen

    def judged(groups: Integers) -> Audit:
        return audit(groups, chosen=chosen, scores=seen.scores, exposure=shown, seed=seed)

    return Crowd(
        by_size=judged(ground.sizes),
        by_district=by_group(ground.homes, shown, draws=0),
        by_group=judged(codes) if names else None,
        names=names,
    )
