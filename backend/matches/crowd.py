"""What a process keeps of everybody whose profile is listed. Who may be seen by whom is asked each time anew.

Built once, beside the requests where a server runs, and then changed by what the journal says has changed. What people
have behind them grows with the months: the crowd of the next one is built before it begins.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Pool, select
from sqlalchemy.orm import Session

from backend.core import journal
from backend.core.memory import building_to_keep
from backend.core.model import now
from backend.matches.day import Day
from backend.matches.feeding import people
from backend.matches.feeding.people import Person
from backend.matches.layers import GONE, Gone, Layers
from backend.profiles.models import Profile, ProfileStatus
from backend.territories.models import Municipality

Month: TypeAlias = tuple[int, int]

LISTED = Profile.status == ProfileStatus.LISTED
A_FEW = 2_000  # people that are fetched by name rather than with everybody
AT_ONCE = 500  # ids in one statement
STRETCH = 5_000  # people whose rows are read together, when everybody is
SEEN = timedelta(minutes=1)
AHEAD = timedelta(hours=2)  # before the month begins
PROFILE, MUNICIPALITY = Profile.__tablename__, Municipality.__tablename__


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Everybody listed, by profile, as of one position in the journal and one month: experience grows with months.

    `touched` are those who may be others than they were when all of it was built, as `whole`.
    """

    position: journal.Position
    seen_at: datetime
    month: Month
    people: Layers[UUID, Person]
    whole: Layers[UUID, Person]
    touched: frozenset[UUID] = frozenset()

    def is_fresh(self, told: journal.Told) -> bool:
        """Nobody changed anything."""
        return not told.changed.keys() & {PROFILE, MUNICIPALITY}

    def seen(self, told: journal.Told) -> "Crowd":
        """The same people, as of later."""
        return replace(self, position=told.position, seen_at=now())


class Crowds:
    """One crowd for each database this process talks to, and month: this one and, towards its end, the next."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[Pool, dict[Month, Crowd]] = WeakKeyDictionary()
        self._building = Lock()

    def get(self, db: Session, day: Day) -> Crowd:
        """Everybody listed now: one short statement when nobody changed anything, else only who did is fetched."""
        pool, month = db.get_bind().engine.pool, _month(day)
        held = self._held.get(pool, {}).get(month)
        told = None if held is None else journal.since(db, held.position)
        if held is not None and told is not None and held.is_fresh(told):
            return self._seen(pool, held, told)
        with self._building:
            there = self._held.setdefault(pool, {})
            if there.get(month) is not held:  # somebody else was first, or has cleared the month away
                held = there.get(month)
                told = None if held is None else journal.since(db, held.position)
            there[month] = renewed = _renewed(db, held, told, day)
            for past in sorted(there)[:-2]:
                del there[past]
            return renewed

    def _seen(self, pool: Pool, held: Crowd, told: journal.Told) -> Crowd:
        """The same people, now and then as of now: so that the journal is not read from ever further back."""
        if now() - held.seen_at > SEEN and self._building.acquire(blocking=False):
            try:
                if self._held[pool].get(held.month) is held:
                    held = self._held[pool][held.month] = held.seen(told)
            finally:
                self._building.release()
        return held

    def prepare(self, db: Session, moment: datetime, zone: str) -> list[Crowd]:
        """Everybody as of now and, shortly before a month begins, as of then: nobody who asks has to wait for it."""
        today, soon = (Day.at(when, zone) for when in (moment, moment + AHEAD))
        found = [self.get(db, day) for day in ((today, soon) if _month(soon) != _month(today) else (today,))]
        there = self._held[db.get_bind().engine.pool]
        with self._building:
            for past in [month for month in there if month < _month(today)]:
                del there[past]
        return found


def _month(day: Day) -> Month:
    return day.date.year, day.date.month


def _renewed(db: Session, held: Crowd | None, told: journal.Told | None, day: Day) -> Crowd:
    """Those who are as they were, and the others anew."""
    if held is None or told is None or now() - held.seen_at > journal.KEPT / 2:
        return _everybody(db, day)
    if held.is_fresh(told):
        return held.seen(told)
    changed = told.changed.get(PROFILE, set())
    if MUNICIPALITY in told.changed or len(changed) > A_FEW:
        return _everybody(db, day)
    ids = sorted(changed)
    found: dict[UUID, Person | Gone] = dict.fromkeys(ids, GONE)
    for start in range(0, len(ids), AT_ONCE):
        some = select(Profile).where(LISTED, Profile.id.in_(ids[start : start + AT_ONCE]))
        found |= _by_profile(people.fetch(db, some, day.start))
    return replace(held.seen(told), people=held.people.changed(found), touched=held.touched.union(changed))


def _everybody(db: Session, day: Day) -> Crowd:
    position, seen_at = journal.position(db), now()
    ids = db.scalars(select(Profile.id).where(LISTED).order_by(Profile.id)).all()
    found: dict[UUID, Person] = {}
    with building_to_keep():
        for start in range(0, len(ids), STRETCH):  # their rows are in memory together, not those of all
            some = select(Profile).where(Profile.id.in_(ids[start : start + STRETCH]))
            found |= _by_profile(people.fetch(db, some, day.start))
    whole = Layers(found)
    return Crowd(position, seen_at, _month(day), whole, whole)


def _by_profile(fetched: Iterable[Person]) -> dict[UUID, Person]:
    return {UUID(person.seeker.id): person for person in fetched}


crowds = Crowds()
