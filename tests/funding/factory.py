"""Makes funding calls."""

from datetime import timedelta
from typing import Any

from backend.core.model import now
from backend.core.text import fold
from backend.funding.models import FundingCall, FundingStatus, FundingTerm
from tests.made import number
from tests.organisations.factory import MakesOrganisations


class MakesFunding(MakesOrganisations):
    """Funding calls."""

    def funding_call(self, **given: Any) -> FundingCall:
        """A call for everybody, open for twenty days more, of a verified organisation."""
        if not {"organisation_id", "funder_name"} & given.keys():
            given["organisation_id"] = self.verified().id
        usual = {
            "title": f"Grant {next(number)}",
            "summary": "Money for those who try something new.",
            "url": "https://funder.example/call",
            "amount_min": 1_000_00,
            "amount_max": 20_000_00,
            "opens_at": now() - timedelta(days=3),
            "deadline_at": now() + timedelta(days=20),
            "zone": "Europe/Lisbon",
            "rules": [],
            "sector_ids": [],
            "status": FundingStatus.OPEN,
        }
        fields = usual | given
        closed_for = {"closed": "deadline"}.get(fields["status"])
        terms = [
            FundingTerm(topic=rule["topic"], value=str(value))
            for rule in fields["rules"]
            if not rule.get("is_bonus")
            for value in rule.get("one_of", [])
        ]
        folded = fold(fields["title"], fields["summary"])
        return self.save(FundingCall(**{"closed_for": closed_for} | fields, terms=terms, folded=folded))
