"""What each demand of an opportunity costs: how many people meet it, alone and with the others. Exact, over columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.crowd.census import NOT_SAID, Census, Mask
from matching.eligibility.rule import FAIL, PASS, UNKNOWN
from matching.errors import Facts
from matching.retrieve.snapshot import check_item
from matching.scene import Scene
from matching.scoring.money import of_range
from matching.types import CEFR, Importance, Item, LanguageRequirement, Requirement

States = npt.NDArray[np.int8]
Part = tuple[Census, Mask]


@dataclass(frozen=True, slots=True)
class Softer:
    """A milder form of a demand: how many meet it, and how many it would bring of those whom `only` counts."""

    code: str
    facts: Facts
    meet: int
    brings: int


@dataclass(frozen=True, slots=True)
class Cost:
    """One demand: `meet + costs` is everybody.

    `unsaid`: those of `costs` who have said nothing about it. `only`: who meets every other must but not this, which is
    what leaving it out alone would bring (of a demand that is no must: what making it one would cost). `hides`: whom it
    keeps from the list outright; a demand that hides nobody only orders.
    """

    code: str
    facts: Facts
    importance: Importance
    meet: int
    costs: int
    unsaid: int
    only: int
    hides: int
    softer: Softer | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Of `total` people `eligible` are hidden by nothing, `musts` meet every must, `everything` every demand."""

    total: int
    eligible: int
    musts: int
    everything: int
    costs: tuple[Cost, ...]


class _Demand(NamedTuple):
    """What is asked. A limit (hours, dates, place, pay) is met unless it is failed; anything else has to be shown."""

    code: str
    facts: Facts
    importance: Importance
    states: States
    hides: Mask
    is_limit: bool = False
    softer: "_Demand | None" = None

    @property
    def met(self) -> Mask:
        """Who meets it."""
        found: Mask = self.states != FAIL if self.is_limit else self.states == PASS
        return found


def reach(item: Item, people: Sequence[Part], scene: Scene) -> Reach:
    """Counts over the marked people of one or several censuses: what an employer may know before they publish.

    `people`: (census of N, mask of N) each; nobody may be in two of them. The deadline is left out: who suits a posting
    is a question also after it. O(demands × N). Raises BadInput for an item that asks for absurdly much.
    """
    check_item(item, scene.config)
    asks_pay = any(census.floors for census, _ in people)
    demands = ([_of(one, mask) for one in _demands(item, census, scene, asks_pay)] for census, mask in people)
    found = [_joined(parts) for parts in zip(*demands, strict=True)]
    total = sum(int(np.count_nonzero(mask)) for _, mask in people)
    missed = np.zeros(total, dtype=np.int64)
    other, hidden = np.zeros(total, dtype=np.bool_), np.zeros(total, dtype=np.bool_)
    for demand in found:
        hidden |= demand.hides
        if demand.importance is Importance.MUST:
            missed += ~demand.met
        else:
            other |= ~demand.met
    return Reach(
        total=total,
        eligible=total - _count(hidden),
        musts=_count(missed == 0),
        everything=_count((missed == 0) & ~other),
        costs=tuple(_cost(demand, missed) for demand in found),
    )


def _cost(demand: _Demand, missed: npt.NDArray[np.int64]) -> Cost:
    lack = ~demand.met
    alone = lack & (missed == (1 if demand.importance is Importance.MUST else 0))
    softer = demand.softer
    return Cost(
        code=demand.code,
        facts=demand.facts,
        importance=demand.importance,
        meet=len(lack) - _count(lack),
        costs=_count(lack),
        unsaid=_count(lack & (demand.states == UNKNOWN)),
        only=_count(alone),
        hides=_count(demand.hides),
        softer=softer and Softer(softer.code, softer.facts, _count(softer.met), _count(alone & softer.met)),
    )


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))


def _of(demand: _Demand, mask: Mask) -> _Demand:
    """The same of the marked people alone."""
    softer = demand.softer and _of(demand.softer, mask)
    return demand._replace(states=demand.states[mask], hides=demand.hides[mask], softer=softer)


def _joined(parts: Sequence[_Demand]) -> _Demand:
    """One demand of several censuses."""
    milder = [part.softer for part in parts if part.softer]
    return parts[0]._replace(
        states=np.concatenate([part.states for part in parts]),
        hides=np.concatenate([part.hides for part in parts]),
        softer=_joined(milder) if milder else None,
    )


def _demands(item: Item, census: Census, scene: Scene, asks_pay: bool) -> Iterator[_Demand]:
    yield from (_skill(requirement, census) for requirement in item.requirements)
    yield from (_language(requirement, census) for requirement in item.languages)
    if item.education is not None:
        asked = item.education
        yield _education(asked.level, census, is_essential=asked.is_essential, is_softer=False)
    if item.experience_months:
        yield _experience(item, item.experience_months, census, scene)
    if item.hours is not None:
        facts: Facts = {"hours": (item.hours.low, item.hours.high)}
        fails = (census.hours_high >= 0) & ((census.hours_high < item.hours.low) | (census.hours_low > item.hours.high))
        yield _limit("reach.hours", facts, fails, census.hours_high == NOT_SAID)
    if item.starts_on is not None or item.ends_on is not None:
        yield _dates(item, census)
    if item.remote_share != 100:
        yield _place(item, census, scene)
    paid = of_range(item.pay)
    if paid is not None and asks_pay:
        yield _limit("reach.pay", {"unit": paid.unit, "high": paid.high}, census.below_floor(paid.unit, paid.high))


