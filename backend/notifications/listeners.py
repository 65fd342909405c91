"""What we tell people when something happened to them."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts import service
from backend.accounts.events import AccountOpened, AddressTaken, PasswordChanged, ResetAsked
from backend.accounts.models import Account
from backend.accounts.tokens import token_hash
from backend.core import mail
from backend.core.events import on
from backend.core.site import get_site
from backend.notifications.words import words
from backend.organisations import queries as organisations
from backend.organisations.events import MemberInvited
from backend.settings import settings


@on(AccountOpened)
def send_confirmation(db: Session, event: AccountOpened) -> None:
    """The link that confirms an address."""
    _send_link(db, "confirm", event.ticket_id)


@on(AddressTaken)
def tell_the_owner(db: Session, event: AddressTaken) -> None:
    """Somebody tried to sign up with an address we know; only its owner learns so."""
    _send_link(db, "taken", event.ticket_id)


@on(ResetAsked)
def send_reset(db: Session, event: ResetAsked) -> None:
    """The link that lets one choose another password."""
    _send_link(db, "reset", event.ticket_id)


@on(PasswordChanged)
def warn_of_change(db: Session, event: PasswordChanged) -> None:
    """So that a thief cannot do it quietly."""
    account = accounts.get_account(db, event.subject_id)
    _send(db, account, "changed", event.subject_id.hex + account.updated_at.isoformat())


@on(MemberInvited)
def tell_the_invited(db: Session, event: MemberInvited) -> None:
    """Somebody is asked to join. One mail a day for one organisation and address, however often it is sent anew;
    and none from the invented people of a demo, whom any visitor may be.
    """
    invitation = organisations.find_to_tell(db, event.invitation_id)
    if invitation is None or accounts.is_invented(db, invitation.invited_by_id):
        return
    inviter, known = invitation.invited_by, accounts.find_account(db, invitation.email)
    day, address = f"{invitation.created_at:%Y-%m-%d}", token_hash(invitation.email)[:32]
    _write(
        db,
        "invitation",
        f"{invitation.organisation_id.hex}:{address}:{day}",
        to=invitation.email,
        lang=next((person.lang for person in (known, inviter) if person), invitation.organisation.lang),
        organisation=invitation.organisation.name,
        inviter=inviter.name if inviter else invitation.organisation.name,
        link=f"{settings().public_url.rstrip('/')}/invitations",
    )


def _send_link(db: Session, kind: str, ticket_id: UUID) -> None:
    ticket, link = service.link_for(db, ticket_id, settings())
    _send(db, ticket.account, kind, ticket_id.hex, link=link)


def _send(db: Session, account: Account, kind: str, reason: str, **facts: str) -> None:
    _write(db, kind, reason, to=account.email, lang=account.lang, name=account.name, **facts)


def _write(db: Session, kind: str, reason: str, *, to: str, lang: str, **facts: str) -> None:
    """What people typed is one line here: it can neither break a subject nor pretend to be a paragraph of ours."""
    say = words(lang)
    facts |= {"site": get_site(db).name, "home": settings().public_url}
    told = {name: " ".join(fact.split()) for name, fact in facts.items()}
    mail.write(
        db,
        key=f"{kind}:{reason}",
        to=to,
        subject=say[f"{kind}.subject"].format(**told),
        text=say[f"{kind}.text"].format(**told),
    )
