"""What an organisation answers, and what a person says to an offer."""

from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from backend.applications import queries, rules
from backend.applications.events import (
    ApplicationDeclined,
    ApplicationSeen,
    ApplicationShortlisted,
    FoundElsewhere,
    InterviewProposed,
    OfferAccepted,
    OfferDeclined,
    OfferMade,
)
from backend.applications.models import Application, ApplicationStatus, Reason, Side
from backend.applications.schemas import ApplicationRefusal, OfferAcceptance, OfferAnswerDraft, StepDraft
from backend.applications.service.door import Told, ends, move
from backend.core.access import Rule, Viewer, require


def see_application(db: Session, viewer: Viewer, application_id: UUID) -> Application:
    """Say that somebody has opened it."""
    return _step(
        db, viewer, application_id, rules.see_application, ApplicationStatus.SEEN, ApplicationSeen, StepDraft()
    )


def shortlist_application(db: Session, viewer: Viewer, application_id: UUID, draft: StepDraft) -> Application:
    """Keep it among the few."""
    to, told = ApplicationStatus.SHORTLISTED, ApplicationShortlisted
    return _step(db, viewer, application_id, rules.shortlist_application, to, told, draft)


def propose_interview(db: Session, viewer: Viewer, application_id: UUID, draft: StepDraft) -> Application:
    """Ask the person to meet."""
    to, told = ApplicationStatus.INTERVIEW, InterviewProposed
    return _step(db, viewer, application_id, rules.propose_interview, to, told, draft)


def make_offer(db: Session, viewer: Viewer, application_id: UUID, draft: StepDraft) -> Application:
    """Say yes. From now on the clock is the person's."""
    return _step(db, viewer, application_id, rules.make_offer, ApplicationStatus.OFFERED, OfferMade, draft)


def decline_application(db: Session, viewer: Viewer, application_id: UUID, draft: ApplicationRefusal) -> Application:
    """Say no, and why."""
    return _refuse(db, viewer, application_id, rules.decline_application, ApplicationDeclined, Side.ORGANISATION, draft)


def accept_offer(db: Session, viewer: Viewer, application_id: UUID, draft: OfferAcceptance) -> Application:
    """Say yes to the offer; where the person wants it, their other applications end with it."""
    others = queries.waiting_of(db, viewer.id, but=application_id) if draft.withdraw_others else []
    application = _ask(db, viewer, application_id, rules.accept_offer)
    move(db, viewer, application, ApplicationStatus.ACCEPTED, OfferAccepted, by=Side.PERSON, words=draft.words)
    why = {"by": Side.PERSON, "reason": Reason.ANOTHER_OFFER}
    ends(db, viewer, others, ApplicationStatus.ELSEWHERE, FoundElsewhere, **why)
    return queries.get_application(db, viewer, application.id)


def decline_offer(db: Session, viewer: Viewer, application_id: UUID, draft: OfferAnswerDraft) -> Application:
    """Say no to the offer, and why."""
    return _refuse(db, viewer, application_id, rules.decline_offer, OfferDeclined, Side.PERSON, draft)


def _step(
    db: Session, viewer: Viewer, application_id: UUID, rule: Rule, to: ApplicationStatus, told: Told, draft: StepDraft
) -> Application:
    application = _ask(db, viewer, application_id, rule)
    said, later = draft.words, draft.is_undoable
    move(db, viewer, application, to, told, by=Side.ORGANISATION, words=said, is_undoable=later)
    return queries.get_application(db, viewer, application.id)


def _refuse(
    db: Session,
    viewer: Viewer,
    application_id: UUID,
    rule: Rule,
    told: type[ApplicationDeclined | OfferDeclined],
    by: Side,
    draft: ApplicationRefusal | OfferAnswerDraft,
) -> Application:
    application, reason = _ask(db, viewer, application_id, rule), Reason(draft.reason)
    move(
        db,
        viewer,
        application,
        ApplicationStatus.DECLINED,
        partial(told, reason=reason),
        by=by,
        reason=reason,
        words=draft.words,
        is_undoable=isinstance(draft, ApplicationRefusal) and draft.is_undoable,
    )
    return queries.get_application(db, viewer, application.id)


def _ask(db: Session, viewer: Viewer, application_id: UUID, rule: Rule) -> Application:
    application = queries.get_application(db, viewer, application_id, lock=True)
    require(viewer, rule, application)
    return application
