"""`make.account(name="Rita")`: one short verb per thing. A test names only what matters to it."""

from tests.cohorts.factory import MakesCohorts
from tests.funding.factory import MakesFunding
from tests.mentoring.factory import MakesMentoring
from tests.opportunities.factory import MakesOpportunities
from tests.profiles.factory import MakesProfiles
from tests.spaces.factory import MakesSpaces


class Make(MakesOpportunities, MakesFunding, MakesCohorts, MakesMentoring, MakesProfiles, MakesSpaces):
    """All that can be made."""
