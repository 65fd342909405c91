"""What is worth doing this week."""

from datetime import date
from typing import Literal

from pydantic import BaseModel

from backend.matches.schemas.cards import ThingRead
from backend.matches.schemas.told import FieldTarget, Told


class Suggestion(Told):
    """One thing worth doing. It leads to a thing, or to a field of the profile."""

    code: Literal[
        "today.new-match", "today.closing-soon", "today.answer", "today.learn", "today.begin", "today.list-profile"
    ]
    thing: ThingRead | None = None
    target: FieldTarget | None = None


class Today(BaseModel):
    """At most three."""

    day: date
    suggestions: list[Suggestion]
