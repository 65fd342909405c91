"""What mentors' offers do when an organisation goes, and what they tell a person about themselves."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from backend.core.access import Viewer
from backend.core.events import at_once
from backend.core.personal import columns, keeps
from backend.mentoring.models import Mentor
from backend.organisations.events import OrganisationDiscarded


@at_once(OrganisationDiscarded)
def speak_for_oneself(db: Session, event: OrganisationDiscarded) -> None:
    """An offer is a person's own; without the organisation it is made in their name alone."""
    db.execute(update(Mentor).where(Mentor.organisation_id == event.subject_id).values(organisation_id=None))


@keeps("mentoring")
def mentoring(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """What they offer to others."""
    whole = (selectinload(Mentor.topics), selectinload(Mentor.languages), selectinload(Mentor.aims))
    theirs = select(Mentor).where(Mentor.account_id == viewer.id).options(*whole)
    return [_offer(one) for one in db.scalars(theirs.order_by(Mentor.id))]


def _offer(mentor: Mentor) -> dict[str, Any]:
    said = columns(
        mentor, "id", "created_at", "title", "summary", "about", "lang", "municipality_id", "organisation_id"
    )
    how = columns(mentor, "meeting", "cadence", "monthly_hours", "free_hours", "status", "status_at")
    return (
        said
        | how
        | {
            "topics": [columns(one, "concept_id", "level") for one in mentor.topics],
            "languages": [columns(one, "concept_id", "level") for one in mentor.languages],
            "goals": [one.goal for one in mentor.aims],
        }
    )
