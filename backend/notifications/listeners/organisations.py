"""About organisations: who is asked to join one."""

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.core import mail
from backend.core.events import at_once, on
from backend.notifications.service import letters
from backend.organisations import queries as organisations
from backend.organisations.events import InvitationWithdrawn, MemberInvited
from backend.organisations.models import Invitation
from backend.settings import settings


@at_once(InvitationWithdrawn)
def take_back_the_mail(db: Session, event: InvitationWithdrawn) -> None:
    """What nobody is asked any more need not be sent."""
    mail.forget_unsent(db, f"invitation:{letters.invited(db.get_one(Invitation, event.invitation_id))}")


@on(MemberInvited)
def tell_the_invited(db: Session, event: MemberInvited) -> None:
    """Somebody is asked to join. One mail a day for one organisation and address, however often it is sent anew;
    and none from the invented people of a demo, whom any visitor may be.
    """
    invitation = organisations.find_to_tell(db, event.invitation_id)
    if invitation is None or accounts.is_invented(db, invitation.invited_by_id):
        return
    inviter, known = invitation.invited_by, accounts.find_account(db, invitation.email)
    letters.write(
        db,
        "invitation",
        letters.invited(invitation),
        to=invitation.email,
        lang=next((person.lang for person in (known, inviter) if person), invitation.organisation.lang),
        organisation=invitation.organisation.name,
        inviter=inviter.name if inviter else invitation.organisation.name,
        link=f"{settings().public_url.rstrip('/')}/invitations",
    )
