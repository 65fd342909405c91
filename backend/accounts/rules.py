"""Who may do what with accounts, and if not, why."""

from backend.accounts.models import Account, SignIn
from backend.accounts.problems import NoDemo, NoPassword, NotConfirmed
from backend.core.access import Objection, Viewer
from backend.core.problems import NotFound, NotSignedIn


def sign_in(_: Viewer, account: Account) -> Objection:
    """Only an address that was confirmed."""
    return None if account.confirmed_at else NotConfirmed


def revoke_session(viewer: Viewer, session: SignIn) -> Objection:
    """One's own, and only one's own."""
    if viewer.is_guest:
        return NotSignedIn
    return None if session.account_id == viewer.id else NotFound


def change_email(viewer: Viewer, account: Account) -> Objection:
    """One's own, by its password."""
    return _own_by_password(viewer, account)


def erase_account(viewer: Viewer, account: Account) -> Objection:
    """One's own, by its password."""
    return _own_by_password(viewer, account)


def _own_by_password(viewer: Viewer, account: Account) -> Objection:
    """Only where a password can show that it is not merely somebody at an open browser."""
    if viewer.is_guest:
        return NotSignedIn
    if account.id != viewer.id:
        return NotFound
    return None if account.password_hash else NoPassword


def enter_demo(_: Viewer, is_demo: bool) -> Objection:
    """Only where everybody is invented."""
    return None if is_demo else NoDemo
