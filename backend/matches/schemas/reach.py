"""What a posting asks, as far as it is written, and how many people each demand leaves."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from backend.core.fields import not_before
from backend.core.schema import Draft
from backend.matches.schemas.told import Told
from backend.opportunities.schemas import Eqf, Hours, Languages, RemoteShare, Requirements
from matching.types import Importance


class ReachDraft(Draft):
    """What an organisation is about to ask. Title and text do not matter here, so it can be sent while one types."""

    organisation_id: UUID
    occupation_id: UUID | None = None
    municipality_id: UUID | None = None
    remote_share: RemoteShare = 0
    hours_min: Hours | None = None
    hours_max: Hours | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    education_level: Eqf | None = None
    requirements: Requirements = []
    languages: Languages = []

    @field_validator("hours_max")
    @classmethod
    def _hours_in_order(cls, value: int | None, info: ValidationInfo) -> int | None:
        return not_before(value, info.data.get("hours_min"))

    @field_validator("ends_on")
    @classmethod
    def _dates_in_order(cls, value: date | None, info: ValidationInfo) -> date | None:
        return not_before(value, info.data.get("starts_on"))

    @field_validator("requirements", "languages")
    @classmethod
    def _each_once(cls, value: list[Any]) -> list[Any]:
        if len({line.concept_id for line in value}) < len(value):
            raise PydanticCustomError("repeated", "Each may be named once.")
        return value


class PeopleCount(BaseModel):
    """People, exactly; but between one and nine are only `few`, and all but one to nine only `nearly-all`."""

    n: int | None
    bound: Literal["few", "nearly-all"] | None = None


class SofterRead(Told):
    """A milder form of a demand, and how many people it would bring who meet all the rest."""

    brings: PeopleCount


class CostRead(Told):
    """One demand: how many do not show it, how many of these said nothing about it, and how many it hides outright.

    `only`: who meets every other must but not this; leaving it out would bring them. Of a demand that is no must: what
    making it one would cost.
    """

    importance: Importance
    costs: PeopleCount
    unsaid: PeopleCount
    only: PeopleCount
    hides: PeopleCount
    softer: SofterRead | None


class ReachRead(BaseModel):
    """Of `total` people who agreed to be seen by this organisation: whom nothing hides, and who meets what is asked."""

    total: PeopleCount
    eligible: PeopleCount
    musts: PeopleCount
    everything: PeopleCount
    costs: Annotated[list[CostRead], Field(description="In the order of the posting; empty while there are too few.")]
