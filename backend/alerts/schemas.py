"""What crosses the wire about alerts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.alerts.models import Frequency, Listing
from backend.core.fields import Zone
from backend.core.schema import KEPT, Change, Draft, Read
from backend.matches.schemas.told import Told

Name = Annotated[str, Field(min_length=1, max_length=120)]
Query = Annotated[str, Field(max_length=2_000, description="What stands after the ? in the address of the list.")]
Hour = Annotated[int, Field(ge=0, le=23, description="Of the day, in the zone.")]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 Monday … 6 Sunday.")]


class AlertDraft(Draft):
    """A search to be kept. People for an opportunity need to know for which."""

    listing: Listing
    opportunity_id: UUID | None = None
    query: Query = ""
    name: Name
    frequency: Frequency = Frequency.WEEKLY
    zone: Annotated[Zone | None, Field(description="The person's own, where no rhythm is kept yet.")] = None


class AlertChange(Change):
    """What may be changed: the search itself may not."""

    name: Name = KEPT
    frequency: Frequency = KEPT


class AlertRead(Read):
    """A search that is kept. One that is not `ok` tells nobody anything, and says so in the letter."""

    listing: Listing
    opportunity_id: UUID | None
    query: str
    name: str
    frequency: Frequency
    paused_at: datetime | None
    page: Annotated[str, Field(description="Where it is seen on the site.")]
    state: Literal["ok", "unreadable", "not_yours"]


class RhythmDraft(Draft):
    """When letters go out."""

    hour: Hour
    weekday: Weekday
    zone: Zone


class RhythmRead(BaseModel):
    """When letters go out, and when the next does. Without `due_at` none will."""

    hour: int
    weekday: int
    zone: str
    due_at: datetime | None
    paused_at: datetime | None


class AlertList(BaseModel):
    """All that one keeps, and when one hears of it."""

    items: list[AlertRead]
    rhythm: RhythmRead | None
    at_most: int


class NewsItem(BaseModel):
    """One thing that is new, and why it is told: the search's own reasons, or that it passes all its filters."""

    thing_id: UUID
    came_at: datetime
    why: list[Told]
    title: str = ""
    by: str = ""
    place: str = ""
    lang: str = ""
    page: str = ""


class SearchNews(BaseModel):
    """What is new in one search. `more` wait for the next letter."""

    alert_id: UUID
    name: str
    listing: Listing
    page: str
    items: list[NewsItem]
    more: int
    state: Literal["ok", "unreadable", "not_yours"]


class DigestRead(BaseModel):
    """What the next letter would say if it went out now."""

    searches: list[SearchNews]


class StopRead(BaseModel):
    """What a link in a letter stops: one search, or all letters."""

    name: str | None
    is_stopped: bool
