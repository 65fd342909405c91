"""What crosses the wire about the region as a whole."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

Share = Annotated[float, Field(ge=0, le=1)]


class WallTile(BaseModel):
    """One member of the region, for the wall of tiles."""

    id: UUID
    name: str


class FrontFigures(BaseModel):
    """The living figures of the front page, as a guest could count them."""

    open_opportunities: int
    small_town_share: Share | None = Field(description="Of open opportunities; null while there are none.")
    small_town_below: int = Field(description="A small town has fewer people than this.")
    organisations: int
    free_mentors: int = Field(description="Mentors with at least one free hour a month.")
    open_calls: int = Field(description="Funding calls one can apply to today.")
    open_spaces: int
    wall: list[WallTile]
