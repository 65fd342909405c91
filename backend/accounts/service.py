"""What one can do with accounts: sign up, confirm, sign in and out, reset, hold roles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.accounts import queries, rules
from backend.accounts.events import (
    AccountErased,
    AccountForgotten,
    AccountOpened,
    AddressChanged,
    AddressConfirmed,
    AddressTaken,
    DemoEntered,
    MoveAsked,
    PasswordChanged,
    ResetAsked,
    RoleEnded,
    RoleGranted,
)
from backend.accounts.models import Account, DemoPerson, Grant, Purpose, SignIn, Ticket
from backend.accounts.problems import LinkSpent, WrongPassword
from backend.accounts.schemas import (
    AccountChange,
    AccountDraft,
    EmailChange,
    ErasureDraft,
    LinkAsk,
    PasswordChange,
    ResetDraft,
    SignInDraft,
)
from backend.accounts.tokens import (
    fits,
    hash_password,
    link_token,
    new_token,
    require_strong,
    ticket_of,
    token_hash,
)
from backend.core import limits, once
from backend.core.access import GUEST, SYSTEM, Role, Viewer, require
from backend.core.events import announce
from backend.core.model import now
from backend.core.problems import FieldError, Invalid, NotFound, NotSignedIn
from backend.core.site import get_site
from backend.core.work import every
from backend.settings import Settings, settings

QUARTER, HOUR = 15 * 60, 60 * 60
FORGOTTEN_AT_ONCE = 500  # accounts in one transaction; the rest in an hour
KEPT = timedelta(days=7)  # a spent link, for the mail that is still on its way
VALID = {Purpose.CONFIRM: timedelta(days=3), Purpose.RESET: timedelta(hours=2), Purpose.MOVE: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request without a person comes from: for rate limits and the list of sessions."""

    address: str
    agent: str = ""


def sign_up(db: Session, caller: Caller, draft: AccountDraft) -> None:
    """Open an account, or tell the owner of the address that there is one. The visitor cannot tell which."""
    limits.hit(db, f"sign-up:{caller.address}", limit=20, seconds=HOUR)
    limits.hit(db, f"sign-up:{token_hash(draft.email)}", limit=10, seconds=HOUR)
    password = draft.password.get_secret_value()
    require_strong(password, about=[draft.email, draft.name])
    hashed = hash_password(password)
    known = queries.find_account(db, draft.email)
    is_same = fits(password, known.password_hash if known else None)
    if known is not None:
        _sign_up_again(db, known, draft, is_same=is_same)
        return
    account = Account(email=draft.email, name=draft.name, lang=draft.lang, password_hash=hashed)
    try:
        with db.begin_nested():
            db.add(account)
    except IntegrityError:  # the same address came twice at once, perhaps by a double click; the other was faster
        known = queries.find_account(db, draft.email)
        if known is None:
            raise
        _sign_up_again(db, known, draft, is_same=fits(password, known.password_hash))
        return
    announce(db, GUEST, AccountOpened(account.id, _ticket(db, account, Purpose.CONFIRM).id))


def _sign_up_again(db: Session, known: Account, draft: AccountDraft, *, is_same: bool) -> None:
    """A confirmed account is only told. Of two passwords for an address that nobody has proved yet, neither counts:
    one may be a stranger's, who waits for the owner to follow the link. The owner chooses anew.
    """
    if known.confirmed_at is not None:
        announce(db, GUEST, AddressTaken(known.id, _ticket(db, known, Purpose.RESET).id))
    elif is_same:
        announce(db, GUEST, AccountOpened(known.id, _ticket(db, known, Purpose.CONFIRM).id))
    else:
        known.name, known.lang, known.password_hash = draft.name, draft.lang, None
        announce(db, GUEST, ResetAsked(known.id, _ticket(db, known, Purpose.RESET).id))


def confirm_email(db: Session, caller: Caller, token: str, config: Settings) -> str:
    """Follow the link in the mail; returns the token of a new session."""
    ticket = _use(db, token, Purpose.CONFIRM, config)
    if ticket.account.confirmed_at is None:
        ticket.account.confirmed_at = now()
        announce(db, Viewer(ticket.account_id), AddressConfirmed(ticket.account_id))
    return _open_session(db, caller, ticket.account_id, config)


