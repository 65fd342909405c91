"""Every number used: weights, priors, shapes, caps. Validated when made, versioned, and known by its hash."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, cast

from matching.errors import BadInput
from matching.scoring.shapes import Shape
from matching.types import Importance, Market

WHOLE = 1000  # what weights of one side sum to; values and priors are thousandths too


@dataclass(frozen=True, slots=True)
class Weight:
    """One factor on one side: its weight, its value where nothing is known, and how far off that may be."""

    factor: str
    weight: int
    prior: int
    low: int
    high: int

    def __post_init__(self) -> None:
        if not (0 < self.weight <= WHOLE and 0 <= self.low <= self.prior <= self.high <= WHOLE and self.prior):
            raise BadInput("config.weight", factor=self.factor)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one market is scored, from either side."""

    market: Market
    forward: tuple[Weight, ...]
    backward: tuple[Weight, ...]

    @property
    def sides(self) -> tuple[tuple[Weight, ...], tuple[Weight, ...]]:
        """Forward, then backward."""
        return self.forward, self.backward

    def __post_init__(self) -> None:
        for side in self.sides:
            if sum(weight.weight for weight in side) != WHOLE:
                raise BadInput("config.weights-sum", market=self.market.value, whole=WHOLE)
            if len({weight.factor for weight in side}) != len(side):
                raise BadInput("config.factor-twice", market=self.market.value)


class Terse:
    """Says nothing of what is None by default: with a field more, an older configuration still has its hash."""

    __slots__ = ()

    def __repr__(self) -> str:
        silent = {one.name for one in fields(self) if one.default is None}  # type: ignore[arg-type]
        told = ((one.name, getattr(self, one.name)) for one in fields(self))  # type: ignore[arg-type]
        said = ", ".join(f"{name}={value!r}" for name, value in told if not (value is None and name in silent))
        return f"{type(self).__qualname__}({said})"


@dataclass(frozen=True, slots=True)
class Competition:
    """How far competition counts: `weight` thousandths of a thing's price, `most` hundredths of a point at most."""

    weight: int = 750
    most: int = 1500

    def __post_init__(self) -> None:
        if not (0 < self.weight <= WHOLE and 0 < self.most <= 100 * 100):
            raise BadInput("config.competition")


@dataclass(frozen=True, slots=True)
class Variety:
    """What the window holds beside the best: see `matching.rerank.variety`.

    At most `per_group` posts whose leading demands are alike (similarity of `alike` or more, of 255); `adjacent`
    places for an occupation next door and `explored` for a lot among the `pool` behind the window, which stands at
    `place`.
    """

    per_group: int = 5
    alike: int = 102
    adjacent: int = 1
    explored: int = 1
    pool: int = 10
    place: int = 8

    def __post_init__(self) -> None:
        switches = {self.adjacent, self.explored} <= {0, 1}
        if not (switches and min(self.per_group, self.pool, self.place) > 0 and 0 < self.alike <= 255):
            raise BadInput("config.variety")


@dataclass(frozen=True, slots=True, repr=False)
class Policy(Terse):
    """How the order of scores becomes the order shown: caps on the first `window` places; None is no cap.

    Nothing from below the best `reach` is lifted into the window, however much of a kind these are. A post that asks
    for fewer than `least_demands` skills waits behind the window too: who asks for nothing is missed by nothing, and
    would stand first with everybody. With `competition`, what being shown to many costs a thing comes off its score
    before all that.
    """

    code: str
    window: int = 10
    per_organisation: int | None = 2
    per_occupation: int | None = 5
    least_demands: int = 1
    competition: Competition | None = None
    reach: int | None = None
    variety: Variety | None = None

    def __post_init__(self) -> None:
        caps = (self.per_organisation, self.per_occupation, self.reach)
        if min(self.window, self.least_demands) < 0 or any(cap is not None and cap < 1 for cap in caps):
            raise BadInput("config.policy", policy=self.code)
        if self.variety is not None and self.window < 2 + self.variety.place:
            raise BadInput("config.policy", policy=self.code)


