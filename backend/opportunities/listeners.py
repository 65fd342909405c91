"""What opportunities do when an organisation goes."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.core.events import at_once
from backend.opportunities.models import Opportunity
from backend.organisations.events import OrganisationDiscarded


@at_once(OrganisationDiscarded)
def discard_opportunities(db: Session, event: OrganisationDiscarded) -> None:
    """What was drafted for it goes along."""
    db.execute(delete(Opportunity).where(Opportunity.organisation_id == event.subject_id))
