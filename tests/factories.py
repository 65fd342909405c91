"""`make.account(name="Rita")`: one short verb per thing. A test names only what matters to it."""

from tests.funding.factory import MakesFunding
from tests.opportunities.factory import MakesOpportunities


class Make(MakesOpportunities, MakesFunding):
    """All that can be made."""