def _skill(asked: Requirement, census: Census, *, is_softer: bool = False) -> _Demand:
    has, is_no = census.levels(asked.concept), census.said_no(asked.concept)
    states = _states(has >= asked.level, (has == 0) & ~is_no)
    facts: Facts = {"concept": asked.concept, "level": asked.level}
    softer = None
    if asked.level > 1 and not is_softer:
        softer = _skill(replace(asked, level=asked.level - 1), census, is_softer=True)
    code = "soften.level" if is_softer else "reach.skill"
    return _Demand(code, facts, asked.importance, states, (states == FAIL) & asked.is_essential, softer=softer)


def _language(asked: LanguageRequirement, census: Census, *, is_softer: bool = False) -> _Demand:
    has, is_no = census.cefr(asked.concept), census.said_no(asked.concept)
    step = CEFR.index(asked.level)
    states = _states(has >= step, (has == NOT_SAID) & ~is_no)
    softer = None
    if step and not is_softer:
        softer = _language(replace(asked, level=CEFR[step - 1]), census, is_softer=True)
    code = "soften.language" if is_softer else "reach.language"
    facts: Facts = {"concept": asked.concept, "cefr": asked.level}
    return _Demand(code, facts, asked.importance, states, (states == FAIL) & asked.is_essential, softer=softer)


def _education(level: int, census: Census, *, is_essential: bool, is_softer: bool) -> _Demand:
    states = _states(census.education >= level, census.education == NOT_SAID)
    softer = None
    if level > 1 and not is_softer:
        softer = _education(level - 1, census, is_essential=is_essential, is_softer=True)
    code = "soften.education" if is_softer else "reach.education"
    return _Demand(code, {"eqf": level}, Importance.MUST, states, (states == FAIL) & is_essential, softer=softer)


def _experience(item: Item, months: int, census: Census, scene: Scene) -> _Demand:
    """Years rule out; what somebody can do is asked by a level. Leaving them out brings everybody."""
    states = _states(census.worked & (census.months(item.occupation, scene) >= months), ~census.worked)
    softer = _anybody("state.level", {"months": months}, census)
    return _Demand(
        "reach.experience", {"months": months}, Importance.MUST, states, np.zeros(len(census), np.bool_), softer=softer
    )


def _dates(item: Item, census: Census) -> _Demand:
    fails = np.zeros(len(census), dtype=np.bool_)
    if item.ends_on is not None:
        fails |= census.begins > item.ends_on.toordinal()
    if item.starts_on is not None:
        fails |= (census.leaves >= 0) & (census.leaves < item.starts_on.toordinal())
    days: dict[str, str] = {}
    for name, day in (("starts_on", item.starts_on), ("ends_on", item.ends_on)):
        days |= {name: day.isoformat()} if day else {}
    return _limit("reach.dates", {**days}, fails, (census.begins == NOT_SAID) & (census.leaves == NOT_SAID))


def _place(item: Item, census: Census, scene: Scene) -> _Demand:
    """Within reach: of a person's own limit, or of the usual one where they set none. Only their own ever hides."""
    away, usual = census.away(item.place), scene.config.usual_travel_km * 10
    is_far = (away != NOT_SAID) & (away > np.where(census.limit == NOT_SAID, usual, census.limit))
    refuses = census.only_remote & (item.remote_share is not None)
    states = np.where(is_far | refuses, FAIL, np.where(away == NOT_SAID, UNKNOWN, PASS)).astype(np.int8)
    hides = refuses | (is_far & (census.limit != NOT_SAID))
    facts: Facts = {"remote_share": item.remote_share or 0, "limit_km": scene.config.usual_travel_km}
    softer = _anybody("allow.remote", {"from": item.remote_share}, census)
    return _Demand("reach.place", facts, Importance.MUST, states, hides, is_limit=True, softer=softer)


def _limit(code: str, facts: Facts, fails: Mask, unsaid: Mask | bool = False) -> _Demand:
    states = np.where(fails, FAIL, np.where(unsaid, UNKNOWN, PASS)).astype(np.int8)
    return _Demand(code, facts, Importance.MUST, states, fails, is_limit=True)


def _anybody(code: str, facts: Facts, census: Census) -> _Demand:
    everybody = np.full(len(census), PASS, dtype=np.int8)
    return _Demand(code, facts, Importance.MUST, everybody, np.zeros(len(census), dtype=np.bool_), is_limit=True)


def _states(is_met: Mask, is_unsaid: Mask) -> States:
    return np.where(is_met, PASS, np.where(is_unsaid, UNKNOWN, FAIL)).astype(np.int8)
