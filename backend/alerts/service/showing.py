"""What a letter shows of each thing, read anew when it is written: what is over or hidden by then is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from backend.accounts import queries as accounts
from backend.alerts import queries
from backend.alerts.models import Alert
from backend.alerts.rules import list_alerts
from backend.alerts.schemas import DigestRead, NewsItem, SearchNews
from backend.alerts.searches import page_of
from backend.alerts.service.digests import gather
from backend.alerts.service.news import market_of
from backend.alerts.service.standing import states_of
from backend.core.access import Viewer, require
from backend.core.model import now
from backend.matches import queries as matches
from backend.matches.feeding.thing import Thing
from backend.matches.feeds import fetched
from backend.matches.schemas.search import Market
from backend.opportunities import queries as opportunities
from backend.profiles.models import Profile

PAGES: dict[Market, str] = {
    Market.OPPORTUNITIES: "opportunities",
    Market.MENTORS: "mentors",
    Market.PLACES: "calls",
    Market.FUNDING: "funding-calls",
    Market.SPACES: "spaces",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as it can be sent at this moment."""

    account_id: UUID
    rhythm_id: UUID
    searches: list[SearchNews]


def preview_digest(db: Session, viewer: Viewer) -> DigestRead:
    """What a letter would say now, of all searches that are not stopped. Nothing is marked as told."""
    require(viewer, list_alerts, None)
    rhythm = queries.find_rhythm(db, viewer.id)
    if rhythm is None:
        return DigestRead(searches=[])
    moment = now()
    parts = gather(db, rhythm, moment, moment, is_all=True)
    told = {
        part.alert.id: [
            {"thing_id": str(one.thing_id), "came_at": one.at, "why": [why.model_dump(mode="json") for why in one.why]}
            for one in part.items
        ]
        for part in parts
    }
    shown = [_news(db, viewer, p.alert, p.state, told[p.alert.id], p.more, moment) for p in parts]
    return DigestRead(searches=shown)


def open_digest(db: Session, digest_id: UUID, moment: datetime) -> Opened | None:
    """A letter that was gathered, read anew, and forgotten: None where nothing of it is left to tell."""
    digest = queries.find_digest(db, digest_id)
    if digest is None:
        return None
    account_id, parts = digest.account_id, digest.content["parts"]
    db.delete(digest)
    rhythm = queries.find_rhythm(db, account_id)
    if rhythm is None or rhythm.paused_at is not None:
        return None
    viewer = accounts.viewer_of(db, account_id)
    wanted = {str(one.id): one for one in queries.list_alerts(db, viewer) if one.paused_at is None}
    shown = [
        _news(db, viewer, wanted[part["alert_id"]], part["state"], part["items"], part["more"], moment)
        for part in parts
        if part["alert_id"] in wanted
    ]
    left = [one for one in shown if one.items or one.state != "ok"]
    return Opened(account_id, rhythm.id, left) if left else None


def _news(
    db: Session, viewer: Viewer, alert: Alert, state: Any, told: Sequence[dict[str, Any]], more: int, moment: datetime
) -> SearchNews:
    known = _shown(db, viewer, alert, [UUID(one["thing_id"]) for one in told], moment) if told else {}
    items = [
        NewsItem.model_validate(one | known[UUID(one["thing_id"])]) for one in told if UUID(one["thing_id"]) in known
    ]
    page = page_of(alert.listing, alert.opportunity_id, alert.query)
    return SearchNews(
        alert_id=alert.id, name=alert.name, listing=alert.listing, page=page, items=items, more=more, state=state
    )


def _shown(
    db: Session, viewer: Viewer, alert: Alert, ids: Sequence[UUID], moment: datetime
) -> dict[UUID, dict[str, str]]:
    if alert.opportunity_id is not None:
        return _people(db, viewer, alert, ids)
    market = market_of(alert)
    if market is None:
        return {}
    return {UUID(thing.id): _thing(thing, market) for thing in fetched(db, market, ids, moment)}


def _thing(thing: Thing, market: Market) -> dict[str, str]:
    return {
        "title": thing.title,
        "by": thing.by or (thing.organisation.name if thing.organisation else ""),
        "place": thing.municipality.name if thing.municipality else "",
        "lang": thing.lang,
        "page": f"/{PAGES[market]}/{thing.id}",
    }


def _people(db: Session, viewer: Viewer, alert: Alert, ids: Iterable[UUID]) -> dict[UUID, dict[str, str]]:
    """Only who agrees at this moment, and no names: those stand on the page, where consent is read each time."""
    if alert.opportunity_id is None or states_of(db, viewer, [alert])[alert.id] != "ok":
        return {}
    opportunity = opportunities.get_opportunity(db, viewer, alert.opportunity_id)
    consent = matches.consent_to(db, viewer, opportunity.organisation)
    wanted = select(Profile).where(Profile.id.in_(list(ids))).options(joinedload(Profile.municipality))
    return {
        one.id: {
            "title": one.headline,
            "by": "",
            "place": one.municipality.name if one.municipality else "",
            "lang": one.lang,
            "page": f"/opportunities/{alert.opportunity_id}/candidates/{one.id}",
        }
        for one in db.scalars(wanted)
        if consent.covers(one)
    }