def sign_in(db: Session, caller: Caller, draft: SignInDraft, config: Settings) -> str:
    """Returns the token of a new session; raises `WrongPassword`, `NotConfirmed` or `TooMany`."""
    whom = token_hash(draft.email)
    limits.hit(db, f"sign-in:{caller.address}", limit=100, seconds=QUARTER)
    limits.hit(db, f"sign-in:{caller.address}:{whom}", limit=10, seconds=QUARTER)  # nobody locks somebody else out
    limits.hit(db, f"sign-in:{whom}", limit=100, seconds=QUARTER)  # many who guess together
    account = queries.find_account(db, draft.email)
    if not fits(draft.password.get_secret_value(), account.password_hash if account else None) or account is None:
        raise WrongPassword
    if objection := rules.sign_in(GUEST, account):
        raise objection
    return _open_session(db, caller, account.id, config)


def ask_confirmation(db: Session, caller: Caller, draft: LinkAsk) -> None:
    """Send the confirmation link once more."""
    limits.hit(db, f"confirm:{caller.address}", limit=10, seconds=HOUR)
    limits.hit(db, f"confirm:{token_hash(draft.email)}", limit=5, seconds=HOUR)
    account = queries.find_account(db, draft.email)
    if account is not None and account.confirmed_at is None:
        announce(db, GUEST, AccountOpened(account.id, _ticket(db, account, Purpose.CONFIRM).id))


def sign_out(db: Session, viewer: Viewer, hashed: str | None) -> None:
    """End this browser's session."""
    db.execute(delete(SignIn).where(SignIn.token_hash == hashed, SignIn.account_id == viewer.id))


def revoke_session(db: Session, viewer: Viewer, session_id: UUID) -> None:
    """End another browser's session."""
    session = db.get(SignIn, session_id)
    if session is None:
        raise NotFound
    require(viewer, rules.revoke_session, session)
    db.delete(session)


def ask_password_reset(db: Session, caller: Caller, draft: LinkAsk) -> None:
    """Send a link to the address, if there is an account. The visitor cannot tell."""
    limits.hit(db, f"reset:{caller.address}", limit=20, seconds=HOUR)
    limits.hit(db, f"reset:{token_hash(draft.email)}", limit=5, seconds=HOUR)
    account = queries.find_account(db, draft.email)
    if account is not None:
        announce(db, GUEST, ResetAsked(account.id, _ticket(db, account, Purpose.RESET).id))


def reset_password(db: Session, caller: Caller, draft: ResetDraft, config: Settings) -> str:
    """Choose another password with a link; ends every session and returns the token of a new one."""
    ticket = _use(db, draft.token, Purpose.RESET, config)
    account = ticket.account
    _change_password(db, account, draft.password.get_secret_value())
    account.confirmed_at = account.confirmed_at or now()  # the link went to that address
    return _open_session(db, caller, account.id, config)


def change_password(db: Session, viewer: Viewer, caller: Caller, draft: PasswordChange, config: Settings) -> str:
    """Choose another password; ends every session and returns the token of a new one."""
    limits.hit(db, f"password:{viewer.id}", limit=10, seconds=QUARTER)
    account = queries.get_account(db, viewer.id)
    if not fits(draft.current.get_secret_value(), account.password_hash):
        raise WrongPassword
    _change_password(db, account, draft.password.get_secret_value())
    return _open_session(db, caller, account.id, config)


def edit_me(db: Session, viewer: Viewer, change: AccountChange) -> Account:
    """Change one's name or language."""
    account = queries.get_account(db, viewer.id)
    change.check_fresh(account.updated_at)
    for name, value in change.changes().items():
        if value is not None:
            setattr(account, name, value)
    db.flush()
    return account


