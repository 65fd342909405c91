"""A small region: somebody who animates, and work that asks for it."""

import math
from datetime import timedelta
from typing import Any

from backend.accounts.models import Account
from backend.core.model import now
from backend.mentoring.models import MentorTopic
from backend.opportunities.models import Opportunity, OpportunityLanguage, OpportunityRequirement
from backend.profiles.models import Profile, WishAspect
from backend.taxonomy.vocabulary import id_of
from tests.factories import Make
from tests.organisations.factory import BRAGA, PORTO

ANIMATOR = "occupation/motion-designer"
SKILLS = ("skill/3d-modelling", "tool/blender", "skill/2d-animation")


def talent(make: Make, **given: Any) -> tuple[Account, Profile]:
    """Somebody in Porto who models in Blender, speaks English, and looks for a job nearby."""
    account = make.account()
    usual = {
        "municipality_id": PORTO,
        "travel_km": 30,
        "hours_min": 20,
        "hours_max": 40,
        "kinds": ["job"],
        "education_level": 6,
        "pay_floor": 1_000_00,
        "pay_period": "month",
    }
    profile = make.profile(account, **usual | given)
    make.skill(profile, "tool/blender", 3, evidence_kind="project", evidence="Two short films", confidence=90)
    make.spoken(profile, "en", "B2")
    make.wish(profile, WishAspect.OCCUPATION, ANIMATOR)
    make.worked(profile, occupation_id=id_of(ANIMATOR))
    return account, profile


def role(make: Make, *asked: str, **given: Any) -> Opportunity:
    """An open job for an animator that asks for these skills."""
    usual = {
        "occupation_id": id_of(ANIMATOR),
        "hours_min": 30,
        "hours_max": 40,
        "education_level": 5,
        "requirements": [
            OpportunityRequirement(concept_id=id_of(key), position=i, importance="must", level=2)
            for i, key in enumerate(asked or SKILLS)
        ],
        "languages": [
            OpportunityLanguage(concept_id=id_of("language/en"), position=0, level="B1", importance="should")
        ],
    }
    return make.opportunity(**usual | given)


def far(make: Make, **given: Any) -> Opportunity:
    """The same some fifty kilometres away."""
    return role(make, municipality_id=BRAGA, **given)


def teaches(key: str) -> MentorTopic:
    """A mentor's topic."""
    return MentorTopic(concept_id=id_of(key), position=0, level=3)


def soon(days: float) -> Any:
    """A moment so many days from now."""
    return now() + timedelta(days=days)


def sums(card: dict[str, Any]) -> bool:
    """base + segments = score, and score + missing = 100, to a billionth."""
    said = math.fsum([card["base"], *(segment["points"] for segment in card["segments"])])
    return abs(said - card["score"]) < 1e-9 and abs(card["score"] + card["missing"] - 100) < 1e-9


def adds_up(told: dict[str, Any]) -> bool:
    """The full arithmetic: mutual, each side, and the lines of each factor."""
    factors = told["factors"]
    competition = told["competition"]["points"] if told["competition"] else 0.0
    mutual = math.fsum([told["base"], competition, *(factor["points"] for factor in factors)])
    is_right = abs(mutual - told["score"]) < 1e-9
    for side in ("forward", "backward"):
        own = math.fsum([told[side]["base"], *(f["side_points"] for f in factors if f["side"] == side)])
        is_right &= abs(own - told[side]["score"]) < 1e-9
    for factor in factors:
        if factor["lines"]:
            is_right &= abs(math.fsum(line["points"] for line in factor["lines"]) - factor["points"]) < 1e-9
    return is_right
