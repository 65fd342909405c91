"""About applications: each step to whom it concerns, and who is waited for."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.applications import queries as applications
from backend.applications.events import (
    AnswersDue,
    ApplicationDeclined,
    ApplicationLapsed,
    ApplicationSent,
    ApplicationShortlisted,
    InterviewProposed,
    OfferAccepted,
    OfferMade,
    OfferWaits,
)
from backend.applications.models import ApplicationStatus
from backend.core.events import on
from backend.core.model import now
from backend.meetings import queries as meetings
from backend.meetings.models import MeetingKind
from backend.notifications.service import letters
from backend.opportunities.models import Opportunity
from backend.settings import settings


@on(ApplicationSent)
def tell_of_an_application(db: Session, event: ApplicationSent) -> None:
    """To those who answer for the organisation: one letter a day for each opportunity, and no names in it."""
    _tell_who_answers(db, "applied", event.organisation_id, event.opportunity_id, f"{now():%Y-%m-%d}")


@on(AnswersDue)
def remind_the_team(db: Session, event: AnswersDue) -> None:
    """People wait: before the time is up, and once when it is."""
    moment, waiting = f"{now():%Y-%m-%d}", str(event.waiting)
    if event.is_overdue:
        _tell_who_answers(db, "overdue", event.organisation_id, event.subject_id, moment, waiting=waiting)
    else:
        _tell_who_answers(db, "due", event.organisation_id, event.subject_id, moment, waiting=waiting)


@on(OfferAccepted)
def tell_of_a_yes(db: Session, event: OfferAccepted) -> None:
    """Somebody takes what was offered."""
    _tell_who_answers(db, "accepted", event.organisation_id, event.opportunity_id, event.subject_id.hex)


@on(ApplicationShortlisted)
def tell_of_a_shortlist(db: Session, event: ApplicationShortlisted) -> None:
    """One step further."""
    _tell_the_applicant(db, "shortlisted", event.subject_id, ApplicationStatus.SHORTLISTED)


@on(InterviewProposed)
def tell_of_an_interview(db: Session, event: InterviewProposed) -> None:
    """They want to meet. Where times are offered at once, the letter with them says so."""
    if meetings.is_open(db, MeetingKind.INTERVIEW, event.subject_id):
        return
    _tell_the_applicant(db, "interview", event.subject_id, ApplicationStatus.INTERVIEW)


@on(OfferMade)
def tell_of_an_offer(db: Session, event: OfferMade) -> None:
    """A yes, which waits for theirs."""
    _tell_the_applicant(db, "offered", event.subject_id, ApplicationStatus.OFFERED)


@on(OfferWaits)
def remind_of_an_offer(db: Session, event: OfferWaits) -> None:
    """It does not stand for ever."""
    _tell_the_applicant(db, "offer-waits", event.subject_id, ApplicationStatus.OFFERED, f"{now():%Y-%m-%d}")


@on(ApplicationDeclined)
def tell_of_a_no(db: Session, event: ApplicationDeclined) -> None:
    """The reason stands on the page."""
    _tell_the_applicant(db, "declined", event.subject_id, ApplicationStatus.DECLINED)


@on(ApplicationLapsed)
def tell_of_a_silence(db: Session, event: ApplicationLapsed) -> None:
    """Nobody is left waiting, not even when nobody answers."""
    _tell_the_applicant(db, "lapsed", event.subject_id, ApplicationStatus.DECLINED)


def _tell_who_answers(
    db: Session, kind: str, organisation_id: UUID, opportunity_id: UUID, when: str, **facts: str
) -> None:
    """One letter for each of them; `when` keeps it from being written twice."""
    opportunity = db.get(Opportunity, opportunity_id)
    if opportunity is None:
        return
    link = f"{settings().public_url.rstrip('/')}/opportunities/{opportunity.id}/applications"
    for account in letters.writers(db, organisation_id):
        reason = f"{opportunity.id.hex}:{account.id.hex}:{when}"
        said = {
            "title": opportunity.title,
            "days": str(opportunity.reply_by_days),
            "link": link,
            "waiting": "",
            **facts,
        }
        letters.send(db, account, kind, reason, **said)


def _tell_the_applicant(
    db: Session, kind: str, application_id: UUID, status: ApplicationStatus, when: str = ""
) -> None:
    """Unless it has moved on since, can still be undone, or its person is gone."""
    application = applications.find_to_tell(db, application_id)
    if application is None or application.status != status or application.is_untold:
        return
    if accounts.is_invented(db, application.account_id):
        return
    account, opportunity = accounts.get_account(db, application.account_id), application.opportunity
    link = f"{settings().public_url.rstrip('/')}/applications/{application.id}"
    said = {"title": opportunity.title, "organisation": opportunity.organisation.name, "link": link}
    letters.send(db, account, kind, f"{application.id.hex}:{when or application.status_at.isoformat()}", **said)
