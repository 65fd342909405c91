"""Who may see which ranking, and if not, why."""

from backend.core.access import Objection, Viewer, signed_in, staff_only
from backend.core.problems import NotAllowed, NotSignedIn
from backend.matches.learning.verdict import refusals
from backend.matches.models import Configuration, ConfigurationStatus, Showing
from backend.matches.problems import AlreadyLive, GateRefuses, NeverLive, NoChallenger
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


def read_configurations(viewer: Viewer, _: object) -> Objection:
    """What ranks, what might, and what audits found: the staff's."""
    return staff_only(viewer, None)


def approve_configuration(viewer: Viewer, configuration: Configuration) -> Objection:
    """The staff let a challenger rank that the gate lets pass; or return to what ranked once."""
    if objection := staff_only(viewer, None):
        return objection
    if configuration.status == ConfigurationStatus.LIVE:
        return AlreadyLive
    if configuration.status == ConfigurationStatus.CHALLENGER:
        return GateRefuses if refusals(configuration.evidence) else None
    return None if configuration.was_live else NeverLive


def decline_configuration(viewer: Viewer, configuration: Configuration) -> Objection:
    """The staff keep what is in use."""
    if objection := staff_only(viewer, None):
        return objection
    return None if configuration.status == ConfigurationStatus.CHALLENGER else NoChallenger


OF_A_CONFIGURATION = [approve_configuration, decline_configuration]
