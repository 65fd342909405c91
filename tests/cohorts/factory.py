"""Makes programmes and calls."""

from datetime import timedelta
from typing import Any

from backend.cohorts.models import Call, CallStatus, Programme, ProgrammeStatus
from backend.core.model import now
from backend.core.text import fold
from tests.made import number
from tests.organisations.factory import PORTO, MakesOrganisations


class MakesCohorts(MakesOrganisations):
    """Programmes and calls."""

    def programme(self, **given: Any) -> Programme:
        """A published programme of a verified incubator in Porto, without fee or equity."""
        if "organisation_id" not in given:
            given["organisation_id"] = self.verified(kind="incubator").id
        usual = {
            "title": f"Programme {next(number)}",
            "summary": "Twelve weeks from an idea to its first buyers.",
            "description": "Who takes part, what happens each week, and what comes after.",
            "municipality_id": PORTO,
            "status": ProgrammeStatus.PUBLISHED,
            "offers": ["mentoring"],
        }
        fields = usual | given
        return self.save(Programme(**fields, folded=fold(fields["title"], fields["summary"])))

    def call(self, **given: Any) -> Call:
        """An open call for ten places."""
        if "programme_id" not in given:
            given["programme_id"] = self.programme().id
        moment = now()
        usual = {
            "title": f"Call {next(number)}",
            "places": 10,
            "opens_at": moment - timedelta(days=2),
            "deadline_at": moment + timedelta(days=20),
            "zone": "Europe/Lisbon",
            "starts_on": (moment + timedelta(days=60)).date(),
            "status": CallStatus.OPEN,
            "closed_for": "deadline" if given.get("status") == "closed" else None,
        }
        fields = usual | given
        return self.save(Call(**fields, folded=fold(fields["title"])))
