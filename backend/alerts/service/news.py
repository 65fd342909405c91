"""What came since in each search, and why it is in: the lists' own filters, the ranking's own reasons."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.alerts.models import Alert, Listing, ToldItem
from backend.alerts.searches import read
from backend.cohorts.models import Call, Programme
from backend.cohorts.queries import calls
from backend.core.access import Viewer
from backend.funding import queries as funding
from backend.funding.models import FundingCall
from backend.matches.day import Day
from backend.matches.feeds import FEEDS
from backend.matches.schemas.cards import Why
from backend.matches.schemas.search import Market, MatchSearch
from backend.matches.schemas.told import Told
from backend.matches.service import candidates, ranking
from backend.matches.service.keeping import Note
from backend.mentoring import queries as mentors
from backend.mentoring.models import Mentor
from backend.opportunities import queries as opportunities
from backend.opportunities.models import Opportunity
from backend.profiles.models import Profile, ProfileStatus
from backend.settings import settings
from backend.spaces import queries as spaces
from backend.spaces.models import Place, Space

OVERLAP = timedelta(hours=1)
"""How far behind the mark one looks again: whoever wrote a moment and committed later is not missed."""

KEPT = timedelta(days=30)  # for how long what found no room in a letter waits for another
AT_ONCE = 300
REASONS = 2


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that is new in a search."""

    thing_id: UUID
    organisation_id: UUID | None
    at: datetime
    why: list[Told] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one search, in its own order. `is_all` says that nothing older waits beside."""

    came: list[Came]
    is_all: bool = True
    note: Note | None = None


Searched = Callable[[Session, Viewer, Any], Any]
LISTS: Mapping[Listing, tuple[Market, Searched]] = {
    Listing.OPPORTUNITIES: (Market.OPPORTUNITIES, opportunities.searched),
    Listing.MENTORS: (Market.MENTORS, mentors.searched),
    Listing.SPACES: (Market.SPACES, spaces.searched),
    Listing.CALLS: (Market.PLACES, calls.searched),
    Listing.FUNDING: (Market.FUNDING, funding.searched),
}
BEGAN: Mapping[Market, tuple[Any, Any]] = {
    Market.OPPORTUNITIES: (Opportunity.opened_at, Opportunity.organisation_id),
    Market.MENTORS: (Mentor.status_at, Mentor.organisation_id),
    Market.SPACES: (Space.opened_at, Place.organisation_id),
    Market.PLACES: (Call.status_at, Programme.organisation_id),
    Market.FUNDING: (FundingCall.status_at, FundingCall.organisation_id),
}
"""When a thing came on offer, and whose it is. Opening again moves neither `opened_at` nor what was told."""


def market_of(alert: Alert) -> Market | None:
    """Where the things of a search stand; None for people."""
    if alert.listing in LISTS:
        return LISTS[alert.listing][0]
    search = read(alert.listing, alert.query)
    return search.market if isinstance(search, MatchSearch) else None


def news_of(db: Session, viewer: Viewer, alert: Alert, moment: datetime, lang: str) -> News:
    """What came in this search since, that its owner was never told of."""
    if alert.listing == Listing.CANDIDATES:
        return _people(db, viewer, alert, moment, lang)
    search = read(alert.listing, alert.query)
    if isinstance(search, MatchSearch):
        return _matches(db, viewer, alert, search, moment)
    market, searched = LISTS[alert.listing]
    found = searched(db, viewer, search).subquery()
    return _things(db, alert, market, moment, FEEDS[market].ID.in_(select(found.c.id)))


def _since(alert: Alert, moment: datetime) -> datetime:
    return max(alert.told_until - OVERLAP, alert.begins_at, moment - KEPT)


def _told(alert: Alert) -> Any:
    return select(ToldItem.thing_id).where(ToldItem.account_id == alert.account_id)


def _things(db: Session, alert: Alert, market: Market, moment: datetime, *conditions: Any) -> News:
    feed, (began, owner) = FEEDS[market], BEGAN[market]
    new = (began > _since(alert, moment), began <= moment, feed.ID.not_in(_told(alert)))
    chosen = cast("Any", feed.ids_of(feed.on_offer(moment), *new, *conditions))
    wanted = chosen.add_columns(owner, began).order_by(began.desc(), feed.ID.desc()).limit(AT_ONCE)
    came = [Came(thing_id, organisation_id, at) for thing_id, organisation_id, at in db.execute(wanted)]
    return News(came, is_all=len(came) < AT_ONCE)


def _matches(db: Session, viewer: Viewer, alert: Alert, search: MatchSearch, moment: datetime) -> News:
    new = _things(db, alert, search.market, moment)
    known = {one.thing_id: one for one in new.came}
    if not known:
        return new
    shown = ranking.rank_some(db, viewer, search, list(known), Day.at(moment, settings().zone))
    came = [_because(known[card.thing_id], card.why) for card in shown.answer]
    if search.order == "newest":
        came.sort(key=lambda one: one.at, reverse=True)
    return News(came, new.is_all, shown.note)


def _people(db: Session, viewer: Viewer, alert: Alert, moment: datetime, lang: str) -> News:
    """Those who agreed to be seen since; whether this organisation may see them is read with every ranking."""
    since = Profile.status_at > _since(alert, moment)
    listed = (Profile.status == ProfileStatus.LISTED, since, Profile.status_at <= moment)
    wanted = select(Profile.id, Profile.status_at).where(*listed, Profile.id.not_in(_told(alert)))
    rows = db.execute(wanted.order_by(Profile.status_at.desc(), Profile.id.desc()).limit(AT_ONCE)).all()
    known = {row.id: Came(row.id, None, row.status_at) for row in rows}
    if not known or alert.opportunity_id is None:
        return News([])
    day = Day.at(moment, settings().zone)
    shown = candidates.rank_some(db, viewer, alert.opportunity_id, list(known), day, lang)
    came = [_because(known[card.profile_id], card.why) for card in shown.answer]
    return News(came, len(rows) < AT_ONCE, shown.note)


def _because(came: Came, why: Sequence[Why]) -> Came:
    """The first reasons, without what somebody wrote beside their skills."""
    told = [
        Told(code=one.code, facts={name: fact for name, fact in one.facts.items() if name != "evidence"})
        for one in why[:REASONS]
    ]
    return Came(came.thing_id, came.organisation_id, came.at, told)
