"""What organisations do when an account goes."""

from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.core.events import at_once
from backend.organisations.service import members


@at_once(AccountErased)
def leave_for_good(db: Session, event: AccountErased) -> None:
    """Nobody belongs to an organisation who is no longer here; and nobody goes who would leave others alone."""
    members.leave_for_good(db, event.subject_id)
