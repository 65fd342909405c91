"""Makes opportunities."""

from datetime import timedelta
from typing import Any

from backend.core.model import now
from backend.core.text import fold
from backend.opportunities.models import Opportunity, OpportunityStatus
from tests.made import number
from tests.organisations.factory import PORTO, MakesOrganisations


class MakesOpportunities(MakesOrganisations):
    """Opportunities."""

    def opportunity(self, **given: Any) -> Opportunity:
        """An open job in Porto, with nothing asked, offered by a verified organisation."""
        if "organisation_id" not in given:
            given["organisation_id"] = self.verified().id
        status = given.setdefault("status", OpportunityStatus.OPEN)
        usual = {
            "kind": "job",
            "title": f"Work {next(number)}",
            "summary": "Something worth doing, with people who know how.",
            "description": "What there is to do, with whom, and what for.",
            "municipality_id": PORTO,
            "pay_basis": "range",
            "pay_min": 1_200_00,
            "pay_max": 1_500_00,
            "pay_monthly": 1_500_00,
            "pay_period": "month",
            "deadline_at": now() + timedelta(days=20),
            "zone": "Europe/Lisbon",
            "apply_email": "ola@attic.example",
            "opened_at": None if status == "draft" else now(),
            "closed_for": {"filled": "filled", "closed": "cancelled"}.get(status),
        }
        fields = usual | given
        return self.save(Opportunity(**fields, folded=fold(fields["title"], fields["summary"])))