@dataclass(frozen=True, slots=True)
class Shapes:
    """How much of something is how good. Each is monotone."""

    travel: Shape = field(default=Shape(((0, 1000), (250, 950), (1000, 450), (2000, 0))))  # distance in ‰ of the limit
    hours: Shape = field(default=Shape(((0, 0), (500, 350), (1000, 1000))))  # ‰ of the hours asked that fit
    delay: Shape = field(default=Shape(((0, 1000), (14, 850), (45, 500), (120, 100))))  # days the person comes too late
    deadline: Shape = field(default=Shape(((0, 300), (3, 550), (14, 900), (30, 1000))))  # days left to apply
    pay: Shape = field(default=Shape(((500, 0), (1000, 600), (1500, 1000))))  # ‰ of the floor
    price: Shape = field(default=Shape(((300, 1000), (1000, 600), (1500, 0))))  # ‰ of the ceiling
    grant: Shape = field(default=Shape(((0, 0), (500, 500), (1000, 1000))))  # ‰ of the need that is covered
    answered: Shape = field(default=Shape(((0, 0), (500, 400), (900, 900), (1000, 1000))))  # ‰ of people answered
    wait: Shape = field(default=Shape(((2, 1000), (14, 600), (60, 0))))  # median days to an answer
    months: Shape = field(default=Shape(((0, 100), (500, 550), (1000, 1000))))  # ‰ of the months asked
    language_gap: Shape = field(default=Shape(((0, 1000), (1, 600), (2, 250), (3, 60))))  # CEFR steps below
    education_gap: Shape = field(default=Shape(((0, 1000), (1, 500), (3, 100))))  # EQF steps below

    def __post_init__(self) -> None:
        rising = (self.hours, self.deadline, self.pay, self.grant, self.answered, self.months)
        falling = (self.travel, self.delay, self.price, self.wait, self.language_gap, self.education_gap)
        if any(s.corners[0][1] > s.corners[-1][1] for s in rising) or any(
            s.corners[0][1] < s.corners[-1][1] for s in falling
        ):
            raise BadInput("config.shape-direction")


def _side(*rows: tuple[str, int, int, int, int]) -> tuple[Weight, ...]:
    return tuple(Weight(*row) for row in rows)


SCHEMES = (
    Scheme(
        Market.OPPORTUNITIES,
        forward=_side(
            ("goals", 320, 400, 100, 800),
            ("practice", 230, 300, 50, 800),
            ("place", 160, 550, 100, 1000),
            ("pay", 110, 450, 100, 900),
            ("time", 90, 700, 300, 1000),
            ("responsiveness", 90, 500, 200, 900),
        ),
        backward=_side(
            ("skills", 470, 400, 150, 1000),
            ("occupation", 150, 350, 100, 900),
            ("experience", 110, 500, 200, 900),
            ("language", 120, 700, 300, 1000),
            ("education", 70, 800, 400, 1000),
            ("time", 80, 700, 300, 1000),
        ),
    ),
    Scheme(
        Market.MENTORS,
        forward=_side(
            ("growth", 450, 300, 50, 900),
            ("goals", 250, 350, 100, 800),
            ("place", 120, 550, 100, 1000),
            ("time", 60, 700, 300, 1000),
            ("responsiveness", 120, 500, 200, 900),
        ),
        backward=_side(
            ("language", 500, 650, 200, 1000),
            ("skills", 400, 700, 300, 1000),
            ("time", 100, 700, 300, 1000),
        ),
    ),
    Scheme(
        Market.PLACES,
        forward=_side(
            ("goals", 350, 400, 100, 800),
            ("growth", 250, 300, 50, 900),
            ("place", 180, 550, 100, 1000),
            ("deadline", 120, 600, 300, 1000),
            ("responsiveness", 100, 500, 200, 900),
        ),
        backward=_side(
            ("conditions", 350, 600, 200, 1000),
            ("skills", 250, 600, 200, 1000),
            ("language", 150, 700, 300, 1000),
            ("experience", 100, 500, 200, 900),
            ("time", 150, 700, 300, 1000),
        ),
    ),
    Scheme(
        Market.FUNDING,
        forward=_side(
            ("goals", 500, 400, 100, 800),
            ("grant", 250, 550, 200, 1000),
            ("deadline", 150, 600, 300, 1000),
            ("responsiveness", 100, 500, 200, 900),
        ),
        backward=_side(
            ("conditions", 800, 550, 150, 1000),
            ("experience", 100, 500, 200, 900),
            ("language", 100, 700, 300, 1000),
        ),
    ),
    Scheme(
        Market.SPACES,
        forward=_side(
            ("practice", 200, 350, 50, 900),
            ("growth", 150, 300, 50, 900),
            ("goals", 150, 400, 100, 800),
            ("place", 300, 500, 100, 1000),
            ("price", 200, 500, 100, 900),
        ),
        backward=_side(
            ("conditions", 600, 600, 200, 1000),
            ("time", 400, 700, 300, 1000),
        ),
    ),
)


