"""About saved searches: what is new in them."""

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.alerts.events import DigestComposed
from backend.alerts.service import showing
from backend.core.events import on
from backend.core.model import now
from backend.notifications.service import digests


@on(DigestComposed)
def send_digest(db: Session, event: DigestComposed) -> None:
    """One letter for all searches, of what can still be shown at this moment."""
    opened = showing.open_digest(db, event.digest_id, now())
    if opened is not None:
        digests.send(db, accounts.get_account(db, opened.account_id), event.digest_id, opened)
