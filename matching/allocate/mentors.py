"""A round of mentoring: hours of mentors among those who want them, stable and with the greatest total fit.

Both sides may have several of the other. The stable plan is a stable allocation in the sense of Baïou and Balinski
2002, "The stable allocation (or ordinal transportation) problem", Mathematics of Operations Research 27: no mentee and
mentor could both exchange an hour for a better one with each other. The other plan maximises the sum of fit over hours,
exactly, and comes with prices that prove it. A person chooses between them.
"""

import hashlib
import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.allocate.call import all_once
from matching.errors import BadInput
from matching.flow import Flow, cheapest

WHOLE = 1_000_000  # a side of a pair is at most this, as in `scoring.mutual`
MOST_HOURS = 10_000


@dataclass(frozen=True, slots=True)
class Budget:
    """A mentee and the hours they would like, or a mentor and the hours they can give."""

    id: str
    hours: int

    def __post_init__(self) -> None:
        if not self.id:
            raise BadInput("budget.id")
        if not 0 <= self.hours <= MOST_HOURS:
            raise BadInput("budget.hours", id=self.id, hours=self.hours, at_most=MOST_HOURS)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who could meet: how much the mentee would like it, how well it would go, in millionths, and hours at most."""

    mentee: str
    mentor: str
    forward: int
    backward: int
    hours: int = MOST_HOURS

    def __post_init__(self) -> None:
        if not (0 <= self.forward <= WHOLE and 0 <= self.backward <= WHOLE):
            raise BadInput("pair.side", mentee=self.mentee, mentor=self.mentor, at_most=WHOLE)
        if self.hours < 0:
            raise BadInput("pair.hours", mentee=self.mentee, mentor=self.mentor)

    @property
    def fit(self) -> int:
        """The mutual fit of an hour together, in millionths: √(forward · backward), rounded down."""
        return math.isqrt(self.forward * self.backward)


@dataclass(frozen=True)
class Round:
    """Everybody and every possible pair; kept in the order of ids.

    `seed` decides between equals. Raises BadInput for nobody at all, for who or what comes twice, and for pairs of
    strangers.
    """

    mentees: tuple[Budget, ...]
    mentors: tuple[Budget, ...]
    pairs: tuple[Pair, ...]
    seed: str

    def __post_init__(self) -> None:
        if not self.mentees or not self.mentors:
            raise BadInput("round.empty")
        for side in (self.mentees, self.mentors):
            all_once("budget.twice", (budget.id for budget in side))
        mentees, mentors = ({budget.id for budget in side} for side in (self.mentees, self.mentors))
        for pair in self.pairs:
            if pair.mentee not in mentees or pair.mentor not in mentors:
                raise BadInput("pair.stranger", mentee=pair.mentee, mentor=pair.mentor)
        all_once("pair.twice", (f"{pair.mentee} {pair.mentor}" for pair in self.pairs))
        object.__setattr__(self, "mentees", tuple(sorted(self.mentees, key=lambda budget: budget.id)))
        object.__setattr__(self, "mentors", tuple(sorted(self.mentors, key=lambda budget: budget.id)))
        object.__setattr__(self, "pairs", tuple(sorted(self.pairs, key=lambda pair: (pair.mentee, pair.mentor))))


@dataclass(frozen=True, slots=True)
class MentorPlan:
    """Hours by (mentee, mentor), and what can be said of them.

    `total` is the sum of fit over hours, in millionths; `worst` the lowest fit of a pair that meets; `unmet` the hours
    wished for and not given; `blocking_pairs` those who would rather have (more of) each other.
    """

    hours: Mapping[tuple[str, str], int]
    total: int
    worst: int | None
    unmet: int
    blocking_pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plans:
    """Both plans of a round, and the price of an hour of each person in the fullest one, in millionths.

    The prices prove it: no plan is worth more than the hours of everybody times their price plus, for each pair, its
    hours times what its fit exceeds the two prices by; and the fullest plan is worth exactly that (weak duality).
    """

    stable: MentorPlan
    fullest: MentorPlan
    mentee_prices: Mapping[str, int]
    mentor_prices: Mapping[str, int]


def plan_round(asked: Round) -> Plans:
    """Both plans. 10 000 mentees and 1 000 mentors with 30 pairs each: `docs/allocation.md` has the times."""
    order = _Order(asked)
    flow = _fullest(asked)
    n, p = len(asked.mentees), len(asked.mentors)
    units = dict(zip(((pair.mentee, pair.mentor) for pair in asked.pairs), flow.units[n + p :].tolist(), strict=True))
    return Plans(
        _plan(asked, order, _stable(asked, order)),
        _plan(asked, order, {pair: hours for pair, hours in units.items() if hours}),
        dict(zip((budget.id for budget in asked.mentees), (-flow.prices[:n]).tolist(), strict=True)),
        dict(zip((budget.id for budget in asked.mentors), np.maximum(flow.prices[n : n + p], 0).tolist(), strict=True)),
    )


class _Order:
    """Who comes before whom: by their own side of the pair, then by lot."""

    def __init__(self, asked: Round) -> None:
        lots = {
            budget.id: hashlib.sha256(f"{asked.seed}\n{budget.id}".encode()).digest()
            for budget in (*asked.mentees, *asked.mentors)
        }
        self.of_mentee = {(p.mentee, p.mentor): (-p.forward, lots[p.mentor], p.mentor) for p in asked.pairs}
        self.of_mentor = {(p.mentee, p.mentor): (-p.backward, lots[p.mentee], p.mentee) for p in asked.pairs}


def _stable(asked: Round, order: _Order) -> dict[tuple[str, str], int]:
    """Mentees ask hour by hour down their lists; a mentor who has no more sends the least suitable hours away."""
    lists: dict[str, list[Pair]] = {budget.id: [] for budget in asked.mentees}
    for pair in sorted(asked.pairs, key=lambda pair: order.of_mentee[pair.mentee, pair.mentor]):
        lists[pair.mentee].append(pair)
    ranks = {pair: n for n, pair in enumerate(sorted(order.of_mentor, key=lambda pair: order.of_mentor[pair]))}
    desks = {budget.id: _Desk(budget.hours) for budget in asked.mentors}
    left = {budget.id: budget.hours for budget in asked.mentees}
    ahead = dict.fromkeys(left, 0)
    waiting = list(reversed(left))
    while waiting:
        mentee = waiting.pop()
        while left[mentee] and ahead[mentee] < len(lists[mentee]):
            pair = lists[mentee][ahead[mentee]]
            desk = desks[pair.mentor]
            more = min(left[mentee], pair.hours - desk.hours.get(mentee, 0))
            if desk.is_closed_to(mentee) or not more:
                ahead[mentee] += 1
                continue
            left[mentee] -= more
            for other, hours in desk.offer(mentee, more, ranks[pair.mentee, pair.mentor]):
                left[other] += hours
                if other != mentee:
                    waiting.append(other)
    return {(mentee, mentor): hours for mentor, desk in desks.items() for mentee, hours in desk.hours.items() if hours}


class _Desk:
    """A mentor's hours, the least suitable mentee on top of a heap; who was sent away once need not ask again."""

    def __init__(self, budget: int) -> None:
        self.room = budget
        self.hours: dict[str, int] = {}
        self._worst: list[tuple[int, str]] = []
        self._refused: set[str] = set()

    def is_closed_to(self, mentee: str) -> bool:
        return mentee in self._refused

    def offer(self, mentee: str, hours: int, rank: int) -> list[tuple[str, int]]:
        """Takes the hours, and returns those that are too many."""
        if not self.hours.get(mentee):
            heapq.heappush(self._worst, (-rank, mentee))
        self.hours[mentee] = self.hours.get(mentee, 0) + hours
        self.room -= hours
        sent = []
        while self.room < 0:
            worst = self._worst[0][1]
            back = min(-self.room, self.hours[worst])
            self.hours[worst] -= back
            self.room += back
            self._refused.add(worst)
            sent.append((worst, back))
            if not self.hours[worst]:
                heapq.heappop(self._worst)
        return sent


