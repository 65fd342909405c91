"""Keeping things in view."""

from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.core.model import now
from backend.core.page import Page
from backend.core.problems import NotFound
from backend.matches import queries
from backend.matches.day import Day
from backend.matches.feeding.thing import Thing
from backend.matches.feeds import FEEDS
from backend.matches.models import Saved
from backend.matches.schemas.saved import SavedRead, SavedSearch
from backend.matches.telling.cards import thing_of
from backend.matches.writing import add_missing
from matching.types import Market


def list_saved(db: Session, viewer: Viewer, search: SavedSearch, day: Day) -> Page[SavedRead]:
    """A page of the asking person's saved things, also those that are over."""
    found = queries.list_saved(db, viewer, search)
    things: dict[UUID, Thing] = {}
    still_open: set[UUID] = set()
    for market, feed in FEEDS.items():
        kept = feed.ID.in_([row.thing_id for row in found.items if row.market == market.value])
        if any(row.market == market.value for row in found.items):
            things |= {UUID(thing.id): thing for thing in feed.fetch(db, kept)}
            still_open |= set(db.scalars(feed.ids_of(kept, feed.on_offer(day.moment))))
    reads = found.map(
        lambda row: SavedRead(
            **thing_of(things[row.thing_id]), saved_at=row.saved_at, is_open=row.thing_id in still_open
        )
    )
    return Page[SavedRead].model_validate(reads)


def save_thing(db: Session, viewer: Viewer, market: Market, thing_id: UUID) -> None:
    """Once is enough. Raises `NotFound` for what not everybody may look at."""
    feed = FEEDS[market]
    if db.scalar(feed.ids_of(thing_id == feed.ID, feed.is_public())) is None:
        raise NotFound
    add_missing(db, Saved, {"account_id": viewer.id, "market": market.value, "thing_id": thing_id, "saved_at": now()})


def unsave_thing(db: Session, viewer: Viewer, market: Market, thing_id: UUID) -> None:
    """What was not saved is not saved."""
    db.execute(
        delete(Saved).where(Saved.account_id == viewer.id, Saved.market == market.value, Saved.thing_id == thing_id)
    )
