"""Whom and what an audit looks at: people and opportunities as rows, their towns and employers as numbers."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.matches.crowd import crowds
from backend.matches.day import Day
from backend.matches.feeding.people import Person
from backend.matches.pricing import priced_stock
from backend.matches.stock import Stock
from backend.organisations.models import Organisation, OrganisationStatus
from backend.profiles.models import Audience, HiddenFrom, Profile, ProfileStatus, ShownTo
from backend.territories.models import Municipality, Region, SizeClass
from matching.audit.groups import NOT_SAID, Integers
from matching.types import Item, Market

SIZES = tuple(SizeClass)
MOST_ROOMS = 2_000  # opportunities before whose employers people are placed, at most


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """Rows of people and of opportunities. Sizes and districts are numbers into `SIZES` and `districts`, or -1.

    `rooms` are the rows of the opportunities whose employers are asked whom they would see: the same share of them as
    of the people, so that there are as many places for each person as in life. `sees` says of each person and room
    whether they may.
    """

    stock: Stock
    people: tuple[Person, ...]
    accounts: tuple[UUID, ...]
    listed: int
    sizes: Integers
    homes: Integers
    items: tuple[Item, ...]
    item_sizes: Integers
    item_homes: Integers
    employers: Integers
    rooms: Integers
    sees: npt.NDArray[np.bool_]
    districts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What the database knows of a person beside what the library does."""

    account: UUID
    town: UUID | None
    audience: Audience


@dataclass(frozen=True, slots=True)
class _Towns:
    """Each municipality's size and district, as numbers."""

    districts: tuple[str, ...]
    of: Mapping[UUID | None, tuple[int, int]]

    def numbers(self, towns: list[UUID | None]) -> tuple[Integers, Integers]:
        """Sizes and districts of these."""
        found = [self.of.get(town, (NOT_SAID, NOT_SAID)) for town in towns]
        table = np.array(found, dtype=np.int64).reshape(len(found), 2)
        return table[:, 0], table[:, 1]


def ground_of(db: Session, day: Day, *, people: int, seed: int) -> Ground:
    """Everything on offer, and so many of the listed people, drawn by the seed (all where there are no more)."""
    stock, crowd = priced_stock(db, day.moment), crowds.get(db, day)
    rows = _rows(db)
    known = sorted((one for one in crowd.people if one in rows), key=str)
    chosen = _drawn(len(known), people, seed)
    ids = [known[number] for number in chosen.tolist()]
    towns = _towns(db)
    sizes, homes = towns.numbers([rows[one].town for one in ids])
    items = sorted(stock.snapshot.shelves[Market.OPPORTUNITIES].items(), key=lambda item: item.id)
    things = [stock.things[item.id] for item in items]
    item_sizes, item_homes = towns.numbers([thing.municipality.id if thing.municipality else None for thing in things])
    employers = [item.organisation or item.id for item in items]
    rooms = _drawn(len(items), min(MOST_ROOMS, math.ceil(len(items) * len(ids) / max(1, len(known)))), seed)
    return Ground(
        stock=stock,
        people=tuple(crowd.people[one] for one in ids),
        accounts=tuple(rows[one].account for one in ids),
        listed=len(known),
        sizes=sizes,
        homes=homes,
        items=tuple(items),
        item_sizes=item_sizes,
        item_homes=item_homes,
        employers=np.unique(np.array(employers, dtype=np.str_), return_inverse=True)[1].astype(np.int64),
        rooms=rooms,
        sees=_sees(db, ids, rows, [employers[room] for room in rooms.tolist()]),
        districts=towns.districts,
    )


def _drawn(count: int, wanted: int, seed: int) -> Integers:
    """So many different numbers below `count`, rising."""
    if wanted >= count:
        return np.arange(count, dtype=np.int64)
    return np.sort(np.random.default_rng(seed).choice(count, wanted, replace=False)).astype(np.int64)


def _rows(db: Session) -> dict[UUID, _Row]:
    listed = select(Profile.id, Profile.account_id, Profile.municipality_id, Profile.audience)
    rows = db.execute(listed.where(Profile.status == ProfileStatus.LISTED))
    return {row.id: _Row(row.account_id, row.municipality_id, row.audience) for row in rows}


def _towns(db: Session) -> _Towns:
    parts = select(Region.code, Region.name).where(Region.level == 3).order_by(Region.code)
    districts = {row.code: row.name for row in db.execute(parts)}
    numbers = {code: number for number, code in enumerate(districts)}
    rows = db.execute(select(Municipality.id, Municipality.size_class, Municipality.nuts3))
    of: dict[UUID | None, tuple[int, int]] = {one: (SIZES.index(size), numbers[nuts3]) for one, size, nuts3 in rows}
    return _Towns(tuple(districts.values()), of)


def _sees(db: Session, ids: list[UUID], rows: Mapping[UUID, _Row], employers: list[str]) -> npt.NDArray[np.bool_]:
    """Who agreed to be seen by whom: as `profiles.queries.consent_to` has it, for many at once."""
    verified = select(Organisation.id).where(Organisation.status == OrganisationStatus.VERIFIED)
    trusted = {str(one) for one in db.scalars(verified)}
    is_trusted = np.array([employer in trusted for employer in employers], dtype=np.bool_)
    audiences = [rows[one].audience for one in ids]
    to_all, to_some = (
        np.array([audience in ones for audience in audiences], dtype=np.bool_)
        for ones in ((Audience.EVERYONE,), (Audience.EVERYONE, Audience.VERIFIED))
    )
    sees = np.where(is_trusted, to_some[:, None], to_all[:, None])
    places = {one: place for place, one in enumerate(ids)}
    columns = np.array(employers, dtype=np.str_)
    applied = select(ShownTo.profile_id, ShownTo.organisation_id).join(Profile, Profile.id == ShownTo.profile_id)
    for profile, organisation in db.execute(applied.where(Profile.audience == Audience.APPLIED)):
        if profile in places:
            sees[places[profile], columns == str(organisation)] = True
    for profile, organisation in db.execute(select(HiddenFrom.profile_id, HiddenFrom.organisation_id)):
        if profile in places:
            sees[places[profile], columns == str(organisation)] = False
    return sees
