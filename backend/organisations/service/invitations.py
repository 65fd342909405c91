"""What one can do with invitations: send, withdraw, accept, decline. Nobody belongs to an organisation unasked."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.accounts.queries import get_account, members_of
from backend.accounts.service import grant_role
from backend.core import limits
from backend.core.access import SYSTEM, Viewer, require
from backend.core.events import announce
from backend.core.model import now
from backend.core.work import every
from backend.organisations import queries, rules
from backend.organisations.events import (
    InvitationAccepted,
    InvitationDeclined,
    InvitationExpired,
    InvitationWithdrawn,
    MemberInvited,
)
from backend.organisations.models import Invitation, InvitationStatus, Organisation
from backend.organisations.problems import AlreadyInvited, AlreadyMember, InvitationRefused
from backend.organisations.schemas import MemberDraft

HOUR = 60 * 60
INVITED_AN_HOUR = 30  # more is a machine
HOLDS = timedelta(days=14)
KEPT = timedelta(days=30)  # after its end: long enough to see what came of it, and not to ask again who said no


def invite_member(db: Session, viewer: Viewer, organisation_id: UUID, draft: MemberDraft) -> Invitation:
    """Ask somebody to speak for it. Whether the address has an account changes nothing of what the asking person sees:
    the invitation waits for whoever confirms that the address is theirs.
    """
    limits.hit(db, f"invite:{viewer.id}", limit=INVITED_AN_HOUR, seconds=HOUR)
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.invite_member, organisation)
    _check_free(db, organisation, draft.email)
    invitation = Invitation(
        organisation_id=organisation.id,
        email=draft.email,
        role=draft.role,
        invited_by_id=viewer.id,
        expires_at=now() + HOLDS,
    )
    db.add(invitation)
    db.flush()
    announce(db, viewer, MemberInvited(organisation.id, invitation.id, invitation.role))
    return queries.get_sent(db, organisation, invitation.id)


def withdraw_invitation(db: Session, viewer: Viewer, organisation_id: UUID, invitation_id: UUID) -> None:
    """Take an invitation back, as long as nobody has answered it."""
    organisation = queries.get_organisation(db, viewer, organisation_id, lock=True)
    require(viewer, rules.list_invitations, organisation)
    invitation = queries.get_sent(db, organisation, invitation_id)
    require(viewer, rules.withdraw_invitation, invitation)
    _withdraw(db, viewer, invitation)


def withdraw_those_of(db: Session, viewer: Viewer, organisation: Organisation, account_id: UUID) -> None:
    """Somebody decides no longer who belongs to it: whom they invited, nobody has asked. The caller holds its lock."""
    for invitation in queries.unanswered(db, organisation, by=account_id):
        _withdraw(db, viewer, invitation)


def forget_invited(db: Session, email: str) -> None:
    """Whoever had this address is no longer here: the invitations to it go, whatever came of them."""
    db.execute(delete(Invitation).where(Invitation.email == email))


def accept_invitation(db: Session, viewer: Viewer, invitation_id: UUID) -> Invitation:
    """Say yes: only now the asking person belongs to the organisation."""
    invitation = queries.get_invitation(db, viewer, invitation_id, lock=True)
    require(viewer, rules.accept_invitation, invitation)
    organisation, person = invitation.organisation, get_account(db, viewer.id)
    _end(db, invitation, InvitationStatus.ACCEPTED)
    grant_role(db, viewer, person.id, invitation.role, organisation.id, vouched_until=organisation.verified_until)
    announce(db, viewer, InvitationAccepted(organisation.id, invitation.id))
    return invitation


def decline_invitation(db: Session, viewer: Viewer, invitation_id: UUID) -> Invitation:
    """Say no; for a while this organisation cannot ask again."""
    invitation = queries.get_invitation(db, viewer, invitation_id, lock=True)
    require(viewer, rules.decline_invitation, invitation)
    _end(db, invitation, InvitationStatus.DECLINED)
    announce(db, viewer, InvitationDeclined(invitation.organisation_id, invitation.id))
    return invitation


@every(minutes=60)
def end_lapsed_invitations(db: Session) -> None:
    """An invitation holds for two weeks; what has long ended is forgotten, and the address with it."""
    moment = now()
    for invitation in queries.lapsed_invitations(db, moment):
        _expire(db, invitation)
    ended = Invitation.status != InvitationStatus.PENDING
    db.execute(delete(Invitation).where(ended, Invitation.status_at <= moment - KEPT))


def _check_free(db: Session, organisation: Organisation, email: str) -> None:
    """Nobody is asked who is there, was asked, or said no. None of it depends on whether there is an account."""
    if any(member.account.email == email for member in members_of(db, organisation.id)):
        raise AlreadyMember
    for invitation in queries.earlier(db, organisation, email):
        if invitation.status == InvitationStatus.DECLINED:
            raise InvitationRefused(until=(invitation.status_at + KEPT).isoformat())
        if invitation.is_open:
            raise AlreadyInvited
        if invitation.status == InvitationStatus.PENDING:  # its time was up a moment ago
            _expire(db, invitation)


def _withdraw(db: Session, viewer: Viewer, invitation: Invitation) -> None:
    _end(db, invitation, InvitationStatus.WITHDRAWN)
    announce(db, viewer, InvitationWithdrawn(invitation.organisation_id, invitation.id))


def _expire(db: Session, invitation: Invitation) -> None:
    _end(db, invitation, InvitationStatus.EXPIRED)
    announce(db, SYSTEM, InvitationExpired(invitation.organisation_id, invitation.id))


def _end(db: Session, invitation: Invitation, status: InvitationStatus) -> None:
    """The one door through which a status changes."""
    invitation.status, invitation.status_at = status, now()
    db.flush()
