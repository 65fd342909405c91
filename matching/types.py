"""The nouns of this library: plain, frozen and comparable. Who a person is never enters."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from matching.errors import BadInput, Facts

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
TOLERANCE = 1e-9  # how far a sum of points may be from its score: rounding of floats, nothing more


class Market(StrEnum):
    """The five things a person is matched with; `places` are places in cohorts."""

    OPPORTUNITIES = "opportunities"
    MENTORS = "mentors"
    PLACES = "places"
    FUNDING = "funding"
    SPACES = "spaces"


class Side(StrEnum):
    """Forward: would the person want it? Backward: would it go well?"""

    FORWARD = "forward"
    BACKWARD = "backward"


class Importance(StrEnum):
    """How much a demand weighs."""

    MUST = "must"
    SHOULD = "should"
    NICE = "nice"


class Remote(StrEnum):
    """How a person feels about work from afar. `only` is a hard preference."""

    AVOID = "avoid"
    OPEN = "open"
    PREFER = "prefer"
    ONLY = "only"


class Period(StrEnum):
    """What an amount of money is paid for."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    TOTAL = "total"


class Outcome(StrEnum):
    """What a rule says. Unknown never hides; it asks."""

    PASS = "pass"  # noqa: S105  not a password
    FAIL = "fail"
    UNKNOWN = "unknown"


class Topic(StrEnum):
    """What a condition of a call is about. A person's own age is not among them and never will be."""

    REGION = "region"
    ORGANISATION_KIND = "organisation_kind"
    LEGAL_FORM = "legal_form"
    COMPANY_MONTHS = "company_months"
    HEADCOUNT = "headcount"
    SECTOR = "sector"
    CO_FINANCING = "co_financing"
    EDUCATION = "education"
    LOW_DENSITY = "low_density"


