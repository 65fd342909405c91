"""Nobody is left without an answer: reminders before and after the time is up, and an end when the grace is over."""

from collections import defaultdict
from functools import partial
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend.applications import queries
from backend.applications.events import (
    AnswersDue,
    ApplicationDeclined,
    ApplicationLapsed,
    ApplicationWithdrawn,
    OfferWaits,
)
from backend.applications.models import Application, ApplicationStatus, Reason, Side
from backend.applications.rules import JUDGED, WAITING
from backend.applications.service.door import ends, move
from backend.core.access import SYSTEM
from backend.core.db import reading, writing
from backend.core.events import announce
from backend.core.model import now
from backend.core.problems import NotNow
from backend.core.work import every, every_apart
from backend.opportunities.models import ClosingReason

BECAUSE = {
    ClosingReason.FILLED: Reason.POSITION_FILLED,
    ClosingReason.FILLED_ELSEWHERE: Reason.POSITION_FILLED,
    ClosingReason.CANCELLED: Reason.POSITION_CANCELLED,
    ClosingReason.NO_MONEY: Reason.NO_MONEY,
    ClosingReason.NOBODY_FITTED: Reason.OTHERS_CLOSER,
    ClosingReason.CHANGED: Reason.POSITION_CHANGED,
    ClosingReason.DUPLICATE: Reason.POSITION_CHANGED,
}


@every(minutes=30)
def remind(db: Session) -> None:
    """Before an answer is due, and when it is late: one word for each opportunity, however many wait there."""
    moment = now()
    waiting: dict[tuple[UUID, UUID, bool], int] = defaultdict(int)
    for application in queries.to_remind(db, moment):
        is_overdue = application.reply_by_at is not None and application.reply_by_at <= moment
        if application.turn == Side.PERSON:
            announce(db, SYSTEM, OfferWaits(application.id, application.opportunity_id, application.organisation_id))
        else:
            waiting[application.opportunity_id, application.organisation_id, is_overdue] += 1
        application.remind_at = None if is_overdue else application.reply_by_at
    for (opportunity_id, organisation_id, is_overdue), count in waiting.items():
        announce(db, SYSTEM, AnswersDue(opportunity_id, organisation_id, count, is_overdue))
    db.flush()


@every_apart(minutes=10)
def close_overdue(engine: Engine) -> None:
    """What nobody has answered ends, with a reason that its person reads. Each in a transaction of its own: whoever
    answers in the meantime is in time.
    """
    with reading(engine) as db:
        late = queries.overdue(db, now())
    for application in late:
        with writing(engine) as db:
            try:
                _lapse(db, application)
            except NotNow:  # somebody answered a moment ago
                db.rollback()


def _lapse(db: Session, application: Application) -> None:
    is_offer = application.status == ApplicationStatus.OFFERED
    reason = Reason.OFFER_LAPSED if is_offer else Reason.NO_ANSWER
    move(
        db,
        SYSTEM,
        application,
        ApplicationStatus.DECLINED,
        partial(ApplicationLapsed, reason=reason),
        by=Side.CLOCK,
        reason=reason,
    )


def answer_all(db: Session, opportunity_id: UUID, reason: Reason) -> None:
    """An opportunity is over: whoever still waits there learns why. An offer stands: it was promised."""
    ends(
        db,
        SYSTEM,
        queries.waiting_at(db, JUDGED, opportunity_id=opportunity_id),
        ApplicationStatus.DECLINED,
        partial(ApplicationDeclined, reason=reason),
        by=Side.ORGANISATION,
        reason=reason,
    )


def withdraw_from(db: Session, profile_id: UUID, organisation_id: UUID) -> None:
    """Somebody hides from an organisation: what they had sent there is taken back."""
    theirs = queries.waiting_at(db, WAITING, organisation_id=organisation_id, profile_id=profile_id)
    ends(db, SYSTEM, theirs, ApplicationStatus.WITHDRAWN, ApplicationWithdrawn, by=Side.PERSON)
