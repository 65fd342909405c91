"""The six small choices as a person meets them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.core.access import Viewer, require
from backend.matches import rules, weighing
from backend.matches.configuring import live
from backend.matches.problems import NoProfile
from backend.matches.schemas.weighing import ChoiceRead, ChoicesRead, LevelRead, WeightRead
from backend.profiles.models import Profile


def get_choices(db: Session, viewer: Viewer) -> ChoicesRead:
    """What is asked, what was chosen, and what it comes to; raises `NoProfile`."""
    require(viewer, rules.list_matches, None)
    choices = db.scalar(select(Profile.choices).where(Profile.account_id == viewer.id))
    if choices is None:
        raise NoProfile
    market = weighing.usual(live(db))
    own = weighing.weights(choices, market) or market
    return ChoicesRead(
        choices=[
            ChoiceRead(first=_levels(vignette.first), second=_levels(vignette.second), choice=choice)
            for vignette, choice in weighing.asked(choices, market)
        ],
        weights=[
            WeightRead(factor=usual.factor, usual=usual.weight, own=mine.weight)
            for usual, mine in zip(market, own, strict=True)
        ],
    )


def _levels(option: tuple[tuple[str, int], ...]) -> list[LevelRead]:
    return [LevelRead(factor=factor, level=level) for factor, level in option]
