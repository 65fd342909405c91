"""What cohorts do when an organisation goes."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.cohorts.models import Programme
from backend.core.events import at_once
from backend.organisations.events import OrganisationDiscarded


@at_once(OrganisationDiscarded)
def discard_programmes(db: Session, event: OrganisationDiscarded) -> None:
    """What was drafted for it goes along, calls included."""
    db.execute(delete(Programme).where(Programme.organisation_id == event.subject_id))
