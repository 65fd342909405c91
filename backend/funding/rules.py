"""Who may do what with a funding call, and if not, why."""

from backend.core.access import Objection, Viewer, staff_only
from backend.core.model import now
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.funding.models import FundingCall, FundingStatus, Standing
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotVerified

PUBLIC = (FundingStatus.ANNOUNCED, FundingStatus.OPEN, FundingStatus.CLOSED, FundingStatus.AWARDED)
RUNNING = (Standing.ANNOUNCED, Standing.OPEN, Standing.CLOSING_SOON)


def add_funding_call(viewer: Viewer, organisation: Organisation | None) -> Objection:
    """Owners and editors for their organisation; the staff for a funder who is not here."""
    return _editors(viewer, organisation)


def edit_funding_call(viewer: Viewer, call: FundingCall) -> Objection:
    """Owners and editors, until the money is given."""
    return _editors(viewer, call.organisation) or _when(call, Standing.DRAFT, *RUNNING, Standing.CLOSED)


def discard_funding_call(viewer: Viewer, call: FundingCall) -> Objection:
    """Only what nobody else has ever seen."""
    return _editors(viewer, call.organisation) or _when(call, Standing.DRAFT)


def announce_funding_call(viewer: Viewer, call: FundingCall) -> Objection:
    """A draft, or once more what was closed; only verified organisations and the staff."""
    if objection := _editors(viewer, call.organisation) or _when(call, Standing.DRAFT, Standing.CLOSED):
        return objection
    is_verified = call.organisation is not None and call.organisation.status == OrganisationStatus.VERIFIED
    return None if is_verified or viewer.is_staff else OrganisationNotVerified


def close_funding_call(viewer: Viewer, call: FundingCall) -> Objection:
    """Before its deadline."""
    return _editors(viewer, call.organisation) or _when(call, *RUNNING)


def award_funding_call(viewer: Viewer, call: FundingCall) -> Objection:
    """Once nobody can apply any more."""
    return _editors(viewer, call.organisation) or _when(call, Standing.CLOSED)


def _editors(viewer: Viewer, organisation: Organisation | None) -> Objection:
    if organisation is None:
        return staff_only(viewer, None)
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.is_staff or viewer.may_edit(organisation.id) else NotAllowed


def _when(call: FundingCall, *standings: Standing) -> Objection:
    return None if call.standing_at(now()) in standings else NotNow


OF_A_FUNDING_CALL = [
    edit_funding_call,
    discard_funding_call,
    announce_funding_call,
    close_funding_call,
    award_funding_call,
]
