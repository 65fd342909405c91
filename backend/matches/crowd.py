"""What a process keeps of everybody whose profile is listed. Who may be seen by whom is asked each time anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, extract, func, select
from sqlalchemy.orm import Session

from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.feeding.people import Person
from backend.matches.stock import Version
from backend.profiles.models import Profile, ProfileStatus

LISTED = Profile.status == ProfileStatus.LISTED
A_FEW = 200  # people that are fetched by name rather than with everybody


Mark: TypeAlias = tuple[datetime, datetime]
"""When a profile was changed last, and when its parts were."""


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Everybody listed, by profile, as of one day: months of experience grow with the days."""

    version: Version
    day: date
    marks: Mapping[UUID, Mark]
    people: Mapping[UUID, Person]


class Crowds:
    """One crowd for each database this process talks to."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, Crowd] = WeakKeyDictionary()
        self._building = Lock()

    def get(self, db: Session, day: Day) -> Crowd:
        """Everybody listed now: one short statement when nobody changed anything, else only who did is fetched."""
        version, pool = _version(db), db.get_bind().engine.pool
        held = self._held.get(pool)
        if held is not None and (held.version, held.day) == (version, day.date):
            return held
        with self._building:
            held = self._held.get(pool)
            if held is None or (held.version, held.day) != (version, day.date):
                held = self._held[pool] = _renewed(db, held, version, day)
            return held


def _renewed(db: Session, held: Crowd | None, version: Version, day: Day) -> Crowd:
    """Those who are as they were, and the others anew."""
    marks: dict[UUID, Mark] = {
        one: (changed, parts)
        for one, changed, parts in db.execute(select(Profile.id, Profile.updated_at, Profile.content_at).where(LISTED))
    }
    same = held if held is not None and held.day == day.date else None
    known = {one: same.people[one] for one, mark in marks.items() if same.marks.get(one) == mark} if same else {}
    changed = [one for one in marks if one not in known]
    chosen = select(Profile).where(LISTED)
    if len(changed) <= A_FEW:
        chosen = chosen.where(Profile.id.in_(changed))
    fetched = people.fetch(db, chosen, day.start) if changed else []
    return Crowd(version, day.date, marks, known | {UUID(person.seeker.id): person for person in fetched})


def _version(db: Session) -> Version:
    """How many, the last change, and the sum of all changes; the parts of a profile change `content_at`."""
    marks = (
        func.coalesce(func.sum(extract("epoch", column)), 0) for column in (Profile.updated_at, Profile.content_at)
    )
    return tuple(
        db.execute(
            select(func.count(), func.max(Profile.updated_at), func.max(Profile.content_at), *marks).where(LISTED)
        ).one()
    )


crowds = Crowds()
