"""What organisations do when an account goes, and what they tell a person about themselves."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.accounts.queries import get_account
from backend.core.access import Viewer
from backend.core.events import at_once
from backend.core.personal import columns, keeps
from backend.organisations.models import Invitation
from backend.organisations.service import members


@at_once(AccountErased)
def leave_for_good(db: Session, event: AccountErased) -> None:
    """Nobody belongs to an organisation who is no longer here; and nobody goes who would leave others alone."""
    members.leave_for_good(db, event.subject_id)


@keeps("invitations")
def invitations(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """Those to somebody's address, once they have proved that it is theirs, and those that they sent."""
    account = get_account(db, viewer.id)
    theirs = [Invitation.invited_by_id == account.id]
    if account.confirmed_at is not None:
        theirs.append(Invitation.email == account.email)
    found = db.scalars(select(Invitation).where(or_(*theirs)).order_by(Invitation.created_at, Invitation.id))
    names = ("created_at", "organisation_id", "email", "role", "status", "status_at", "expires_at")
    return [columns(one, *names) | {"is_sent": one.invited_by_id == account.id} for one in found]