@dataclass(frozen=True, slots=True, repr=False)
class Config(Terse):
    """One complete, frozen set of numbers."""

    version: str = "1"
    schemes: tuple[Scheme, ...] = SCHEMES
    policies: tuple[Policy, ...] = (
        Policy("fit", reach=50),
        Policy("competition", competition=Competition(), reach=50),
        Policy("varied", competition=Competition(), reach=50, variety=Variety()),
        Policy("plain", 0, None, None, 0),
        Policy("plain-competition", 0, None, None, 0, Competition()),
    )
    shapes: Shapes = field(default=Shapes())
    importance: tuple[tuple[Importance, int], ...] = (
        (Importance.MUST, 3),
        (Importance.SHOULD, 2),
        (Importance.NICE, 1),
    )
    evidence: tuple[tuple[str, int], ...] = (
        ("certificate", 100),
        ("course", 85),
        ("job", 95),
        ("project", 95),
        ("reference", 100),
        ("self", 75),
    )  # how far a claim with this kind of evidence is believed, in %
    silence: int = 60  # ‰ credit for a skill the person has not spoken of: people forget to list things
    half_missing: int = 1200  # demands weighing this much, all missing, halve the value (a telling must weighs 765)
    usual_travel_km: int = 40  # for people who gave no limit
    travel_steps_km: tuple[int, ...] = (10, 15, 25, 40, 60, 90, 150, 300)
    hours_steps: tuple[int, ...] = (5, 10, 20, 40)
    days_steps: tuple[int, ...] = (7, 14, 30, 60)
    reply_doubt: int = 5  # a reply record is drawn to the prior as if by this many earlier people
    most_requirements: int = 200  # per item, of each sort: more is a mistake, not a posting
    most_claims: int = 1000

    def __post_init__(self) -> None:
        if sorted(scheme.market for scheme in self.schemes) != sorted(Market):
            raise BadInput("config.markets")
        if {importance for importance, _ in self.importance} != set(Importance):
            raise BadInput("config.importance")
        if not 0 <= self.silence < WHOLE or min(self.half_missing, self.usual_travel_km, self.reply_doubt) < 1:
            raise BadInput("config.constants")

    @property
    def digest(self) -> str:
        """SHA-256 of every number here, defaults included."""
        return of_config(_digest, self)

    def scheme(self, market: Market) -> Scheme:
        """How this market is scored."""
        return next(scheme for scheme in self.schemes if scheme.market is market)

    def policy(self, code: str) -> Policy:
        """The policy of this name; BadInput when there is none."""
        for policy in self.policies:
            if policy.code == code:
                return policy
        raise BadInput("policy.unknown", policy=code, one_of=tuple(policy.code for policy in self.policies))


DEFAULT = Config()


KEPT = 64  # configurations of which something is remembered: a process works with one or two

T = TypeVar("T")
_told: dict[tuple[object, int], tuple[Config, Any]] = {}


def of_config(tell: Callable[[Config], T], config: Config) -> T:
    """What `tell` says of a configuration, which never changes: worked out once."""
    known = _told.get((tell, id(config)))
    if known is None:
        if len(_told) >= KEPT:
            _told.clear()
        known = _told[tell, id(config)] = config, tell(config)  # what is kept keeps its identity
    return cast("T", known[1])


def _digest(config: Config) -> str:
    return hashlib.sha256(repr(config).encode()).hexdigest()
