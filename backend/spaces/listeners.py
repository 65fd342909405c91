"""What spaces do when an organisation goes."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.core.events import at_once
from backend.organisations.events import OrganisationDiscarded
from backend.spaces.models import Place, Space


@at_once(OrganisationDiscarded)
def discard_places(db: Session, event: OrganisationDiscarded) -> None:
    """What was drafted for it goes along, first what is inside."""
    its = select(Place.id).where(Place.organisation_id == event.subject_id)
    db.execute(delete(Space).where(Space.place_id.in_(its)))
    db.execute(delete(Place).where(Place.organisation_id == event.subject_id))
