"""Letters: worded in the language of who reads them, and handed to the post once."""

from uuid import UUID

from sqlalchemy.orm import Session

from backend.accounts import queries as accounts
from backend.accounts.models import Account
from backend.accounts.tokens import token_hash
from backend.core import mail
from backend.core.access import Role
from backend.core.site import get_site
from backend.notifications.words import words
from backend.organisations.models import Invitation
from backend.settings import settings


def writers(db: Session, organisation_id: UUID) -> list[Account]:
    """Owners and editors of an organisation, but none of the invented people of a demo."""
    seats = accounts.members_of(db, organisation_id)
    return [one.account for one in seats if one.role != Role.VIEWER and not accounts.is_invented(db, one.account_id)]


def invited(invitation: Invitation) -> str:
    """What makes an invitation's letter one: the organisation, the address and the day."""
    return f"{invitation.organisation_id.hex}:{mark(invitation.email)}:{invitation.created_at:%Y-%m-%d}"


def mark(address: str) -> str:
    """Stands for an address where the address itself would stay too long."""
    return token_hash(address)[:32]


def send(db: Session, account: Account, kind: str, reason: str, *, calendar: str | None = None, **facts: str) -> None:
    """To somebody who has an account, in their language. `reason` keeps a letter from being sent twice."""
    write(db, kind, reason, to=account.email, lang=account.lang, calendar=calendar, name=account.name, **facts)


def write(
    db: Session, kind: str, reason: str, *, to: str, lang: str, calendar: str | None = None, **facts: str
) -> None:
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
        calendar=calendar,
    )
