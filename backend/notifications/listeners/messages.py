"""About messages: one letter for a conversation in which something waits to be read, and not one for each message."""

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.applications.rules import JUDGED, OFFERED
from backend.core import mail
from backend.core.events import on
from backend.messages import queries, service
from backend.messages.events import MessageSent
from backend.messages.models import Conversation, Side
from backend.notifications.service import letters
from backend.settings import settings


@on(MessageSent)
def tell_of_a_message(db: Session, event: MessageSent) -> None:
    """To the other side, unless they read it within minutes. What was written stands on the page alone."""
    if event.side == Side.PERSON:
        listening = letters.writers(db, event.organisation_id)
    elif accounts.is_invented(db, event.account_id):
        listening = []
    else:
        listening = [accounts.get_account(db, event.account_id)]
    for account in listening:
        conversation = queries.find_to_tell(db, event.subject_id, accounts.viewer_of(db, account.id))
        if conversation is not None and account.id != conversation.account_id:
            _tell_the_team(db, account, conversation, event.number)
        elif conversation is not None:
            _tell_the_person(db, account, conversation, event.number)


def _tell_the_person(db: Session, account: Account, conversation: Conversation, number: int) -> None:
    """An offer has to be answered by a time."""
    application = conversation.application
    if application.told_status == OFFERED and application.reply_by_at:
        until = f"{application.reply_by_at:%Y-%m-%d}"
        _send(db, account, "message-offer", conversation, number, until)
    else:
        _send(db, account, "message", conversation, number)


def _tell_the_team(db: Session, account: Account, conversation: Conversation, number: int) -> None:
    """Nobody's name: a mail is read by whoever reads the mailbox."""
    application = conversation.application
    if application.status in JUDGED and application.reply_by_at:
        until = f"{application.reply_by_at:%Y-%m-%d}"
        _send(db, account, "applicant-wrote-due", conversation, number, until)
    else:
        _send(db, account, "applicant-wrote", conversation, number)


def _send(db: Session, account: Account, kind: str, conversation: Conversation, number: int, until: str = "") -> None:
    reason = f"{conversation.id.hex}:{account.id.hex}:{number}"
    key = f"{kind}:{reason}"
    due_at = service.letter_due(db, accounts.viewer_of(db, account.id), conversation, key)
    if due_at is None:
        return
    opportunity = conversation.application.opportunity
    said = {
        "title": opportunity.title,
        "organisation": opportunity.organisation.name,
        "until": until,
        "link": f"{settings().public_url.rstrip('/')}/messages/{conversation.kind}/{conversation.application_id}",
    }
    letters.send(db, account, kind, reason, **said)
    mail.postpone(db, key, due_at)
