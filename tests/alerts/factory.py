"""Makes saved searches."""

from typing import Any

from backend.accounts.models import Account
from backend.alerts.models import Alert
from backend.alerts.schemas import AlertDraft
from backend.alerts.service.alerts import keep_alert
from tests.opportunities.factory import MakesOpportunities


class MakesAlerts(MakesOpportunities):
    """Saved searches."""

    def alert(self, account: Account | None = None, **given: Any) -> Alert:
        """A daily search for jobs, kept through the service, so that its letters are due."""
        account = account or self.account()
        usual = {"listing": "opportunities", "query": "kind=job", "name": "Jobs", "frequency": "daily"}
        kept = keep_alert(self.db, self.viewer(account), AlertDraft(**usual | given))
        self.db.commit()
        return self.db.get_one(Alert, kept.id)
