"""The figures of an audit, as the staff see them. A figure that does not exist is null; small cells are not told."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from backend.core.schema import Read


class RateRead(BaseModel):
    """A group: how many people, which share was chosen (or is above the median), and that by the best group's."""

    people: int
    rate: float | None
    ratio: float | None
    low: float | None
    high: float | None


class ShareRead(BaseModel):
    """A group: its share of those there are, its share of what is seen, and one by the other."""

    count: int
    share: float | None
    exposure: float | None
    parity: float | None


class FindingRead(BaseModel):
    """Two groups by one measure; `p` counts all comparisons of the audit."""

    measure: str
    worse: str
    better: str
    ratio: float | None
    p: float | None
    level: str


class PanelRead(BaseModel):
    """People by one attribute."""

    alarm: bool
    people_in_none: int
    impact: dict[str, RateRead]
    scoring: dict[str, RateRead]
    exposure: dict[str, ShareRead]
    findings: list[FindingRead]


class CandidatesRead(BaseModel):
    """Whom employers are shown; of `by_district`, `people_in_none` is how many are in no district told."""

    by_size_of_town: PanelRead
    by_district: dict[str, ShareRead | int]


class OfferRead(BaseModel):
    """What people are shown."""

    count: int
    reachable: int
    never_shown: int
    never_shown_share: float | None
    by_size_of_town: dict[str, ShareRead]
    by_district: dict[str, ShareRead]


class EmployersRead(BaseModel):
    """How concentrated it is on few employers."""

    count: int
    gini_of_exposure: float | None
    gini_of_opportunities: float | None
    exposure_of_top_tenth: float | None


class StabilityRead(BaseModel):
    """How alike two lists of one person are."""

    rbo: float | None
    rbo_of_lowest_twentieth: float | None
    kendall: float | None
    same: float | None


class FiguresRead(BaseModel):
    """Everything; `viveiro audit --json` prints the same."""

    day: date
    config: str
    people: int
    people_listed: int
    employers_asked: int
    alarm: bool
    opportunities: OfferRead
    employers: EmployersRead
    stability: Annotated[dict[str, StabilityRead], Field(description="`tomorrow`, and `by fit alone`.")]
    candidates: CandidatesRead


class AuditRead(Read):
    """One audit in a list."""

    day: date
    config: str
    people: int
    is_alarm: bool


class AuditDetail(AuditRead):
    """One audit, whole."""

    figures: FiguresRead
