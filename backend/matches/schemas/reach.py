"""What a posting asks, as far as it is written, and how many people each demand leaves."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from backend.matches.schemas.told import Told
from backend.opportunities.schemas import Eqf, Hours, Languages, RemoteShare, Requirements, WorkAsked
from matching.types import Importance


class ReachDraft(WorkAsked):
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
