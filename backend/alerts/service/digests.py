"""One letter for all searches of a person: gathered, written down with its mark in one transaction, and told once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.alerts import queries
from backend.alerts.events import DigestComposed
from backend.alerts.models import Alert, Digest, Rhythm, ToldItem
from backend.alerts.rhythms import is_day_of
from backend.alerts.service.alerts import schedule
from backend.alerts.service.news import Came, News, news_of
from backend.alerts.service.standing import State, states_of
from backend.core.access import SYSTEM, Viewer
from backend.core.db import reading, writing
from backend.core.events import announce
from backend.core.model import now
from backend.core.work import every_apart
from backend.matches.problems import TooManyRankings
from backend.matches.service.keeping import keep

log = structlog.get_logger(__name__)

SLICE = 200  # people in memory at once
OF_ONE = 2  # things of one organisation in a letter
OF_A_SEARCH, OF_ALL = 8, 24
AGAIN = timedelta(hours=1)  # after which somebody whose letter failed is tried again


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says of one search: the first of what is new, how much waits, and up to where it is told then."""

    alert: Alert
    state: State
    items: list[Came]
    more: int
    told_until: datetime
    news: News


@every_apart(minutes=5)
def compose_digests(engine: Engine) -> None:
    """All letters that are due."""
    compose_due(engine, now())


def compose_due(engine: Engine, moment: datetime) -> int:
    """Gather each letter that is due at a moment, a slice of people at a time; returns how many there were.

    Each person has a transaction of their own, and one who cannot be served holds up nobody else.
    """
    composed, after = 0, None
    while True:
        with reading(engine) as db:
            those = queries.due(db, moment, after, SLICE)
        for rhythm in those:
            composed += _composed(engine, rhythm, moment)
        if len(those) < SLICE:
            return composed
        after = (_due(those[-1]), those[-1].id)


def _composed(engine: Engine, rhythm: Rhythm, moment: datetime) -> bool:
    due_at = _due(rhythm)
    try:
        with reading(engine) as db:
            parts = gather(db, rhythm, due_at, moment)
        with writing(engine) as db:
            return _write_down(db, rhythm.account_id, due_at, parts, moment)
    except Exception:  # one who cannot be served must not stop the others
        log.exception("digest.failed", rhythm_id=str(rhythm.id))
        with writing(engine) as db:
            mine = queries.find_rhythm(db, rhythm.account_id, lock=True)
            if mine is not None and mine.due_at == due_at:
                mine.due_at = moment + AGAIN
        return False


def gather(db: Session, rhythm: Rhythm, due_at: datetime, moment: datetime, *, is_all: bool = False) -> list[Part]:
    """What the letter of a moment says: of the searches whose day it is, or of all that are not stopped."""
    viewer = accounts.viewer_of(db, rhythm.account_id)
    lang = accounts.get_account(db, rhythm.account_id).lang
    alerts = [
        one
        for one in queries.list_alerts(db, viewer)
        if one.paused_at is None
        and (is_all or is_day_of(one.frequency, due_at, weekday=rhythm.weekday, zone=rhythm.zone))
    ]
    states, room = states_of(db, viewer, alerts), _Room()
    return [_part(db, viewer, one, states[one.id], room, moment, lang) for one in alerts]


class _Room:
    """What a letter has room for: no thing twice, few of one organisation, and an end."""

    def __init__(self) -> None:
        self.things: set[UUID] = set()
        self.organisations: Counter[UUID] = Counter()

    def takes(self, one: Came) -> bool:
        """Whether it goes in; then it is in."""
        owner = one.organisation_id
        is_full = len(self.things) >= OF_ALL or (owner is not None and self.organisations[owner] >= OF_ONE)
        if is_full or one.thing_id in self.things:
            return False
        self.things.add(one.thing_id)
        if owner is not None:
            self.organisations[owner] += 1
        return True


def _part(db: Session, viewer: Viewer, alert: Alert, state: State, room: _Room, moment: datetime, lang: str) -> Part:
    if state != "ok":
        return Part(alert, state, [], 0, alert.told_until, News([]))
    news, items = news_of(db, viewer, alert, moment, lang), list[Came]()
    for one in news.came:
        if len(items) < OF_A_SEARCH and room.takes(one):
            items.append(one)
    waiting = [one.at for one in news.came if one.thing_id not in room.things]
    until = min(waiting, default=moment) if news.is_all else alert.told_until
    return Part(alert, state, items, len(waiting), until, news)


def _write_down(db: Session, account_id: UUID, due_at: datetime, parts: Sequence[Part], moment: datetime) -> bool:
    """The letter, what it tells, the marks and the next day: all of it or nothing. Whoever came first has done it."""
    rhythm = queries.find_rhythm(db, account_id, lock=True)
    if rhythm is None or rhythm.due_at != due_at or rhythm.paused_at is not None:
        return False
    schedule(db, rhythm, moment)
    wanted = {one.id: one for one in queries.list_alerts(db, Viewer(account_id)) if one.paused_at is None}
    said = [
        told for part in parts if part.alert.id in wanted and (told := _tell(db, wanted[part.alert.id], part, moment))
    ]
    if not said:
        return False
    digest = Digest(account_id=account_id, content={"parts": said})
    db.add(digest)
    db.flush()
    announce(db, SYSTEM, DigestComposed(account_id, digest.id))
    return True


def _tell(db: Session, alert: Alert, part: Part, moment: datetime) -> dict[str, object] | None:
    """Mark one search as told, and give what the letter says of it; that it cannot be asked is said once."""
    if part.state != "ok":
        is_new, alert.unreadable_at = alert.unreadable_at is None, alert.unreadable_at or moment
        return {"alert_id": str(alert.id), "state": part.state, "items": [], "more": 0} if is_new else None
    if part.items and part.news.note is not None and not _keeps(db, alert.account_id, part):
        return None  # what no receipt is kept of is not shown: it waits
    alert.unreadable_at, alert.told_until = None, max(part.told_until, alert.told_until)
    db.add_all(ToldItem(account_id=alert.account_id, thing_id=one.thing_id, told_at=moment) for one in part.items)
    items = [
        {
            "thing_id": str(one.thing_id),
            "came_at": one.at.isoformat(),
            "why": [why.model_dump(mode="json") for why in one.why],
        }
        for one in part.items
    ]
    return {"alert_id": str(alert.id), "state": "ok", "items": items, "more": part.more} if items else None


def _keeps(db: Session, account_id: UUID, part: Part) -> bool:
    """Whether the ranking that the letter shows is written down."""
    try:
        with db.begin_nested():
            if part.news.note is not None:
                keep(db, Viewer(account_id), part.news.note)
    except TooManyRankings:
        return False
    return True


def _due(rhythm: Rhythm) -> datetime:
    if rhythm.due_at is None:
        raise ValueError("nothing is due")
    return rhythm.due_at
