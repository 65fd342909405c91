"""The five markets: where their things come from, and whose rows they are made of."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.cohorts.models import Call, Programme
from backend.core import journal
from backend.core.model import Record
from backend.funding.models import FundingCall
from backend.matches.feeding import funding, mentors, opportunities, places, spaces
from backend.matches.feeding.thing import Thing
from backend.mentoring.models import Mentor
from backend.opportunities.models import Opportunity
from backend.organisations.models import Organisation
from backend.profiles.models import Profile
from backend.spaces.models import Place, Space
from backend.territories.models import Municipality
from matching.types import Market


class Feed(Protocol):
    """What each market's module of `feeding` offers."""

    ID: Any

    def on_offer(self, moment: datetime) -> ColumnElement[bool]:
        """What one can be matched with at that moment."""

    def is_public(self) -> ColumnElement[bool]:
        """What anybody may look at, also when it is over."""

    def ids_of(self, *conditions: ColumnElement[bool]) -> Select[tuple[UUID]]:
        """The ids of the things that meet the conditions."""

    def fetch(self, db: Session, *conditions: ColumnElement[bool]) -> list[Thing]:
        """The things that meet the conditions, in a constant number of statements."""


FEEDS: Mapping[Market, Feed] = {
    Market.OPPORTUNITIES: opportunities,
    Market.MENTORS: mentors,
    Market.PLACES: places,
    Market.FUNDING: funding,
    Market.SPACES: spaces,
}
MADE_OF: Mapping[Market, Mapping[type[Record], Any]] = {
    Market.OPPORTUNITIES: {
        Opportunity: Opportunity.id,
        Organisation: Opportunity.organisation_id,
        Municipality: Opportunity.municipality_id,
    },
    Market.MENTORS: {
        Mentor: Mentor.id,
        Account: Mentor.account_id,
        Organisation: Mentor.organisation_id,
        Municipality: Mentor.municipality_id,
    },
    Market.PLACES: {
        Call: Call.id,
        Programme: Call.programme_id,
        Organisation: Programme.organisation_id,
        Municipality: Programme.municipality_id,
    },
    Market.FUNDING: {FundingCall: FundingCall.id, Organisation: FundingCall.organisation_id},
    Market.SPACES: {
        Space: Space.id,
        Place: Space.place_id,
        Organisation: Place.organisation_id,
        Municipality: Place.municipality_id,
    },
}
"""Whose rows a thing is made of, and how it names them. A child row never changes without its parent's `updated_at`."""

AT_ONCE = 500  # ids in one statement
STRETCH = 5_000  # things whose rows are read together

for _table in dict.fromkeys(table for tables in MADE_OF.values() for table in tables):
    journal.follow(_table, *(("name",) if _table is Account else ()))
journal.follow(Profile)


def touched(db: Session, changed: Mapping[str, set[UUID]]) -> dict[Market, set[UUID]]:
    """The things that may be others than they were, on offer or not, when these rows changed (ids by table)."""
    found: dict[Market, set[UUID]] = {}
    for market, feed in FEEDS.items():
        rows = {names: changed.get(table.__tablename__, set()) for table, names in MADE_OF[market].items()}
        ids = set(rows.pop(feed.ID))
        others = [names.in_(some) for names, them in rows.items() for some in _parts(them)]
        for condition in others if len(others) > len(rows) else [or_(*others)] if others else ():
            ids.update(db.scalars(feed.ids_of(condition)))
        if ids:
            found[market] = ids
    return found


def on_offer(db: Session, market: Market, moment: datetime) -> Iterator[Thing]:
    """Everything on offer in a market, in stretches: their rows are in memory together, not those of all."""
    feed = FEEDS[market]
    ids = sorted(db.scalars(feed.ids_of(feed.on_offer(moment))))
    for start in range(0, len(ids), STRETCH):
        # by id alone: were it asked for by deadline as well, SQLite would go through all deadlines each time
        yield from feed.fetch(db, feed.ID.in_(ids[start : start + STRETCH]))


def fetched(db: Session, market: Market, ids: Iterable[UUID], moment: datetime) -> list[Thing]:
    """Those of these things that are on offer at that moment."""
    feed = FEEDS[market]
    return [thing for some in _parts(ids) for thing in feed.fetch(db, feed.on_offer(moment), feed.ID.in_(some))]


def _parts(ids: Iterable[UUID]) -> Iterable[list[UUID]]:
    every = sorted(ids)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))
