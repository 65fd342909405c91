"""What organisations tell the others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.events import Event


@dataclass(frozen=True)
class OrganisationAdded(Event):
    """Somebody began to describe it; nobody else sees it yet."""

    name = "organisations.added"


@dataclass(frozen=True)
class OrganisationEdited(Event):
    """Its description changed."""

    name = "organisations.edited"

    fields: tuple[str, ...]


@dataclass(frozen=True)
class OrganisationClaimed(Event):
    """Its owner stands for it in public; the staff may verify it."""

    name = "organisations.claimed"


@dataclass(frozen=True)
class OrganisationVerified(Event):
    """It is who it says, until then."""

    name = "organisations.verified"

    proof: str
    until: datetime


@dataclass(frozen=True)
class VerificationEnded(Event):
    """It ran out, or what had been verified was changed."""

    name = "organisations.verification-ended"

    because: str


@dataclass(frozen=True)
class OrganisationSuspended(Event):
    """The staff took it off the stage, or its last member is gone."""

    name = "organisations.suspended"

    reason: str


@dataclass(frozen=True)
class OrganisationRestored(Event):
    """The suspension is over."""

    name = "organisations.restored"


@dataclass(frozen=True)
class OrganisationDiscarded(Event):
    """Nobody but its last member has ever seen it, and it goes with them, and all that was drafted for it."""

    name = "organisations.discarded"


@dataclass(frozen=True)
class MemberInvited(Event):
    """Somebody was asked to speak for it; the address stands in the invitation, not in the log."""

    name = "organisations.member-invited"

    invitation_id: UUID
    role: str


@dataclass(frozen=True)
class InvitationAccepted(Event):
    """They said yes, and belong to it."""

    name = "organisations.invitation-accepted"

    invitation_id: UUID


@dataclass(frozen=True)
class InvitationDeclined(Event):
    """They said no."""

    name = "organisations.invitation-declined"

    invitation_id: UUID


@dataclass(frozen=True)
class InvitationWithdrawn(Event):
    """An owner took it back, or whoever sent it is no longer one."""

    name = "organisations.invitation-withdrawn"

    invitation_id: UUID


@dataclass(frozen=True)
class InvitationExpired(Event):
    """Nobody answered in time."""

    name = "organisations.invitation-expired"

    invitation_id: UUID
