"""`make.account(name="Rita")`: one short verb per thing. A test names only what matters to it."""

from tests.accounts.factory import MakesAccounts


class Make(MakesAccounts):
    """All that can be made."""
