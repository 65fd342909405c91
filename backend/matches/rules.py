"""Who may see which ranking, and if not, why."""

from backend.core.access import Objection, Viewer, signed_in
from backend.core.problems import NotAllowed, NotSignedIn
from backend.matches.models import Showing
from backend.opportunities.models import Opportunity
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotPublic


def list_matches(viewer: Viewer, _: object) -> Objection:
    """One's own, so one has to be somebody."""
    return signed_in(viewer, None)


def list_candidates(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """Those who may edit what the organisation offers, and the staff; nobody for a suspended organisation."""
    return preview_reach(viewer, opportunity.organisation)


def preview_reach(viewer: Viewer, organisation: Organisation) -> Objection:
    """The same, before there is anything on offer."""
    if viewer.is_guest:
        return NotSignedIn
    if not viewer.is_staff and not viewer.may_edit(organisation.id):
        return NotAllowed
    return OrganisationNotPublic if organisation.status == OrganisationStatus.SUSPENDED else None


def read_receipt(viewer: Viewer, showing: Showing | None) -> Objection:
    """Those to whom the ranking was shown, and the staff."""
    if viewer.is_guest:
        return NotSignedIn
    is_own = showing is not None and showing.account_id == viewer.id
    return None if viewer.is_staff or is_own else NotAllowed