def _fullest(asked: Round) -> Flow:
    n, p = len(asked.mentees), len(asked.mentors)
    mentees = {budget.id: i for i, budget in enumerate(asked.mentees)}
    mentors = {budget.id: n + i for i, budget in enumerate(asked.mentors)}
    supply = [budget.hours for budget in asked.mentees]
    budgets = [budget.hours for budget in asked.mentors]
    room = [0 if not budgets[mentors[pair.mentor] - n] else pair.hours for pair in asked.pairs]
    return cheapest(
        np.array(supply + [0] * p, dtype=np.int64),
        np.array([*range(n + p), *(mentees[pair.mentee] for pair in asked.pairs)], dtype=np.int32),
        np.array([n + p] * (n + p) + [mentors[pair.mentor] for pair in asked.pairs], dtype=np.int32),
        np.array([hours + 1 for hours in supply] + budgets + room, dtype=np.int64),
        np.array([0] * (n + p) + [-pair.fit for pair in asked.pairs], dtype=np.int64),
    )


def _plan(asked: Round, order: _Order, hours: Mapping[tuple[str, str], int]) -> MentorPlan:
    fits = {(pair.mentee, pair.mentor): pair.fit for pair in asked.pairs}
    return MentorPlan(
        dict(sorted(hours.items())),
        sum(fits[pair] * given for pair, given in hours.items()),
        min((fits[pair] for pair in hours), default=None),
        sum(budget.hours for budget in asked.mentees) - sum(hours.values()),
        tuple(_blocking(asked, order, hours)),
    )


def _blocking(asked: Round, order: _Order, hours: Mapping[tuple[str, str], int]) -> Iterable[tuple[str, str]]:
    mentees = _worst(asked.mentees, 0, hours, order.of_mentee)
    mentors = _worst(asked.mentors, 1, hours, order.of_mentor)
    for pair in asked.pairs:
        key = pair.mentee, pair.mentor
        if (
            hours.get(key, 0) < pair.hours
            and order.of_mentee[key] < mentees[pair.mentee]
            and order.of_mentor[key] < mentors[pair.mentor]
        ):
            yield key


_Rank = tuple[int, bytes, str]


def _worst(
    budgets: Sequence[Budget], side: int, hours: Mapping[tuple[str, str], int], order: Mapping[tuple[str, str], _Rank]
) -> dict[str, _Rank]:
    """What everybody would give up first for something better: a free hour, or else their least wanted one."""
    used = dict.fromkeys((budget.id for budget in budgets), 0)
    worst: dict[str, _Rank] = dict.fromkeys(used, (-WHOLE - 1, b"", ""))
    for pair, given in hours.items():
        used[pair[side]] += given
        worst[pair[side]] = max(worst[pair[side]], order[pair])
    free = {budget.id for budget in budgets if used[budget.id] < budget.hours}
    return {one: (1, b"", "") if one in free else rank for one, rank in worst.items()}
