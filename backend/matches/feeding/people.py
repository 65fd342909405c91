"""People as the library may know them: what they can do, what they seek, where they are. Never who they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend.core.model import Model
from backend.matches import weighing
from backend.matches.feeding.thing import TOWN, Names, grouped, place_of
from backend.profiles.models import (
    Audience,
    Education,
    Experience,
    Profile,
    ProfileLanguage,
    ProfileSkill,
    ProfileWish,
    WishAspect,
)
from backend.profiles.periods import months_between
from backend.territories.models import Municipality
from matching import Config, types
from matching.types import Applicant, Evidence, Hours, LanguageClaim, Market, Money, Period, Remote, Seeker, SkillClaim

LONGEST_WEEK = 80  # hours, where somebody said only the fewest
LONGEST_LIFE = 1200  # months

COLUMNS = (
    Profile.id,
    Profile.travel_km,
    Profile.remote,
    Profile.hours_min,
    Profile.hours_max,
    Profile.available_from,
    Profile.available_until,
    Profile.kinds,
    Profile.pay_floor,
    Profile.pay_currency,
    Profile.pay_period,
    Profile.education_level,
    Profile.choices,
    Profile.is_pure_fit,
    Profile.audience,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be matched. `town` is the degree of urbanisation of where they live, for estimates of travel.

    `choices` tell what they weigh: that orders what suits them, and is nobody else's business. So does `is_pure_fit`:
    they want their matches by fit alone. `audience` is who may see them.
    """

    seeker: Seeker
    town: int | None
    choices: tuple[Mapping[str, Any], ...] = ()
    is_pure_fit: bool = False
    audience: Audience = Audience.NOBODY

    def own(self, config: Config) -> Seeker:
        """As they look for themselves: by what they weigh, which begins with what this configuration does."""
        weights = weighing.weights(self.choices, weighing.usual(config))
        return (
            replace(self.seeker, weights=tuple((one.factor, one.weight) for one in weights)) if weights else self.seeker
        )

    @property
    def public(self) -> Seeker:
        """As their page shows them to others: without the limit of their travel and the wage they wish for."""
        return replace(self.seeker, travel_limit_km=None, pay_floor=None)


class Reading(NamedTuple):
    """How some people are read: six statements, however many they are.

    What is asked with every request is put together once, with a `bindparam` for whom: to make the statements takes as
    long as to run them.
    """

    people: Select[Any]
    parts: tuple[Select[Any], ...]

    @classmethod
    def of(cls, chosen: Select[Profile]) -> "Reading":
        """The people whom this statement finds."""
        them = chosen.with_only_columns(Profile.id)
        people = chosen.outerjoin(Municipality, Profile.municipality).with_only_columns(*COLUMNS, *TOWN)
        return cls(people.order_by(Profile.id), tuple(_parts(table, them, *names) for table, names in PARTS))

    def fetch(self, db: Session, moment: datetime, **given: object) -> list[Person]:
        """The people, where the statement was `given` this."""
        parts, names = [grouped((row[0], row) for row in db.execute(part, given)) for part in self.parts], Names()
        return [
            _person(row, tuple(row[len(COLUMNS) :]), [part.get(row.id, []) for part in parts], moment, names)
            for row in db.execute(self.people, given)
        ]


PARTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (ProfileSkill, ("concept_id", "level", "evidence_kind", "confidence", "id")),
    (ProfileLanguage, ("concept_id", "cefr")),
    (ProfileWish, ("aspect", "position", "concept_id")),
    (Education, ("field_id", "level", "is_current", "id")),
    (Experience, ("occupation_id", "started", "ended", "is_current", "id")),
)
"""What people say of themselves in tables of its own, and by which columns it is ordered, in the order of `_person`."""


def _parts(table: type[Model], them: Any, *names: str) -> Select[Any]:
    parent = table.profile_id  # type: ignore[attr-defined]  # each of these tables has one
    columns = [getattr(table, name) for name in names]
    return select(parent, *columns).where(parent.in_(them)).order_by(parent, *columns)


def fetch(db: Session, chosen: Select[Profile], moment: datetime) -> list[Person]:
    """The chosen people in six statements, however many there are."""
    return Reading.of(chosen).fetch(db, moment)


def _person(row: Any, town: tuple[Any, ...], parts: Sequence[list[Any]], moment: datetime, names: Names) -> Person:
    skills, languages, wishes, studies, jobs = parts
    wished = {
        aspect: tuple(names[wish.concept_id] for wish in wishes if wish.aspect == aspect) for aspect in WishAspect
    }
    fields = (*wished[WishAspect.FIELD], *(names[study.field_id] for study in studies if study.field_id))
    seeker = Seeker(
        id=str(row.id),
        skills=tuple(
            SkillClaim(names[s.concept_id], s.level, (Evidence(str(s.id), s.evidence_kind),), s.confidence)
            for s in skills
        ),
        languages=tuple(LanguageClaim(names[line.concept_id], line.cefr) for line in languages),
        education_level=row.education_level or _highest(studies),
        fields=tuple(dict.fromkeys(fields)),
        experience=_experience(jobs, moment, names),
        occupations=wished[WishAspect.OCCUPATION],
        sectors=wished[WishAspect.SECTOR],
        kinds=tuple(row.kinds),
        goals=wished[WishAspect.GOAL],
        place=place_of(town) if town[0] else None,
        travel_limit_km=row.travel_km,
        remote=Remote(row.remote),
        hours=hours_of(row.hours_min, row.hours_max),
        available_from=row.available_from,
        available_until=row.available_until,
        pay_floor=Money(row.pay_floor, row.pay_currency, Period(row.pay_period)) if row.pay_floor else None,
    )
    return Person(seeker, town[-1], tuple(row.choices), row.is_pure_fit, row.audience)


def hours_of(low: int | None, high: int | None) -> Hours | None:
    """Hours a week; one end alone leaves the other open."""
    if low is None and high is None:
        return None
    return Hours(low or 0, LONGEST_WEEK if high is None else high)


def _highest(studies: Iterable[Any]) -> int | None:
    """The highest level that was reached; what is still going on is not."""
    return max((study.level for study in studies if study.level and not study.is_current), default=None)


def _experience(jobs: Iterable[Any], moment: datetime, names: Names) -> tuple[types.Experience, ...]:
    months: Counter[str] = Counter()
    for job in jobs:
        lasted = months_between(job.started, job.ended, moment if job.is_current else None)
        if job.occupation_id and lasted:
            months[names[job.occupation_id]] += lasted
    return tuple(types.Experience(one, min(total, LONGEST_LIFE)) for one, total in sorted(months.items()))


def facing(seeker: Seeker, market: Market, applicant: Applicant | None = None) -> Seeker:
    """The person as one market looks at them: hours and pay are about work, and nobody commutes to a grant."""
    if market is Market.OPPORTUNITIES:
        return seeker
    elsewhere = replace(seeker, kinds=(), hours=None, pay_floor=None)
    if market is Market.SPACES:
        return replace(elsewhere, remote=Remote.OPEN)
    if market is Market.FUNDING:
        anywhere = replace(elsewhere, remote=Remote.OPEN, travel_limit_km=None)
        return replace(anywhere, available_from=None, available_until=None, applicant=applicant)
    return replace(elsewhere, applicant=applicant)
