"""What ranks, what might, and what was decided about it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.core.page import Window
from backend.core.schema import Decision
from backend.matches.models import ConfigurationStatus
from matching.types import Market


class ConfigurationSearch(Window):
    """In use, then proposed, then earlier ones."""


class IntervalRead(BaseModel):
    """A mean with its 95 % interval."""

    mean: float
    low: float
    high: float


class StandingRead(BaseModel):
    """How one configuration did on pages that it had not learnt from; impact ratios by `town:` and `group:`."""

    ndcg: IntervalRead
    calibration_error: float
    outcomes: int
    impact_ratios: dict[str, float]


class AuditedRead(BaseModel):
    """Whom the audit of both looked at."""

    people: int
    listed: int
    seed: int
    has_groups: bool


class EvidenceRead(BaseModel):
    """What was measured before anybody decided. `gain` is the difference of nDCG@10, page by page."""

    market: Market
    since: date
    pages: int
    people: int
    reacted: int
    reactors: int
    learned_from: int
    held_out: int
    judged_pages: int
    champion: StandingRead
    challenger: StandingRead
    gain: IntervalRead
    audit: AuditedRead
    refusals: list[str]


class SideRead(BaseModel):
    """What the market weighs on the person's side, in thousandths that sum to 1000."""

    market: Market
    weights: dict[str, int]


class ConfigurationRead(BaseModel):
    """One configuration. What came with the system and was never replaced has no id yet."""

    id: UUID | None
    version: str
    digest: str
    status: ConfigurationStatus
    is_installed: Annotated[bool, Field(description="It came with the system; nobody learnt it.")]
    is_current: Annotated[bool, Field(description="It was judged beside what is in use now.")]
    created_at: datetime | None
    updated_at: datetime | None
    approved_at: datetime | None
    approved_by: str | None
    sides: list[SideRead]
    evidence: EvidenceRead | None
    can: list[str]


class RankingRead(BaseModel):
    """The page of what ranks: in use, proposed, and a page of earlier ones."""

    live: ConfigurationRead
    challenger: ConfigurationRead | None
    items: list[ConfigurationRead]
    total: int
    page: int
    size: int


class ApprovalDraft(Decision):
    """A person's word; `confirmation` is the version, typed by hand."""

    confirmation: Annotated[str, Field(max_length=40)]


class DecisionRead(BaseModel):
    """One line of the trail. Nobody's name: the system itself, or an account that is gone."""

    at: datetime
    what: Literal["proposed", "approved", "returned", "declined"]
    version: str
    by: str | None
    is_system: bool