def ask_email_change(db: Session, viewer: Viewer, change: EmailChange) -> None:
    """Send a link to the new address, and word of it to the old one. Whether somebody else has the new one, only they
    are told: whoever asks sees the same answer, the same mail and the same rows.
    """
    limits.hit(db, f"move:{viewer.id}", limit=10, seconds=HOUR)
    limits.hit(db, f"move:{token_hash(change.email)}", limit=5, seconds=HOUR)
    account = queries.get_account(db, viewer.id)
    require(viewer, rules.change_email, account)
    if not fits(change.password.get_secret_value(), account.password_hash):
        raise WrongPassword
    known = queries.find_account(db, change.email)
    if known is not None and known.id == account.id:
        raise Invalid([FieldError(pointer="/email", code="same-address")])
    announce(db, viewer, MoveAsked(account.id, _ticket(db, account, Purpose.MOVE, email=change.email).id))
    if known is not None:
        announce(db, GUEST, AddressTaken(known.id, _ticket(db, known, Purpose.RESET).id))


def confirm_new_email(db: Session, token: str, config: Settings) -> None:
    """Follow the link at the new address: the account is there from now on, and no other link of its own works."""
    ticket = _use(db, token, Purpose.MOVE, config)
    account = ticket.account
    if ticket.email is None or queries.find_account(db, ticket.email) is not None:  # somebody signed up with it since
        raise LinkSpent
    announce(db, Viewer(account.id), AddressChanged(account.id))
    account.email, account.confirmed_at = ticket.email, now()
    _void_links(db, account)
    db.flush()


def erase_account(db: Session, viewer: Viewer, draft: ErasureDraft) -> None:
    """Forget a person for good, in one transaction. Each domain's listeners hear of it while the account is still
    there, and may object; foreign keys take the rest along. In the log the id stays, and leads nowhere.
    """
    limits.hit(db, f"erase:{viewer.id}", limit=10, seconds=QUARTER)
    account = queries.lock_account(db, viewer.id)
    if account is None:  # it went in another tab, between the look at the session and now
        raise NotSignedIn
    require(viewer, rules.erase_account, account)
    if not fits(draft.password.get_secret_value(), account.password_hash):
        raise WrongPassword
    account_id, email = account.id, account.email
    announce(db, viewer, AccountErased(account_id))
    db.execute(delete(Account).where(Account.id == account_id).execution_options(synchronize_session=False))
    once.forget_person(db, account_id)
    for whom in (str(account_id), token_hash(email)):
        limits.forget(db, whom)


def enter_demo(db: Session, caller: Caller, key: str, config: Settings) -> str:
    """Become one of the invented people; returns the token of a new session."""
    limits.hit(db, f"demo:{caller.address}", limit=300, seconds=HOUR)
    if objection := rules.enter_demo(GUEST, get_site(db).is_demo):
        raise objection
    person = db.scalars(select(DemoPerson).where(DemoPerson.key == key)).one_or_none()
    if person is None:
        raise NotFound
    announce(db, Viewer(person.account_id), DemoEntered(person.account_id))
    return _open_session(db, caller, person.account_id, config)


def grant_role(
    db: Session,
    viewer: Viewer,
    account_id: UUID,
    role: Role,
    scope_id: UUID | None,
    *,
    vouched_until: datetime | None = None,
) -> Grant:
    """Give a role from now on; the calling domain has asked its own rule. An earlier end is lifted."""
    there = Grant.scope_id == scope_id if scope_id else Grant.scope_id.is_(None)
    same = select(Grant).where(Grant.account_id == account_id, Grant.role == role, there)
    grant = db.scalars(same).one_or_none()
    if grant is None:
        grant = Grant(account_id=account_id, role=role, scope_id=scope_id, starts_at=now())
        db.add(grant)
    if grant.ends_at is not None and grant.ends_at <= now():  # who comes back was not there meanwhile
        grant.starts_at = now()
    grant.ends_at, grant.vouched_until = None, vouched_until
    db.flush()
    announce(db, viewer, RoleGranted(account_id, role, scope_id))
    return grant


