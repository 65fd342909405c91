"""What alerts do when others announce, and what they keep of people."""

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.alerts import queries
from backend.alerts.models import ToldItem
from backend.alerts.service import digests
from backend.core.access import Viewer
from backend.core.events import at_once
from backend.core.personal import columns, keeps
from backend.profiles.models import Profile

__all__ = ["alerts", "digests", "forget_who_was_told"]


@at_once(AccountErased)
def forget_who_was_told(db: Session, event: AccountErased) -> None:
    """Their own rows go with the account; that others were told of them goes here."""
    theirs = select(Profile.id).where(Profile.account_id == event.subject_id)
    db.execute(delete(ToldItem).where(ToldItem.thing_id.in_(theirs)).execution_options(synchronize_session=False))


@keeps("alerts")
def alerts(db: Session, viewer: Viewer) -> dict[str, Any]:
    """What they look for, when they hear of it, and all they were ever told of."""
    said = ("created_at", "listing", "opportunity_id", "query", "name", "frequency", "told_until", "paused_at")
    rhythm = queries.find_rhythm(db, viewer.id)
    return {
        "searches": [columns(one, *said) for one in queries.list_alerts(db, viewer)],
        "rhythm": columns(rhythm, "hour", "weekday", "zone", "due_at", "paused_at") if rhythm else None,
        "told": [columns(one, "thing_id", "told_at") for one in queries.told_to(db, viewer)],
    }
