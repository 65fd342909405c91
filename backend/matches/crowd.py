"""What a process keeps of everybody whose profile is listed. Who may be seen by whom is asked each time anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
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


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody listed, by profile, as of one day: months of experience grow with the days."""

    version: Version
    day: date
    people: Mapping[UUID, Person]


class Crowds:
    """One crowd for each database this process talks to."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, Crowd] = WeakKeyDictionary()
        self._building = Lock()

    def get(self, db: Session, day: Day) -> Crowd:
        """Everybody listed now; one short statement when nobody changed anything."""
        version, pool = _version(db), db.get_bind().engine.pool
        held = self._held.get(pool)
        if held is not None and (held.version, held.day) == (version, day.date):
            return held
        with self._building:
            held = self._held.get(pool)
            if held is None or (held.version, held.day) != (version, day.date):
                found = people.fetch(db, select(Profile).where(LISTED), day.start)
                held = Crowd(version, day.date, {UUID(person.seeker.id): person for person in found})
                self._held[pool] = held
            return held


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
