"""The HTTP face of accounts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from backend.accounts import queries, rules, service
from backend.accounts.deps import Asking, Config, CookieHash, Member, drop_cookie, set_cookie
from backend.accounts.models import Account
from backend.accounts.problems import LinkSpent, NoDemo, NoPassword, NotConfirmed, WeakPassword, WrongPassword
from backend.accounts.schemas import (
    AccountChange,
    AccountDraft,
    DemoDraft,
    DemoPersonRead,
    EmailChange,
    ErasureDraft,
    LinkAsk,
    MailSent,
    Me,
    PasswordChange,
    ResetDraft,
    RoleRead,
    SessionRead,
    SignInDraft,
    SiteRead,
    TokenDraft,
)
from backend.accounts.service import Caller
from backend.core.access import ANYONE, Viewer, asks, signed_in
from backend.core.db import Db
from backend.core.problems import Conflict, CrossSite, NotFound, Stale
from backend.core.site import get_site

# Not idempotent by key: a reply that sets a session cookie must never be kept.
router = APIRouter(tags=["accounts"])


def _caller(request: Request) -> Caller:
    return Caller(request.client.host if request.client else "unknown", request.headers.get("user-agent", ""))


From = Annotated[Caller, Depends(_caller)]


@router.post("/accounts", status_code=202, **asks(ANYONE, WeakPassword, CrossSite))
def sign_up(db: Db, caller: From, draft: AccountDraft) -> MailSent:
    """Open an account; a mail with a link follows."""
    service.sign_up(db, caller, draft)
    return MailSent()


@router.post("/accounts/confirmation", status_code=204, **asks(ANYONE, LinkSpent))
def confirm_email(db: Db, caller: From, config: Config, draft: TokenDraft, response: Response) -> None:
    """Confirm the address with the link's token, and sign in."""
    set_cookie(response, config, service.confirm_email(db, caller, draft.token, config))


@router.post("/accounts/confirmation-mails", status_code=202, **asks(ANYONE))
def ask_confirmation(db: Db, caller: From, draft: LinkAsk) -> MailSent:
    """Send the confirmation link once more."""
    service.ask_confirmation(db, caller, draft)
    return MailSent()


@router.post("/sessions", status_code=204, **asks(ANYONE, WrongPassword, NotConfirmed, keeps=False))
def sign_in(db: Db, caller: From, config: Config, draft: SignInDraft, response: Response) -> None:
    """Sign in with e-mail address and password."""
    set_cookie(response, config, service.sign_in(db, caller, draft, config))


@router.delete("/sessions/current", status_code=204, **asks(ANYONE))
def sign_out(db: Db, viewer: Asking, config: Config, hashed: CookieHash, response: Response) -> None:
    """End this browser's session; fine without one."""
    service.sign_out(db, viewer, hashed)
    drop_cookie(response, config)


@router.get("/sessions", **asks(signed_in))
def list_sessions(db: Db, viewer: Member, config: Config, hashed: CookieHash) -> list[SessionRead]:
    """Browsers that are signed in as the asking person."""
    sessions = queries.list_sessions(db, viewer, idle_days=config.session_idle_days)
    return [SessionRead.of(s, is_current=s.token_hash == hashed) for s in sessions]


@router.delete("/sessions/{session_id}", status_code=204, **asks(rules.revoke_session, NotFound))
def revoke_session(db: Db, viewer: Member, session_id: UUID) -> None:
    """End one of the asking person's sessions."""
    service.revoke_session(db, viewer, session_id)


@router.post("/password-resets", status_code=202, **asks(ANYONE))
def ask_password_reset(db: Db, caller: From, draft: LinkAsk) -> MailSent:
    """Ask for a link to choose another password."""
    service.ask_password_reset(db, caller, draft)
    return MailSent()


@router.post("/password-resets/completion", status_code=204, **asks(ANYONE, LinkSpent, WeakPassword))
def reset_password(db: Db, caller: From, config: Config, draft: ResetDraft, response: Response) -> None:
    """Choose another password with the link's token; ends all sessions and starts one."""
    set_cookie(response, config, service.reset_password(db, caller, draft, config))


@router.get("/me", **asks(ANYONE))
def get_me(db: Db, viewer: Asking) -> Me:
    """Who is asking, with the roles that hold now; a guest is nobody in particular."""
    return _me(db, viewer, None if viewer.is_guest else queries.get_account(db, viewer.id))


@router.patch("/me", **asks(signed_in, Stale))
def edit_me(db: Db, viewer: Member, change: AccountChange) -> Me:
    """Change one's name or language."""
    return _me(db, viewer, service.edit_me(db, viewer, change))


@router.post("/me/password", status_code=204, **asks(signed_in, WrongPassword, WeakPassword))
def change_password(
    db: Db, viewer: Member, caller: From, config: Config, draft: PasswordChange, response: Response
) -> None:
    """Choose another password; ends all other sessions."""
    set_cookie(response, config, service.change_password(db, viewer, caller, draft, config))


@router.post("/me/email", status_code=202, **asks(rules.change_email, WrongPassword, NoPassword))
def ask_email_change(db: Db, viewer: Member, change: EmailChange) -> MailSent:
    """Ask for another address: a link goes there, word of it to the present one; confirmed by the password."""
    service.ask_email_change(db, viewer, change)
    return MailSent()


@router.post("/accounts/new-address", status_code=204, **asks(ANYONE, LinkSpent))
def confirm_new_email(db: Db, config: Config, draft: TokenDraft) -> None:
    """Confirm the new address with the link's token. Nobody is signed in by it."""
    service.confirm_new_email(db, draft.token, config)


@router.delete("/account", status_code=204, **asks(rules.erase_account, WrongPassword, NoPassword, Conflict))
def erase_account(db: Db, viewer: Member, config: Config, draft: ErasureDraft, response: Response) -> None:
    """Erase the asking person's account and everything about them; confirmed by the password."""
    service.erase_account(db, viewer, draft)
    drop_cookie(response, config)


@router.get("/demo/people", **asks(ANYONE))
def list_demo_people(db: Db) -> list[DemoPersonRead]:
    """The invented people one may become; none outside a demo region."""
    people = queries.list_demo_people(db) if get_site(db).is_demo else []
    return [DemoPersonRead(key=p.key, name=p.account.name) for p in people]


@router.post("/demo/sessions", status_code=204, **asks(ANYONE, NoDemo, NotFound, keeps=False))
def enter_demo(db: Db, caller: From, config: Config, draft: DemoDraft, response: Response) -> None:
    """Become one of the invented people of a demo region."""
    set_cookie(response, config, service.enter_demo(db, caller, draft.key, config))


def _me(db: Db, viewer: Viewer, account: Account | None) -> Me:
    roles = [RoleRead(role=role, scope_id=scope) for scope, role in sorted(viewer.organisations)]
    return Me(
        id=viewer.id,
        name=account.name if account else None,
        email=account.email if account else None,
        lang=account.lang if account else None,
        is_staff=viewer.is_staff,
        roles=roles,
        updated_at=account.updated_at if account else None,
        site=SiteRead.model_validate(get_site(db)),
    )
