"""Who may do what with an application, and if not, why."""

from collections.abc import Collection
from datetime import datetime, timedelta

from backend.applications.models import Application, ApplicationStatus
from backend.applications.problems import AlreadyTold, AppliesElsewhere, NotOpen, OwnOpportunity, TooLateToUndo
from backend.core.access import Objection, Rule, Viewer
from backend.core.model import now
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.opportunities.models import Opportunity, OpportunityStatus

DRAFT, SENT, SEEN = ApplicationStatus.DRAFT, ApplicationStatus.SENT, ApplicationStatus.SEEN
SHORTLISTED, INTERVIEW = ApplicationStatus.SHORTLISTED, ApplicationStatus.INTERVIEW
OFFERED, ACCEPTED = ApplicationStatus.OFFERED, ApplicationStatus.ACCEPTED
DECLINED, WITHDRAWN = ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN
ELSEWHERE = ApplicationStatus.ELSEWHERE

JUDGED = frozenset({SENT, SEEN, SHORTLISTED, INTERVIEW})
"""It is the organisation's turn."""
WAITING = JUDGED | {OFFERED}
"""Somebody has to answer, so a clock runs."""
ANSWERS = frozenset({SHORTLISTED, INTERVIEW, OFFERED, DECLINED})
"""What an organisation can say; to have looked is no answer."""

UNDO = timedelta(minutes=10)
"""For how long a person can undo the sending, as long as nobody looks."""
UNDO_STEP = timedelta(minutes=5)
"""For how long an organisation can undo a step of the board: only then is its person told."""


def add_application(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """Anybody who does not belong to the organisation, as long as it is open."""
    if viewer.is_guest:
        return NotSignedIn
    if viewer.belongs_to(opportunity.organisation_id):
        return OwnOpportunity
    return _takes(opportunity)


def preview_application(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """Whoever could apply sees first what would be shown."""
    return NotSignedIn if viewer.is_guest else None


def edit_application(viewer: Viewer, application: Application) -> Objection:
    """One's own, before it is sent."""
    return _person(viewer, application, DRAFT)


def discard_application(viewer: Viewer, application: Application) -> Objection:
    """One's own, before it is sent."""
    return _person(viewer, application, DRAFT)


def send_application(viewer: Viewer, application: Application) -> Objection:
    """One's own draft, as long as the opportunity is open."""
    return _person(viewer, application, DRAFT) or _takes(application.opportunity)


def undo_until(application: Application) -> datetime | None:
    """Until when the sending can be undone, as long as nobody looks."""
    return application.sent_at + UNDO if application.status == SENT and application.sent_at else None


def take_back_application(viewer: Viewer, application: Application) -> Objection:
    """For a short time, if nobody has looked."""
    if objection := _person(viewer, application, *WAITING):
        return objection
    until = undo_until(application)
    return None if until and now() <= until else TooLateToUndo


def withdraw_application(viewer: Viewer, application: Application) -> Objection:
    """At any time before an end."""
    return _person(viewer, application, *WAITING)


def accept_offer(viewer: Viewer, application: Application) -> Objection:
    """The person has the last word."""
    return _person(viewer, application, OFFERED)


def decline_offer(viewer: Viewer, application: Application) -> Objection:
    """The person has the last word."""
    return _person(viewer, application, OFFERED)


def list_applications(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """Those who may speak for the organisation. An application is a letter to it: not even the staff read it."""
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.may_edit(opportunity.organisation_id) else NotAllowed


def see_application(viewer: Viewer, application: Application) -> Objection:
    """To open it for the first time."""
    return _organisation(viewer, application, SENT)


def shortlist_application(viewer: Viewer, application: Application) -> Objection:
    """Among the few."""
    return _organisation(viewer, application, SENT, SEEN)


def propose_interview(viewer: Viewer, application: Application) -> Objection:
    """They want to meet."""
    return _organisation(viewer, application, SENT, SEEN, SHORTLISTED)


def offer_interview(viewer: Viewer, application: Application) -> Objection:
    """They want to meet, and say when they could; also after they said so without a time."""
    return _organisation(viewer, application, SENT, SEEN, SHORTLISTED, INTERVIEW)


def make_offer(viewer: Viewer, application: Application) -> Objection:
    """They say yes."""
    return _organisation(viewer, application, *JUDGED)


def decline_application(viewer: Viewer, application: Application) -> Objection:
    """They say no. An offer is a promise: it is not taken back."""
    return _organisation(viewer, application, *JUDGED)


def take_back_step(viewer: Viewer, application: Application) -> Objection:
    """What the person has not been told yet."""
    if objection := _organisation(viewer, application, *ApplicationStatus):
        return objection
    return None if application.is_untold else AlreadyTold


def _takes(opportunity: Opportunity) -> Objection:
    if opportunity.status != OpportunityStatus.OPEN:
        return NotOpen
    if opportunity.deadline_at is None or opportunity.deadline_at <= now():  # before the worker has noticed
        return NotOpen
    return AppliesElsewhere if opportunity.apply_url else None


def _person(viewer: Viewer, application: Application, *statuses: ApplicationStatus) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    if viewer.id != application.account_id:
        return NotAllowed
    return _when(application.told_status, statuses)  # as far as they know


def _organisation(viewer: Viewer, application: Application, *statuses: ApplicationStatus) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    may = viewer.may_edit(application.organisation_id) and viewer.id != application.account_id
    return _when(application.status, statuses) if may else NotAllowed


def _when(status: ApplicationStatus, statuses: Collection[ApplicationStatus]) -> Objection:
    return None if status in statuses else NotNow


OF_AN_APPLICATION = [
    edit_application,
    discard_application,
    send_application,
    take_back_application,
    withdraw_application,
    accept_offer,
    decline_offer,
    see_application,
    shortlist_application,
    propose_interview,
    offer_interview,
    make_offer,
    decline_application,
    take_back_step,
]

STEPS: dict[ApplicationStatus, Rule] = {
    SEEN: see_application,
    SHORTLISTED: shortlist_application,
    INTERVIEW: propose_interview,
    OFFERED: make_offer,
    DECLINED: decline_application,
}
"""Where the organisation can move an application, and the rule that says when."""