def _within(code: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not (math.isfinite(value) and low <= value <= high):
        raise BadInput(code, value=str(value), at_least=low, at_most=high)


def _ordered(code: str, low: date | int | None, high: date | int | None) -> None:
    if low is not None and high is not None and low > high:  # type: ignore[operator]  # both are of one kind
        raise BadInput(code, low=str(low), high=str(high))


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees, the municipality it lies in, and the regions (NUTS codes) around that."""

    lat: float
    lon: float
    municipality: str | None = None
    regions: tuple[str, ...] = ()
    is_low_density: bool | None = None

    def __post_init__(self) -> None:
        _within("place.latitude", self.lat, -90, 90)
        _within("place.longitude", self.lon, -180, 180)
        object.__setattr__(self, "lat", float(self.lat))  # 41 and 41.0 are one place and one sequence of bytes
        object.__setattr__(self, "lon", float(self.lon))


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours a week, from low to high."""

    low: int
    high: int

    def __post_init__(self) -> None:
        _within("hours.low", self.low, 0, 168)
        _within("hours.high", self.high, 0, 168)
        _ordered("hours.order", self.low, self.high)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents."""

    cents: int
    currency: str = "EUR"
    period: Period = Period.MONTH

    def __post_init__(self) -> None:
        _within("money.cents", self.cents, 0, 10**15)


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """From low to high, in cents; either end may be open."""

    low: int | None
    high: int | None
    currency: str = "EUR"
    period: Period = Period.MONTH

    def __post_init__(self) -> None:
        _within("money.low", self.low, 0, 10**15)
        _within("money.high", self.high, 0, 10**15)
        _ordered("money.order", self.low, self.high)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim comes from: the id of its source and, in a text, the characters that say so."""

    id: str
    kind: str = "self"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SkillClaim:
    """I can do this: 1 basic, 2 working, 3 strong, 4 expert. `confidence` (0..100): how surely it was read."""

    concept: str
    level: int = 2
    evidence: tuple[Evidence, ...] = ()
    confidence: int = 100

    def __post_init__(self) -> None:
        _within("skill.level", self.level, 1, 4)
        _within("skill.confidence", self.confidence, 0, 100)


@dataclass(frozen=True, slots=True)
class LanguageClaim:
    """I speak this, on a CEFR level."""

    concept: str
    level: str = "B1"

    def __post_init__(self) -> None:
        _cefr(self.level)


@dataclass(frozen=True, slots=True)
class Experience:
    """Months spent in an occupation."""

    occupation: str
    months: int

    def __post_init__(self) -> None:
        _within("experience.months", self.months, 0, 1200)


@dataclass(frozen=True, slots=True)
class Applicant:
    """The venture or organisation a person may apply for; None is *not known*, never *no*."""

    kind: str | None = None
    legal_form: str | None = None
    founded_on: date | None = None
    headcount: int | None = None
    sectors: tuple[str, ...] = ()
    place: Place | None = None
    co_financing_percent: int | None = None


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person, as far as a match may know them. `denied`: concepts they said they do not have.

    `weights`: factor → thousandths, sum 1000, where the person said how much each counts for them; they hold in a
    market that weighs just these factors.
    """

    id: str
    skills: tuple[SkillClaim, ...] = ()
    languages: tuple[LanguageClaim, ...] = ()
    education_level: int | None = None
    fields: tuple[str, ...] = ()
    experience: tuple[Experience, ...] = ()
    occupations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    place: Place | None = None
    travel_limit_km: int | None = None
    remote: Remote = Remote.OPEN
    hours: Hours | None = None
    available_from: date | None = None
    available_until: date | None = None
    pay_floor: Money | None = None
    rent_ceiling: Money | None = None
    funding_need: Money | None = None
    denied: tuple[str, ...] = ()
    applicant: Applicant | None = None
    weights: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.weights and (sum(w for _, w in self.weights) != 1000 or min(w for _, w in self.weights) < 1):
            raise BadInput("seeker.weights")
        _within("education.level", self.education_level, 1, 8)
        _within("travel.limit", self.travel_limit_km, 0, 20_100)
        _ordered("available.order", self.available_from, self.available_until)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A skill that is asked for. Only an essential one (legal, or truly indispensable) may hide a thing."""

    concept: str
    importance: Importance = Importance.SHOULD
    level: int = 2
    is_essential: bool = False

    def __post_init__(self) -> None:
        _within("requirement.level", self.level, 1, 4)


@dataclass(frozen=True, slots=True)
class LanguageRequirement:
    """A language that is asked for, with its CEFR level."""

    concept: str
    level: str = "B1"
    importance: Importance = Importance.MUST
    is_essential: bool = False

    def __post_init__(self) -> None:
        _cefr(self.level)


@dataclass(frozen=True, slots=True)
class EducationRequirement:
    """The EQF level that is asked for, and fields of study that are welcome."""

    level: int
    fields: tuple[str, ...] = ()
    is_essential: bool = False

    def __post_init__(self) -> None:
        _within("education.level", self.level, 1, 8)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a call, as data: one of these values, or a number between two. A bonus never hides."""

    topic: Topic
    one_of: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    is_bonus: bool = False

    def __post_init__(self) -> None:
        _ordered("condition.order", self.at_least, self.at_most)
        if not self.one_of and self.at_least is None and self.at_most is None:
            raise BadInput("condition.says-nothing", topic=self.topic.value)


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """How an organisation answered so far: `asked` people, `answered` of them, in `median_days`."""

    asked: int
    answered: int
    median_days: int | None = None

    def __post_init__(self) -> None:
        _within("reply.asked", self.asked, 0, 10**9)
        _within("reply.answered", self.answered, 0, self.asked)


@dataclass(frozen=True, slots=True)
class Item:
    """Anything a person can be matched with, in any market; what it does not say is None or empty."""

    id: str
    market: Market
    kind: str | None = None
    organisation: str | None = None
    occupation: str | None = None
    sectors: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    affords: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    languages: tuple[LanguageRequirement, ...] = ()
    speaks: tuple[str, ...] = ()
    education: EducationRequirement | None = None
    experience_months: int | None = None
    place: Place | None = None
    remote_share: int | None = None
    hours: Hours | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    deadline: datetime | None = None
    pay: MoneyRange | None = None
    price: MoneyRange | None = None
    grant: MoneyRange | None = None
    capacity: int | None = None
    conditions: tuple[Condition, ...] = ()
    reply: ReplyRecord | None = None
    access: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _within("remote.share", self.remote_share, 0, 100)
        _within("experience.months", self.experience_months, 0, 1200)
        _ordered("dates.order", self.starts_on, self.ends_on)
        if self.deadline is not None and self.deadline.tzinfo is None:
            raise BadInput("deadline.naive", id=self.id)


def _cefr(level: str) -> None:
    if level not in CEFR:
        raise BadInput("language.level", value=level, one_of=CEFR)


@dataclass(frozen=True, slots=True)
class Reason:
    """A code to translate and the facts to put into it."""

    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says about one pair: passed, failed (why, and what would mend it), or a question."""

    rule: str
    outcome: Outcome
    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Part:
    """One line inside a contribution, such as one demand: its share of the points, and why."""

    code: str
    points: float
    facts: Facts


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one factor brings to one pair.

    `points` is its share of the mutual score (0..100), `side_points` its share of its own side's score; both count from
    the market's prior. `value`, `prior`, `low` and `high` lie in 0..1. Parts, where there are any, sum to `points`.
    """

    side: Side
    factor: str
    points: float
    side_points: float
    weight: float
    value: float
    prior: float
    low: float
    high: float
    is_known: bool
    reasons: tuple[Reason, ...] = ()
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if self.parts:
            _sums(f"{self.side.value}.{self.factor}", 0.0, (part.points for part in self.parts), self.points)


@dataclass(frozen=True, slots=True)
class SideScore:
    """One side's own score, 0..100: the base everyone starts from plus the side's points."""

    base: float
    score: float


@dataclass(frozen=True, slots=True)
class Move:
    """Why a thing does not stand where its score alone would put it."""

    code: str
    before: int
    after: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Term:
    """What is added to a score beside what the two sides bring: the same for everybody, by name, in points."""

    code: str
    points: float
    facts: Facts


@dataclass(frozen=True, slots=True)
class Match:
    """One pair with its whole arithmetic: `base + Σ points == score`, here and on either side, or it cannot be made.

    `competition`, where it is there, is one of the points: what being shown to many takes off.
    """

    item_id: str
    person_id: str
    market: Market
    score: float
    base: float
    low: float
    high: float
    forward: SideScore
    backward: SideScore
    contributions: tuple[Contribution, ...]
    verdicts: tuple[Verdict, ...] = ()
    rank: int | None = None
    moves: tuple[Move, ...] = ()
    competition: Term | None = None

    def __post_init__(self) -> None:
        points = (*(c.points for c in self.contributions), self.competition.points if self.competition else 0.0)
        _sums("match", self.base, points, self.score)
        for side, own in ((Side.FORWARD, self.forward), (Side.BACKWARD, self.backward)):
            _sums(side.value, own.base, (c.side_points for c in self.contributions if c.side is side), own.score)

    @property
    def questions(self) -> tuple[Verdict, ...]:
        """What the person or the item has not said and a rule would like to know."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome is Outcome.UNKNOWN)

    @property
    def objections(self) -> tuple[Verdict, ...]:
        """The rules that hide this pair."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome is Outcome.FAIL)


def _sums(what: str, base: float, points: Iterable[float], total: float) -> None:
    said = math.fsum((base, *points))
    if not abs(said - total) <= TOLERANCE:
        raise BadInput("score.does-not-sum", what=what, said=said, total=total)
