"""About accounts: links that confirm, and changes that nobody should make quietly."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts import service
from backend.accounts.events import (
    AccountErased,
    AccountOpened,
    AddressChanged,
    AddressTaken,
    MoveAsked,
    PasswordChanged,
    ResetAsked,
)
from backend.accounts.models import Account, Ticket
from backend.core import mail
from backend.core.events import at_once, on
from backend.notifications.service import letters
from backend.organisations import queries as organisations
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
    account = db.get(Account, event.subject_id)
    if account is not None:  # erased since: they were told so
        letters.send(db, account, "changed", event.subject_id.hex + account.updated_at.isoformat())


@on(MoveAsked)
def send_move(db: Session, event: MoveAsked) -> None:
    """The link goes to the new address, unless it is somebody's; the old one hears of it, and how to stop it."""
    ticket = db.get(Ticket, event.ticket_id)
    if ticket is None or ticket.email is None:
        return
    account = accounts.get_account(db, event.subject_id)
    if accounts.find_account(db, ticket.email) is None:
        _, link = service.link_for(db, ticket.id, settings())
        letters.write(db, "move", ticket.id.hex, to=ticket.email, lang=account.lang, link=link)
    letters.send(db, account, "moving", ticket.id.hex)


@at_once(AddressChanged)
def say_where_to(db: Session, event: AddressChanged) -> None:
    """So that a thief cannot do it quietly: the last mail to the old address, written while we know it."""
    account = accounts.get_account(db, event.subject_id)
    letters.send(db, account, "moved", account.id.hex + account.updated_at.isoformat())


@at_once(AccountErased)
def say_goodbye(db: Session, event: AccountErased) -> None:
    """So that a thief cannot do it quietly: one last mail. What else waits to be sent, or names them, is forgotten."""
    account = accounts.get_account(db, event.subject_id)
    mail.forget_address(db, account.email, mark=letters.mark(account.email))
    for ticket_id in accounts.moves_of(db, account.id):
        mail.forget_unsent(db, f"move:{ticket_id.hex}")
    for invitation in organisations.sent_by(db, account.id):
        mail.forget_unsent(db, f"invitation:{letters.invited(invitation)}")
    letters.write(db, "erased", account.id.hex, to=account.email, lang=account.lang)


def _send_link(db: Session, kind: str, ticket_id: UUID) -> None:
    if db.get(Ticket, ticket_id) is None:  # it went with its account
        return
    ticket, link = service.link_for(db, ticket_id, settings())
    letters.send(db, ticket.account, kind, ticket_id.hex, link=link)
