"""The match card, and the page of them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field
from pydantic.dataclasses import dataclass

from backend.core.page import Page
from backend.core.terms import Period
from backend.matches.schemas.told import Lever, Move, Question, Told
from backend.organisations.schemas import ReplyRecord
from backend.territories.schemas import TravelRead
from matching.types import Market, Side

Points = Annotated[float, Field(description="Points of 100.")]


class MatchOrganisation(BaseModel):
    """Whose thing it is. A funder without a page here has a name only; a mentor who stands alone has none."""

    id: UUID | None
    name: str
    is_verified: bool


class MatchMunicipality(BaseModel):
    """Where it is."""

    id: UUID
    name: str
    is_low_density: bool


@dataclass(frozen=True, slots=True)
class Amounts:
    """Pay, a price or a grant, from low to high, in cents; either end may be open."""

    low: int | None
    high: int | None
    currency: str
    period: Period
    is_gross: bool | None = None


class ThingRead(BaseModel):
    """Anything one can be matched with, as far as a card shows it."""

    market: Market
    thing_id: UUID
    kind: str | None
    title: str
    summary: str
    lang: str
    by: Annotated[str | None, Field(description="The name of the mentor.")] = None
    organisation: MatchOrganisation | None
    municipality: MatchMunicipality | None
    remote_share: int | None
    pay: Amounts | None
    pay_basis: str | None
    price: Amounts | None
    grant: Amounts | None
    deadline_at: datetime | None
    zone: str | None
    starts_on: date | None
    reply_by_days: int | None
    reply_record: ReplyRecord | None
    places: int | None


class Segment(BaseModel):
    """What one factor adds to the score or takes from it, of how much it could add. Both sides together."""

    factor: str
    points: Points
    of: Points


class Why(Told):
    """A reason that speaks for it, with the points it brings. Evidence stands in the facts."""

    side: Side
    factor: str
    points: Points


class CompetitionRead(Told):
    """What being shown to many takes off, in points: never above 0. One of the segments."""

    code: Literal["competition.shown-to-many"]
    points: Points


class MatchCard(ThingRead):
    """One match: `base` + the points of all segments = `score`, and `score` + `missing` = 100."""

    rank: int
    is_tied: Annotated[bool, Field(description="Another thing has the very same score; a daily lot decided.")]
    distance_km: float | None
    travel: TravelRead | None
    score: Points
    forward: Annotated[float, Field(description="Would the person want it? 0 to 100.")]
    backward: Annotated[float, Field(description="Would it go well? 0 to 100.")]
    low: Annotated[float, Field(description="The score if everything unknown turned out badly.")]
    high: Annotated[float, Field(description="The score if everything unknown turned out well.")]
    base: Annotated[float, Field(description="What everybody starts from.")]
    segments: list[Segment]
    competition: Annotated[CompetitionRead | None, Field(description="None where it takes nothing.")] = None
    missing: Points
    why: list[Why]
    lacks: Annotated[Why | None, Field(description="The one thing that costs most.")]
    lever: Annotated[Lever | None, Field(description="The one deed that would raise it most.")]
    moves: list[Move]
    is_saved: bool


class Relaxation(Told):
    """How far to loosen a limit, and how many of the things that nothing else hides would then be seen."""

    shows: int


class HiddenBy(Told):
    """A rule that hides things: `count` in all, `only` of them hidden by nothing else."""

    rule: str
    count: int
    only: int
    relaxations: list[Relaxation]


class MatchPage(Page[MatchCard]):
    """One page of matches with everything that was counted on the way.

    `all` things there were, `filtered` left out by the filters in the address, the rest hidden by rules or in `total`.
    """

    market: Market
    order: Literal["fit", "deadline", "newest"]
    day: date
    all: int
    filtered: int
    hidden: list[HiddenBy]
    questions: list[Question]
    is_pure_fit: Annotated[bool, Field(description="The person wants fit alone: competition counts nothing.")]
    ties: Annotated[
        list[list[UUID]],
        Field(
            description="Things on this page that say about the same, best first: each group in the order of scores."
        ),
    ]
    receipt_id: Annotated[str, Field(description="SHA-256 of the receipt; see GET /receipts/{receipt_id}.")]
    config: Annotated[str, Field(description="SHA-256 of every number that was used.")]
