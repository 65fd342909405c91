"""The way into one's calendar: opened, renewed and closed by its person, and read by whoever has the address."""

from sqlalchemy.orm import Session

from backend.accounts.tokens import new_token, token_hash
from backend.core import limits
from backend.core.access import Viewer
from backend.core.model import now
from backend.core.site import get_site
from backend.meetings import calendars, queries
from backend.meetings.models import CalendarFeed
from backend.settings import Settings

HOUR = 60 * 60
AN_HOUR = 20


def open_my_feed(db: Session, viewer: Viewer) -> tuple[CalendarFeed, str]:
    """Make the address, or another one: the old one leads nowhere from now on. It is told this once."""
    limits.hit(db, f"feed:{viewer.id}", limit=AN_HOUR, seconds=HOUR)
    feed, token = queries.find_feed(db, viewer.id), new_token()
    if feed is None:
        feed = CalendarFeed(account_id=viewer.id, token_hash=token_hash(token))
        db.add(feed)
    else:
        feed.token_hash, feed.created_at = token_hash(token), now()
    db.flush()
    return feed, token


def close_my_feed(db: Session, viewer: Viewer) -> None:
    """No program reads it any more. Doing it twice changes nothing."""
    feed = queries.find_feed(db, viewer.id)
    if feed is not None:
        db.delete(feed)
        db.flush()


def read_feed(db: Session, token: str, config: Settings) -> str:
    """The calendar that an address leads to; raises `NotFound`."""
    account = queries.account_of_feed(db, token_hash(token))
    found = queries.in_calendar(db, account.id, now())
    return calendars.feed(found, account, config, name=get_site(db).name)
