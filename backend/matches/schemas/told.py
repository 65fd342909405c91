"""Codes with their facts: what every sentence about a match is made of."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from matching.types import Market

Facts = Annotated[dict[str, Any], Field(description="What the sentence for the code is filled with.")]


class Told(BaseModel):
    """A code to put into words, and its facts. Facts that name concepts, places or skills hold their ids."""

    code: str
    facts: Facts


class FieldTarget(BaseModel):
    """A field of the person's own profile, or of the organisation they would apply for."""

    kind: Literal["field"] = "field"
    field: str
    organisation_id: UUID | None = None


class ThingTarget(BaseModel):
    """A mentor or a programme call that has places and teaches what is missing."""

    kind: Literal["thing"] = "thing"
    market: Market
    thing_id: UUID
    title: str
    places: int | None


Target = Annotated[FieldTarget | ThingTarget, Field(discriminator="kind")]


class Question(Told):
    """Something unknown that the person could answer; `count` things would be clearer."""

    count: int
    target: FieldTarget


class Lever(Told):
    """One thing to do, and exactly what it would change. A rank is null where the thing is hidden.

    Where the deed is an answer (`answer.…`), the promise supposes the best answer: it is "up to".
    """

    points: Annotated[float, Field(description="Points gained.")]
    score: Annotated[float, Field(description="The score once it is done.")]
    rank_from: int | None
    rank_to: int | None
    targets: list[Target]


class Move(Told):
    """Why a thing does not stand where its score alone would put it."""

    rank_from: int
    rank_to: int
