"""Who may do what with a programme and its calls, and if not, why."""

from backend.cohorts.models import Call, CallStatus, Programme, ProgrammeStatus
from backend.cohorts.problems import ProgrammeNotPublished
from backend.core.access import Objection, Viewer
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotVerified

DRAFT, PUBLISHED, ARCHIVED = ProgrammeStatus.DRAFT, ProgrammeStatus.PUBLISHED, ProgrammeStatus.ARCHIVED
RUNNING = (CallStatus.SCHEDULED, CallStatus.OPEN)
PUBLIC_PROGRAMMES = (PUBLISHED, ARCHIVED)
PUBLIC_CALLS = (*RUNNING, CallStatus.CLOSED)


def add_programme(viewer: Viewer, organisation: Organisation) -> Objection:
    """Owners and editors, for their organisation."""
    return _editors(viewer, organisation)


def edit_programme(viewer: Viewer, programme: Programme) -> Objection:
    """Owners and editors, until it is archived."""
    return _editors(viewer, programme.organisation) or _programme_is(programme, DRAFT, PUBLISHED)


def discard_programme(viewer: Viewer, programme: Programme) -> Objection:
    """Only what nobody else has ever seen."""
    return _editors(viewer, programme.organisation) or _programme_is(programme, DRAFT)


def publish_programme(viewer: Viewer, programme: Programme) -> Objection:
    """A draft or an archived one, of a verified organisation."""
    if objection := _editors(viewer, programme.organisation) or _programme_is(programme, DRAFT, ARCHIVED):
        return objection
    return None if programme.organisation.status == OrganisationStatus.VERIFIED else OrganisationNotVerified


def archive_programme(viewer: Viewer, programme: Programme) -> Objection:
    """What is published."""
    return _editors(viewer, programme.organisation) or _programme_is(programme, PUBLISHED)


def add_call(viewer: Viewer, programme: Programme) -> Objection:
    """Owners and editors, until the programme is archived."""
    return edit_programme(viewer, programme)


def edit_call(viewer: Viewer, call: Call) -> Objection:
    """Owners and editors, until it is closed."""
    return _editors(viewer, call.programme.organisation) or _call_is(call, CallStatus.DRAFT, *RUNNING)


def discard_call(viewer: Viewer, call: Call) -> Objection:
    """Only what nobody else has ever seen."""
    return _editors(viewer, call.programme.organisation) or _call_is(call, CallStatus.DRAFT)


def schedule_call(viewer: Viewer, call: Call) -> Objection:
    """A draft, once its programme is published."""
    if objection := _editors(viewer, call.programme.organisation) or _call_is(call, CallStatus.DRAFT):
        return objection
    if call.programme.organisation.status != OrganisationStatus.VERIFIED:
        return OrganisationNotVerified
    return None if call.programme.status == PUBLISHED else ProgrammeNotPublished


def close_call(viewer: Viewer, call: Call) -> Objection:
    """Before its deadline."""
    return _editors(viewer, call.programme.organisation) or _call_is(call, *RUNNING)


def _editors(viewer: Viewer, organisation: Organisation) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.is_staff or viewer.may_edit(organisation.id) else NotAllowed


def _programme_is(programme: Programme, *statuses: ProgrammeStatus) -> Objection:
    return None if programme.status in statuses else NotNow


def _call_is(call: Call, *statuses: CallStatus) -> Objection:
    return None if call.status in statuses else NotNow


OF_A_PROGRAMME = [edit_programme, discard_programme, publish_programme, archive_programme, add_call]
OF_A_CALL = [edit_call, discard_call, schedule_call, close_call]
