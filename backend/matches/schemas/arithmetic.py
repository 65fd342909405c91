"""The full arithmetic of one match, and of two compared."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.matches.schemas.cards import CompetitionRead, MatchCard
from backend.matches.schemas.told import Lever, Told
from matching.types import Outcome, Side


class Line(Told):
    """One line inside a factor, such as one demand. The lines of a factor sum to its points."""

    points: float


class FactorLine(BaseModel):
    """What one factor brings, from one side. `points` count for the mutual score, `side_points` for the side's own.

    `value`, `prior`, `low`, `high` lie in 0..1: points are weight × (value - prior), scaled for the mutual score.
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
    reasons: list[Told]
    lines: list[Line]


class SideSum(BaseModel):
    """One side's own score: `base` + the side_points of its factors = `score`."""

    base: float
    score: float


class VerdictRead(Told):
    """What one rule says: passed, failed (with what would mend it), or a question."""

    rule: str
    outcome: Outcome


class Arithmetic(BaseModel):
    """`base` + the points of all factors + those of competition = `score`, to 1e-9; and on each side without it."""

    score: float
    base: float
    low: float
    high: float
    forward: SideSum
    backward: SideSum
    factors: list[FactorLine]
    competition: CompetitionRead | None = None
    verdicts: list[VerdictRead]
    config: str


class MatchDetail(BaseModel):
    """The card, how it came about, and everything that would change it."""

    card: Annotated[MatchCard, Field(description="Its rank is 0 where a rule hides the thing.")]
    arithmetic: Arithmetic
    levers: list[Lever]


class DifferenceLine(BaseModel):
    """What one factor of one side brings to the first more than to the second."""

    side: Side
    factor: str
    points: float
    first: list[Told]
    second: list[Told]


class ContrastSide(BaseModel):
    """One of the two."""

    thing_id: UUID
    title: str
    score: float
    rank: int | None


class ContrastRead(Told):
    """Why one stands before the other: `base` + the points of all lines + `competition` = `score`, the difference."""

    code: Literal["contrast.by-score", "contrast.by-lot", "contrast.by-policy"]
    first: ContrastSide
    second: ContrastSide
    score: float
    base: float
    competition: Annotated[float, Field(description="How much less competition takes from the first.")]
    lines: list[DifferenceLine]
