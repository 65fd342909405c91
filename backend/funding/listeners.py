"""What funding does when an organisation goes."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.core.events import at_once
from backend.funding.models import FundingCall
from backend.organisations.events import OrganisationDiscarded


@at_once(OrganisationDiscarded)
def discard_calls(db: Session, event: OrganisationDiscarded) -> None:
    """What was drafted for it goes along."""
    db.execute(delete(FundingCall).where(FundingCall.organisation_id == event.subject_id))
