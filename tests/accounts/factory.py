"""Makes accounts, roles and signed-in browsers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.accounts.models import Account, Grant, SignIn
from backend.accounts.queries import viewer_of
from backend.accounts.tokens import new_token, token_hash
from backend.core.access import Role, Viewer
from backend.core.model import now
from tests.made import Makes, number


class MakesAccounts(Makes):
    """Accounts."""

    def account(self, **given: Any) -> Account:
        """A person with a confirmed address and no password."""
        i = next(number)
        usual = {"email": f"person{i}@example.org", "name": f"Person {i}", "confirmed_at": now()}
        return self.save(Account(**usual | given))

    def staff(self) -> Account:
        """Somebody of the region's own desk."""
        account = self.account()
        self.grant(account, Role.STAFF)
        return account

    def grant(self, account: Account, role: Role, scope_id: UUID | None = None, **given: Any) -> Grant:
        """A role from an hour ago on."""
        usual = {"starts_at": now() - timedelta(hours=1)}
        return self.save(Grant(account_id=account.id, role=role, scope_id=scope_id, **usual | given))

    def viewer(self, account: Account | None = None) -> Viewer:
        """Who that account is to the rules."""
        return viewer_of(self.db, (account or self.account()).id)

    def as_(self, account: Account) -> dict[str, str]:
        """The headers of a browser that is signed in as this account: a real session, a real cookie."""
        token, moment = new_token(), now()
        days = timedelta(days=1)
        self.save(SignIn(account_id=account.id, token_hash=token_hash(token), seen_at=moment, expires_at=moment + days))
        return {"Cookie": f"{self.config.session_cookie}={token}"}
