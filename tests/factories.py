"""`make.account(name="Rita")`: one short verb per thing. A test names only what matters to it."""

from tests.alerts.factory import MakesAlerts
from tests.applications.factory import MakesApplications
from tests.cohorts.factory import MakesCohorts
from tests.funding.factory import MakesFunding
from tests.meetings.factory import MakesMeetings
from tests.mentoring.factory import MakesMentoring
from tests.spaces.factory import MakesSpaces


class Make(MakesAlerts, MakesApplications, MakesFunding, MakesCohorts, MakesMeetings, MakesMentoring, MakesSpaces):
    """All that can be made."""
