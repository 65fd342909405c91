"""What to learn next, and with whom: counted over everything on offer."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from backend.core.schema import Sent
from backend.matches.schemas.told import FieldTarget, ThingTarget, Told


class OpeningSearch(Sent):
    """With `thing_id`, only what that opportunity asks for."""

    thing_id: UUID | None = None


class Climb(BaseModel):
    """The opportunity that would climb most. `rank_from` is null where it is hidden now."""

    thing_id: UUID
    title: str
    lang: str
    rank_from: int | None
    rank_to: int


class OpeningRead(Told):
    """One skill, learnt to one level: exactly what the person's opportunities would be with it.

    `unlocks` are hidden now and would be shown, `enters` would come onto the first page, `raises` would score higher.
    """

    unlocks: int
    enters: int
    raises: int
    steps: Annotated[int, Field(description="Levels to climb.")]
    climb: Climb | None
    teachers: Annotated[list[ThingTarget], Field(description="Open to this person, with room; the best first.")]
    target: FieldTarget


class OpeningsRead(BaseModel):
    """What opens most for each level to climb comes first. `page`: how many make a first page."""

    items: list[OpeningRead]
    page: int
