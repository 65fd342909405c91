"""Interviews: meetings about an application. Who may offer one is judged here; the rest is the business of meetings."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.applications import queries, rules
from backend.applications.events import InterviewProposed
from backend.applications.models import Application, Side
from backend.applications.service.door import ENDS, move
from backend.core.access import SYSTEM, Viewer, require
from backend.meetings.models import MeetingKind
from backend.meetings.schemas import TimesDraft
from backend.meetings.service.meetings import About, cancel_about, propose_meeting


def offer_interview(db: Session, viewer: Viewer, application_id: UUID, draft: TimesDraft) -> Application:
    """Ask the person to meet, with times to choose from."""
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rules.offer_interview, application)
    opportunity = application.opportunity
    about = About(
        kind=MeetingKind.INTERVIEW,
        subject_id=application.id,
        title=opportunity.title,
        lang=opportunity.lang,
        guest_id=application.account_id,
        organisation_id=application.organisation_id,
    )
    if application.status != rules.INTERVIEW:
        move(db, viewer, application, rules.INTERVIEW, InterviewProposed, by=Side.ORGANISATION, words=draft.words)
    propose_meeting(db, viewer, about, draft)
    return queries.get_application(db, viewer, application.id)


def cancel_if_over(db: Session, application_id: UUID) -> None:
    """Nobody meets about what has ended. An end that nobody was told of yet, or that was undone, changes nothing."""
    application = queries.find_to_tell(db, application_id)
    if application is not None and application.status in ENDS and not application.is_untold:
        cancel_about(db, SYSTEM, MeetingKind.INTERVIEW, application.id)
