"""Who may do what with an opportunity, and if not, why."""

from collections.abc import Collection

from backend.core.access import Objection, Viewer, staff_only
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.opportunities.models import Opportunity, OpportunityStatus
from backend.opportunities.problems import Refused, Unread
from backend.organisations.models import Organisation, OrganisationStatus
from backend.organisations.problems import OrganisationNotPublic

DRAFT, IN_REVIEW = OpportunityStatus.DRAFT, OpportunityStatus.IN_REVIEW
OPEN, PAUSED = OpportunityStatus.OPEN, OpportunityStatus.PAUSED
FILLED, CLOSED, EXPIRED = OpportunityStatus.FILLED, OpportunityStatus.CLOSED, OpportunityStatus.EXPIRED
LIVE = frozenset({OPEN, PAUSED})
OVER = frozenset({FILLED, CLOSED, EXPIRED})
PUBLIC = LIVE | OVER  # what was published stays readable, with its end and the reason for it

REVIEWED = frozenset(  # what the staff read before an organisation that is not verified may publish
    {
        "kind",
        "title",
        "summary",
        "description",
        "benefits",
        "questions",
        "apply_url",
        "apply_email",
        "pay_basis",
        "pay_reference",
        "requirements",  # each carries a note
    }
)


def add_opportunity(viewer: Viewer, organisation: Organisation) -> Objection:
    """Owners and editors, unless the organisation is suspended."""
    if objection := _editors(viewer, organisation):
        return objection
    return OrganisationNotPublic if organisation.status == OrganisationStatus.SUSPENDED else None


def edit_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """Owners and editors, at any time: what is over may be mended before it is opened again."""
    return _editors(viewer, opportunity.organisation)


def discard_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """Only what nobody else has ever seen."""
    return _editors(viewer, opportunity.organisation) or (NotNow if opportunity.opened_at else None)


def open_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """A draft of a public organisation, unless the staff refused it."""
    if objection := _publishers(viewer, opportunity) or _when(opportunity, DRAFT):
        return objection
    return Refused if opportunity.refused_for else None


def reopen_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """What was paused or is over."""
    return _publishers(viewer, opportunity) or _when(opportunity, PAUSED, *OVER)


def pause_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """What is open."""
    return _editors(viewer, opportunity.organisation) or _when(opportunity, OPEN)


def close_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """What was published and is not over yet. What is closed is public, so its words must have been read."""
    if objection := _editors(viewer, opportunity.organisation):
        return objection
    if not opportunity.opened_at or opportunity.status in OVER:
        return NotNow
    return Unread if opportunity.status not in LIVE and needs_review(viewer, opportunity.organisation) else None


def approve_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """The staff let it pass."""
    return staff_only(viewer, None) or _when(opportunity, IN_REVIEW)


def return_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """The staff send it back; also what they refused, if they think better of it."""
    if opportunity.refused_for:
        return staff_only(viewer, None)
    return staff_only(viewer, None) or _when(opportunity, IN_REVIEW)


def refuse_opportunity(viewer: Viewer, opportunity: Opportunity) -> Objection:
    """The staff will not have it published."""
    return staff_only(viewer, None) or _when(opportunity, IN_REVIEW)


def needs_review(viewer: Viewer, organisation: Organisation) -> bool:
    """The staff read what organisations publish that nobody has verified."""
    return organisation.status != OrganisationStatus.VERIFIED and not viewer.is_staff


def shows_unread(viewer: Viewer, opportunity: Opportunity, changed: Collection[str]) -> bool:
    """These changes would put words before everybody, also of what is over, that the staff should read first."""
    return (
        opportunity.status in PUBLIC
        and not REVIEWED.isdisjoint(changed)
        and needs_review(viewer, opportunity.organisation)
    )


def _editors(viewer: Viewer, organisation: Organisation) -> Objection:
    if viewer.is_staff or viewer.may_edit(organisation.id):  # the command line is staff without an account
        return None
    return NotSignedIn if viewer.is_guest else NotAllowed


def _publishers(viewer: Viewer, opportunity: Opportunity) -> Objection:
    if objection := _editors(viewer, opportunity.organisation):
        return objection
    is_public = opportunity.organisation.status in (OrganisationStatus.CLAIMED, OrganisationStatus.VERIFIED)
    return None if is_public else OrganisationNotPublic


def _when(opportunity: Opportunity, *statuses: OpportunityStatus) -> Objection:
    return None if opportunity.status in statuses else NotNow


OF_AN_OPPORTUNITY = [
    edit_opportunity,
    discard_opportunity,
    open_opportunity,
    pause_opportunity,
    reopen_opportunity,
    close_opportunity,
    approve_opportunity,
    return_opportunity,
    refuse_opportunity,
]
