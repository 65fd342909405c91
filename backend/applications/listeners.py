"""What applications do when something else happens, and what they tell a person about themselves."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.accounts.events import AccountErased
from backend.applications import queries
from backend.applications.events import (
    ApplicationDeclined,
    ApplicationLapsed,
    ApplicationsForgotten,
    ApplicationShortlisted,
    ApplicationWithdrawn,
    FoundElsewhere,
    InterviewProposed,
    OfferDeclined,
    OfferMade,
)
from backend.applications.models import Application, ApplicationStatus, Reason
from backend.applications.service import clocks, interviews, records
from backend.applications.service.door import GOING_ON
from backend.core.access import SYSTEM, Viewer
from backend.core.events import Event, announce, at_once, on
from backend.core.personal import columns, keeps
from backend.opportunities.events import OpportunityClosed, OpportunityExpired, OpportunityRefused, OpportunityReopened
from backend.opportunities.models import ClosingReason
from backend.organisations.events import OrganisationRestored, OrganisationSuspended
from backend.profiles.events import HiddenFromOrganisation
from backend.profiles.service import sight


@at_once(OpportunityClosed)
def answer_all(db: Session, event: OpportunityClosed) -> None:
    """Whoever waits there is told, in the same moment."""
    clocks.answer_all(db, event.subject_id, clocks.BECAUSE[ClosingReason(event.reason)])


@at_once(OpportunityRefused)
def answer_all_refused(db: Session, event: OpportunityRefused) -> None:
    """The staff took it away for good: what was sent there leads nowhere any more."""
    clocks.answer_all(db, event.subject_id, Reason.POSITION_CANCELLED)


@at_once(HiddenFromOrganisation)
def withdraw_from(db: Session, event: HiddenFromOrganisation) -> None:
    """Nothing of a person who hides stays before those they hide from."""
    clocks.withdraw_from(db, event.subject_id, event.organisation_id)


@on(ApplicationDeclined)
def end_sight(db: Session, event: ApplicationDeclined) -> None:
    """Its person has been told, or is about to be: they show themselves there no longer. A no that was undone and said
    anew is told at its own time.
    """
    application = queries.find_to_tell(db, event.subject_id)
    if application is not None and application.status not in GOING_ON and not application.is_untold:
        sight.end(db, application.id)


@at_once(OrganisationSuspended)
def close_sight(db: Session, event: OrganisationSuspended) -> None:
    """It reads no applications, so it sees nobody because of one either."""
    sight.close_to(db, event.subject_id)


@at_once(OrganisationRestored)
def open_sight(db: Session, event: OrganisationRestored) -> None:
    """It reads again what goes on there."""
    for application in queries.waiting_at(db, GOING_ON, organisation_id=event.subject_id):
        sight.open_to(db, application.account_id, application.organisation_id, application.id)


@at_once(AccountErased)
def forget_applications(db: Session, event: AccountErased) -> None:
    """The rows go with the account; the records of the organisations are counted anew without them."""
    sent = select(Application.organisation_id).where(
        Application.account_id == event.subject_id, Application.status != ApplicationStatus.DRAFT
    )
    for organisation_id in sorted(set(db.scalars(sent))):
        announce(db, SYSTEM, ApplicationsForgotten(organisation_id))


def cancel_interview(db: Session, event: Any) -> None:
    """The application is over, and its person may know: nobody comes to talk about it any more."""
    interviews.cancel_if_over(db, event.subject_id)


for _end in (ApplicationDeclined, ApplicationWithdrawn, FoundElsewhere, ApplicationLapsed, OfferDeclined):
    on(_end)(cancel_interview)


def renew_record(db: Session, event: Any) -> None:
    """An answer was given or missed, or an opportunity ended: each event names its organisation."""
    records.renew_record(db, event.organisation_id)


RENEWING: tuple[type[Event], ...] = (
    ApplicationShortlisted,
    InterviewProposed,
    OfferMade,
    ApplicationDeclined,
    ApplicationLapsed,
    OpportunityClosed,
    OpportunityExpired,
    OpportunityReopened,
)
for _kind in RENEWING:
    on(_kind)(renew_record)


@on(ApplicationsForgotten)
def count_without(db: Session, event: ApplicationsForgotten) -> None:
    """Somebody is gone."""
    records.renew_record(db, event.subject_id)


@keeps("applications")
def applications(db: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """All they ever wrote here: each step, and every byte that an employer was shown."""
    shown: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for one in queries.snapshots_of(db, viewer):
        shown[one.application_id].append(columns(one, "version", "sha256", "created_at", "content"))
    return [_told(one) | {"shown": shown[one.id]} for one in queries.all_of(db, viewer)]


def _told(application: Application) -> dict[str, Any]:
    said = columns(application, "id", "created_at", "opportunity_id", "organisation_id", "note", "answers")
    state = columns(application, "status", "status_at", "sent_at", "answered_at", "reply_by_at", "reason", "ended_by")
    steps = [columns(one, "created_at", "before", "status", "by", "reason", "words") for one in application.moves]
    return said | state | {"moves": steps}
