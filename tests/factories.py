"""`make.account(name="Rita")`: one short verb per thing. A test names only what matters to it."""

from tests.opportunities.factory import MakesOpportunities


class Make(MakesOpportunities):
    """All that can be made."""
