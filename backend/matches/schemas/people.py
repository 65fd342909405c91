"""People ranked for an opportunity: only those who agreed to be seen, and only what their page shows."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.core.fields import Lang
from backend.core.page import Page, Window
from backend.matches.schemas.arithmetic import Arithmetic
from backend.matches.schemas.cards import HiddenBy, MatchMunicipality, Points, Segment, Why
from backend.matches.schemas.told import Told
from backend.taxonomy.schemas import ConceptName
from backend.territories.schemas import TravelRead


class CandidateSearch(Window):
    """`order=unranked` draws lots, so that people can be looked at without the ranking."""

    page: Annotated[int, Field(ge=1, le=200)] = 1
    size: Annotated[int, Field(ge=1, le=50)] = 20
    order: Literal["fit", "unranked"] = "fit"
    lang: Annotated[Lang, Field(description="The language of the vocabulary's words.")] = "pt"


class Band(BaseModel):
    """People whose scores say about the same: look at the band first, at the rank last."""

    code: Literal["band.strong", "band.good", "band.possible", "band.far"]
    at_least: float
    count: int


class PersonRead(BaseModel):
    """As much of a person as a card shows; the page of the profile shows the rest."""

    profile_id: UUID
    display_name: str
    headline: str
    lang: str
    municipality: MatchMunicipality | None
    skills: list[ConceptName]


class CandidateCard(PersonRead):
    """One person: `base` + the points of all segments = `score`. Without a ranking there is no rank and no band."""

    rank: int | None
    is_tied: bool
    band: str | None
    distance_km: float | None
    travel: TravelRead | None
    score: Points
    forward: float
    backward: float
    low: float
    high: float
    base: float
    segments: list[Segment]
    missing: Points
    why: list[Why]
    lacks: Why | None
    unknown: Annotated[list[Told], Field(description="What a rule would like to know.")]


class CandidatePage(Page[CandidateCard]):
    """One page of people. `all` agreed to be seen by this organisation, `hidden` do not meet a rule."""

    opportunity_id: UUID
    order: Literal["fit", "unranked"]
    day: date
    all: int
    hidden: list[HiddenBy]
    bands: list[Band]
    ties: Annotated[
        list[list[UUID]],
        Field(
            description="People on this page of whom about the same can be said, best first; none without a ranking."
        ),
    ]
    receipt_id: str
    config: str


class Edit(Told):
    """One change of the posting: how many people it would reach, and what becomes of this person's score and rank."""

    reach_from: int
    reach_to: int
    mean_from: float
    mean_to: float
    score: float | None
    rank_from: int | None
    rank_to: int | None


class CandidateDetail(BaseModel):
    """The card, how it came about, and what the employer could change."""

    card: CandidateCard
    arithmetic: Arithmetic
    edits: list[Edit]
