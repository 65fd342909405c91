"""A person as a card for an employer."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import numpy as np
import numpy.typing as npt

from backend.matches.feeding.people import Person
from backend.matches.feeding.thing import Thing
from backend.matches.schemas.cards import MatchMunicipality
from backend.matches.schemas.people import Band, CandidateCard, Edit
from backend.matches.schemas.told import Told
from backend.matches.telling.bars import bar_of
from backend.matches.telling.cards import way_to
from backend.matches.telling.facts import Evidence, plain
from backend.matches.telling.whys import lack_of, whys_of
from backend.profiles.models import Profile
from backend.taxonomy.schemas import ConceptName
from matching import ItemCounterfactual
from matching.types import Match, Seeker, Side

BACKWARD = frozenset({Side.BACKWARD})  # whether somebody would like it is for them to say
BANDS = (("band.strong", 70.0), ("band.good", 55.0), ("band.possible", 40.0), ("band.far", 0.0))
SHOWN_SKILLS = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: the rank, unless lots were drawn, and whether another has the very same score."""

    rank: int | None
    is_tied: bool


def band_of(score: float) -> str:
    """The band a score lies in."""
    return next(code for code, at_least in BANDS if score >= at_least)


def bands_of(scores: npt.NDArray[np.float64]) -> list[Band]:
    """How many people lie in each band, the highest first."""
    above = [0, *(int(np.count_nonzero(scores >= at_least)) for _, at_least in BANDS)]
    return [
        Band.model_validate({"code": code, "at_least": at_least, "count": count - higher})
        for (code, at_least), (higher, count) in zip(BANDS, pairwise(above), strict=True)
    ]


def shown_skills(seeker: Seeker) -> list[UUID]:
    """The skills a card names: the strongest first."""
    return [UUID(claim.concept) for claim in sorted(seeker.skills, key=lambda claim: -claim.level)[:SHOWN_SKILLS]]


def candidate_of(
    match: Match,
    profile: Profile,
    person: Person,
    thing: Thing,
    standing: Standing,
    *,
    names: Mapping[UUID, ConceptName],
    evidence: Evidence,
) -> CandidateCard:
    """The whole card."""
    bar = bar_of(match)
    km, travel = way_to(person.seeker, person.town, thing)
    return CandidateCard(
        profile_id=profile.id,
        display_name=profile.display_name,
        headline=profile.headline,
        lang=profile.lang,
        municipality=_municipality(profile),
        skills=[names[one] for one in shown_skills(person.seeker) if one in names],
        rank=standing.rank,
        is_tied=standing.is_tied,
        band=None if standing.rank is None else band_of(match.score),
        distance_km=km,
        travel=travel,
        score=match.score,
        forward=match.forward.score,
        backward=match.backward.score,
        low=match.low,
        high=match.high,
        base=bar.base,
        segments=bar.segments,
        missing=bar.missing,
        why=whys_of(match, evidence, BACKWARD),
        lacks=lack_of(match, evidence, BACKWARD),
        unknown=[Told(code=verdict.code, facts=plain(verdict.facts)) for verdict in match.questions],
    )


def _municipality(profile: Profile) -> MatchMunicipality | None:
    town = profile.municipality
    return MatchMunicipality(id=town.id, name=town.name, is_low_density=town.is_low_density) if town else None


def edit_of(found: ItemCounterfactual) -> Edit:
    """A change of the posting and what it would do."""
    return Edit(
        code=found.code,
        facts=plain(found.facts),
        reach_from=found.reach_before,
        reach_to=found.reach_after,
        mean_from=found.mean_before,
        mean_to=found.mean_after,
        score=found.score_after,
        rank_from=found.rank_before,
        rank_to=found.rank_after,
    )
