"""What a process keeps of everybody whose profile is listed. Who may be seen by whom is asked each time anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, select
from sqlalchemy.orm import Session

from backend.core import journal
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.feeding.people import Person
from backend.profiles.models import Profile, ProfileStatus
from backend.territories.models import Municipality

LISTED = Profile.status == ProfileStatus.LISTED
A_FEW = 200  # people that are fetched by name rather than with everybody
PROFILE, MUNICIPALITY = Profile.__tablename__, Municipality.__tablename__


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Everybody listed, by profile, as of one position in the journal and one day: experience grows with the days."""

    position: journal.Position
    seen_at: datetime
    day: date
    people: Mapping[UUID, Person]

    def is_fresh(self, told: journal.Told, day: Day) -> bool:
        """Nobody changed anything, and it is still the same day."""
        return self.day == day.date and not told.changed.keys() & {PROFILE, MUNICIPALITY}


class Crowds:
    """One crowd for each database this process talks to."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, Crowd] = WeakKeyDictionary()
        self._building = Lock()

    def get(self, db: Session, day: Day) -> Crowd:
        """Everybody listed now: one short statement when nobody changed anything, else only who did is fetched."""
        pool = db.get_bind().engine.pool
        held = self._held.get(pool)
        told = None if held is None else journal.since(db, held.position)
        if held is not None and told is not None and held.is_fresh(told, day):
            return held
        with self._building:
            if self._held.get(pool) is not held:  # somebody else was first
                held = self._held[pool]
                told = journal.since(db, held.position)
            held = self._held[pool] = _renewed(db, held, told, day)
            return held


def _renewed(db: Session, held: Crowd | None, told: journal.Told | None, day: Day) -> Crowd:
    """Those who are as they were, and the others anew."""
    if held is None or told is None or now() - held.seen_at > journal.KEPT / 2:
        return _everybody(db, day)
    if held.is_fresh(told, day):
        return held
    changed = told.changed.get(PROFILE, set())
    if held.day != day.date or MUNICIPALITY in told.changed or len(changed) > A_FEW:
        return _everybody(db, day)
    fetched = people.fetch(db, select(Profile).where(LISTED, Profile.id.in_(changed)), day.start)
    kept = {one: person for one, person in held.people.items() if one not in changed}
    return Crowd(told.position, now(), day.date, kept | _by_profile(fetched))


def _everybody(db: Session, day: Day) -> Crowd:
    position, seen_at = journal.position(db), now()
    return Crowd(position, seen_at, day.date, _by_profile(people.fetch(db, select(Profile).where(LISTED), day.start)))


def _by_profile(fetched: Iterable[Person]) -> dict[UUID, Person]:
    return {UUID(person.seeker.id): person for person in fetched}


crowds = Crowds()
