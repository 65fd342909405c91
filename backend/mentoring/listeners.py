"""What mentors' offers do when an organisation goes."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.core.events import at_once
from backend.mentoring.models import Mentor
from backend.organisations.events import OrganisationDiscarded


@at_once(OrganisationDiscarded)
def speak_for_oneself(db: Session, event: OrganisationDiscarded) -> None:
    """An offer is a person's own; without the organisation it is made in their name alone."""
    db.execute(update(Mentor).where(Mentor.organisation_id == event.subject_id).values(organisation_id=None))
