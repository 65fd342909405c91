"""Six small choices, and what they come to."""

from typing import Annotated

from pydantic import BaseModel, Field

from matching.learn.vignettes import Choice


class LevelRead(BaseModel):
    """What a factor would be: 150 poor, 500 fair, 850 good."""

    factor: str
    level: Annotated[int, Field(ge=0, le=1000)]


class ChoiceRead(BaseModel):
    """Two things that are equal but for these factors, and which one the person would rather take, once they said."""

    first: list[LevelRead]
    second: list[LevelRead]
    choice: Choice | None


class WeightRead(BaseModel):
    """How much a factor counts for what suits the person, in thousandths: usually, and by their choices."""

    factor: str
    usual: int
    own: int


class ChoicesRead(BaseModel):
    """All six, and all weights; those sum to 1000. Without a choice made, one's own weights are the usual ones."""

    choices: list[ChoiceRead]
    weights: list[WeightRead]