def end_role(db: Session, viewer: Viewer, grant: Grant) -> None:
    """Take a role away from now on; the row stays, for the record."""
    grant.ends_at = max(now(), grant.starts_at + timedelta(microseconds=1))
    db.flush()
    announce(db, viewer, RoleEnded(grant.account_id, grant.role, grant.scope_id))


def vouch(db: Session, scope_id: UUID, until: datetime | None) -> None:
    """An organisation was verified (until then) or is no longer (None): its people are trusted accordingly."""
    db.execute(update(Grant).where(Grant.scope_id == scope_id).values(vouched_until=until))


@every(minutes=24 * 60)
def forget_spent(db: Session) -> None:
    """Sessions that have ended and links that are too old say nothing any more but where somebody once was."""
    moment = now()
    db.execute(delete(SignIn).where(~queries.alive(moment, idle_days=settings().session_idle_days)))
    db.execute(delete(Ticket).where(Ticket.expires_at <= moment - KEPT))


@every(minutes=60)
def forget_unconfirmed(db: Session) -> None:
    """Whoever typed an address that nobody confirmed in days leaves nothing behind."""
    wanted = queries.forgettable(now(), days=settings().unconfirmed_days)
    locked = db.scalars(wanted.limit(FORGOTTEN_AT_ONCE).with_for_update(skip_locked=True)).all()
    # Looked at once more: until it was locked, somebody could still ask for a link or follow one.
    for account_id in db.scalars(wanted.where(Account.id.in_(locked))).all():
        announce(db, SYSTEM, AccountForgotten(account_id))
        db.execute(delete(Account).where(Account.id == account_id))


def link_for(db: Session, ticket_id: UUID, config: Settings) -> tuple[Ticket, str]:
    """A ticket with its account, and the address of the page that uses it; for the one who words the mail."""
    ticket = db.get_one(Ticket, ticket_id)
    db.refresh(ticket, ["account"])
    page = {Purpose.CONFIRM: "confirm", Purpose.RESET: "reset", Purpose.MOVE: "new-address"}[ticket.purpose]
    token = link_token(config.secret_key.get_secret_value(), ticket.id)
    return ticket, f"{config.public_url.rstrip('/')}/{page}?token={token}"


def _ticket(db: Session, account: Account, purpose: Purpose, *, email: str | None = None) -> Ticket:
    ticket = Ticket(account_id=account.id, purpose=purpose, email=email, expires_at=now() + VALID[purpose])
    db.add(ticket)
    db.flush()
    return ticket


def _use(db: Session, token: str, purpose: Purpose, config: Settings) -> Ticket:
    ticket_id = ticket_of(config.secret_key.get_secret_value(), token)
    won = update(Ticket).where(
        Ticket.id == ticket_id, Ticket.purpose == purpose, Ticket.used_at.is_(None), Ticket.expires_at > now()
    )
    if db.execute(won.values(used_at=now()).returning(Ticket.id)).first() is None:
        raise LinkSpent
    ticket = db.get_one(Ticket, ticket_id, populate_existing=True)
    db.refresh(ticket, ["account"])
    return ticket


def _change_password(db: Session, account: Account, password: str) -> None:
    require_strong(password, about=[account.email, account.name])
    account.password_hash = hash_password(password)
    db.execute(delete(SignIn).where(SignIn.account_id == account.id))
    _void_links(db, account)
    db.flush()
    announce(db, Viewer(account.id), PasswordChanged(account.id))


def _void_links(db: Session, account: Account) -> None:
    """What was sent before the account changed hands, or might have, opens nothing any more."""
    strong = Ticket.purpose.in_([Purpose.RESET, Purpose.MOVE])
    sent = update(Ticket).where(Ticket.account_id == account.id, strong, Ticket.used_at.is_(None))
    db.execute(sent.values(used_at=now()))


def _open_session(db: Session, caller: Caller, account_id: UUID, config: Settings) -> str:
    token, moment = new_token(), now()
    db.add(
        SignIn(
            account_id=account_id,
            token_hash=token_hash(token),
            seen_at=moment,
            expires_at=moment + timedelta(days=config.session_days),
            agent=caller.agent[:300],
        )
    )
    db.flush()
    return token
