"""About opportunities: what the staff said of them."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.events import on
from backend.notifications.service import letters
from backend.notifications.words import words
from backend.opportunities.events import OpportunityApproved, OpportunityRefused, OpportunityReturned
from backend.opportunities.models import Opportunity
from backend.settings import settings


@on(OpportunityApproved)
def tell_of_approval(db: Session, event: OpportunityApproved) -> None:
    """The staff let pass what an organisation that is not verified wanted to publish."""
    _tell_team(db, event.subject_id, "approved")


@on(OpportunityReturned)
def tell_of_return(db: Session, event: OpportunityReturned) -> None:
    """The staff ask for a change, and say which."""
    _tell_team(db, event.subject_id, "returned", event.reason)


@on(OpportunityRefused)
def tell_of_refusal(db: Session, event: OpportunityRefused) -> None:
    """The staff refuse, and say why."""
    _tell_team(db, event.subject_id, "refused", event.reason)


def _tell_team(db: Session, opportunity_id: UUID, kind: str, reason: str = "") -> None:
    """Everybody who writes for the organisation."""
    opportunity = db.get(Opportunity, opportunity_id)
    if opportunity is None:  # thrown away since
        return
    link = f"{settings().public_url.rstrip('/')}/opportunities/{opportunity.id}"
    for account in letters.writers(db, opportunity.organisation_id):
        why = f"{words(account.lang)[f'reason.{kind}.{reason}']}. {opportunity.staff_note}" if reason else ""
        once = f"{opportunity.id.hex}:{account.id.hex}:{opportunity.status_at.isoformat()}"
        facts = {"title": opportunity.title, "why": why, "link": link}
        letters.send(db, account, kind, once, **facts)
