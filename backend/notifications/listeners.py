"""What we tell people when something happened to them."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts import service
from backend.accounts.events import AccountOpened, AddressTaken, PasswordChanged, ResetAsked
from backend.accounts.models import Account
from backend.core import mail
from backend.core.events import on
from backend.core.site import get_site
from backend.notifications.words import words
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


def _send_link(db: Session, kind: str, ticket_id: UUID) -> None:
    ticket, link = service.link_for(db, ticket_id, settings())
    _send(db, ticket.account, kind, ticket_id.hex, link=link)


def _send(db: Session, account: Account, kind: str, reason: str, **facts: str) -> None:
    say = words(account.lang)
    facts |= {"name": account.name, "site": get_site(db).name, "home": settings().public_url}
    mail.write(
        db,
        key=f"{kind}:{reason}",
        to=account.email,
        subject=say[f"{kind}.subject"].format(**facts),
        text=say[f"{kind}.text"].format(**facts),
    )
