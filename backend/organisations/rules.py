"""Who may do what with an organisation, its members and its invitations, and if not, why."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from backend.core.access import Objection, Role, Viewer, signed_in, staff_only
from backend.core.problems import NotAllowed, NotNow, NotSignedIn
from backend.organisations.models import Invitation, Organisation, OrganisationStatus
from backend.organisations.problems import AlreadyMember, DomainDiffers, InvitationOver, LastOwner, OthersLeftAlone

DRAFT, CLAIMED = OrganisationStatus.DRAFT, OrganisationStatus.CLAIMED
VERIFIED, SUSPENDED = OrganisationStatus.VERIFIED, OrganisationStatus.SUSPENDED

IDENTITY = frozenset({"name", "kind", "website"})  # what a verification vouches for
# Domains where anybody gets an address: having one proves nothing.
EVERYBODYS = re.compile(
    r"(?:aol|bol|clix|fastmail|free|freenet|gmail|gmx|googlemail|hey|hotmail|icloud|inbox|iol|laposte|libero|live|mac|"
    r"mail|me|msn|netcabo|orange|outlook|pm|posteo|proton|protonmail|rambler|sapo|seznam|sfr|t-online|telefonica|"
    r"telepac|terra|tiscali|tutamail|tutanota|uol|virgilio|wanadoo|web|yahoo|yandex|ymail|zoho)"
    r"\.(?:com|pt|net|org|eu|me|es|fr|de|it|at|ch|be|nl|pl|cz|ro|ru|uk|in|com\.pt|com\.br|co\.uk|com\.es)"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One member's place, how many owners and how many others there are: what the rules about members need to know."""

    organisation: Organisation
    account_id: UUID
    role: Role
    owners: int
    others: int

    @property
    def is_last_owner(self) -> bool:
        """Nobody would be responsible without this person."""
        return self.role == Role.OWNER and self.owners == 1


def add_organisation(viewer: Viewer, thing: None) -> Objection:
    """Anybody we know; it starts as a draft that only they see."""
    return signed_in(viewer, thing)


def edit_organisation(viewer: Viewer, organisation: Organisation) -> Objection:
    """Its owners and editors; while it is suspended only the staff."""
    if viewer.is_guest:
        return NotSignedIn
    if viewer.is_staff:
        return None
    if not viewer.may_edit(organisation.id):
        return NotAllowed
    return NotNow if organisation.status == SUSPENDED else None


def claim_organisation(viewer: Viewer, organisation: Organisation) -> Objection:
    """An owner makes a draft public."""
    return _owners(viewer, organisation) or (None if organisation.status == DRAFT else NotNow)


def verify_organisation(viewer: Viewer, organisation: Organisation) -> Objection:
    """The staff vouch for what is public; a second time prolongs it."""
    return staff_only(viewer, None) or (None if organisation.status in (CLAIMED, VERIFIED) else NotNow)


def prove_organisation(viewer: Viewer, organisation: Organisation) -> Objection:
    """An owner shows that the website's domain is theirs."""
    if viewer.is_guest:
        return NotSignedIn
    if not viewer.owns(organisation.id):
        return NotAllowed
    return None if organisation.status in (CLAIMED, VERIFIED) and domain_of(organisation.website) else NotNow


def suspend_organisation(viewer: Viewer, organisation: Organisation) -> Objection:
    """The staff, once it is public."""
    return staff_only(viewer, None) or (None if organisation.status in (CLAIMED, VERIFIED) else NotNow)


def restore_organisation(viewer: Viewer, organisation: Organisation) -> Objection:
    """The staff end a suspension."""
    return staff_only(viewer, None) or (None if organisation.status == SUSPENDED else NotNow)


def list_members(viewer: Viewer, organisation: Organisation) -> Objection:
    """Those who are among them, and the staff."""
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.is_staff or viewer.belongs_to(organisation.id) else NotAllowed


def invite_member(viewer: Viewer, organisation: Organisation) -> Objection:
    """Its owners; not while it is suspended, for an invitation is a mail in its name."""
    return _owners(viewer, organisation) or (NotNow if organisation.status == SUSPENDED else None)


def list_invitations(viewer: Viewer, organisation: Organisation) -> Objection:
    """Its owners: the addresses of those who have not answered are nobody else's business."""
    return _owners(viewer, organisation)


def withdraw_invitation(viewer: Viewer, invitation: Invitation) -> Objection:
    """Its owners, as long as it can be answered."""
    return _owners(viewer, invitation.organisation) or (None if invitation.is_open else InvitationOver)


def accept_invitation(viewer: Viewer, invitation: Invitation) -> Objection:
    """Whoever it went to (nobody else sees it), in time, once; nobody joins what is suspended."""
    if objection := decline_invitation(viewer, invitation):
        return objection
    if viewer.belongs_to(invitation.organisation_id):
        return AlreadyMember
    return NotNow if invitation.organisation.status == SUSPENDED else None


def decline_invitation(viewer: Viewer, invitation: Invitation) -> Objection:
    """Whoever it went to (nobody else sees it), in time."""
    if viewer.is_guest:
        return NotSignedIn
    return None if invitation.is_open else InvitationOver


def change_member(viewer: Viewer, seat: Seat) -> Objection:
    """Its owners give another role; the last owner stays one."""
    return _owners(viewer, seat.organisation) or (LastOwner if seat.is_last_owner else None)


def remove_member(viewer: Viewer, seat: Seat) -> Objection:
    """Its owners remove anybody, everybody removes themselves, the last owner stays."""
    if viewer.id != seat.account_id and (objection := _owners(viewer, seat.organisation)):
        return objection
    return LastOwner if seat.is_last_owner else None


def leave_for_good(_: Viewer, seat: Seat) -> Objection:
    """Whoever has their account erased may go, unless others would stay behind with nobody responsible."""
    return OthersLeftAlone if seat.is_last_owner and seat.others else None


def address_proves(email: str, organisation: Organisation) -> Objection:
    """A confirmed address at the website's own domain is proof.

    Not one below it: that is where universities keep the addresses of their students.
    """
    domain, address = domain_of(organisation.website), email.rpartition("@")[2]
    if domain is None or EVERYBODYS.fullmatch(domain):
        return DomainDiffers
    return None if address == domain else DomainDiffers


def domain_of(website: str | None) -> str | None:
    """`https://www.atelier.pt/en` belongs to `atelier.pt`."""
    host = urlsplit(website).hostname if website else None
    return host.removeprefix("www.") if host else None


def _owners(viewer: Viewer, organisation: Organisation) -> Objection:
    if viewer.is_guest:
        return NotSignedIn
    return None if viewer.is_staff or viewer.owns(organisation.id) else NotAllowed


OF_AN_ORGANISATION = [
    edit_organisation,
    claim_organisation,
    verify_organisation,
    prove_organisation,
    suspend_organisation,
    restore_organisation,
    list_members,
    invite_member,
    list_invitations,
]
OF_A_SEAT = [change_member, remove_member]
OF_AN_INVITATION_SENT = [withdraw_invitation]
OF_AN_INVITATION_RECEIVED = [accept_invitation, decline_invitation]
