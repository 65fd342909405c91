"""Makes places and spaces."""

from typing import Any

from backend.core.model import now
from backend.core.text import fold
from backend.spaces.models import Place, Space, SpaceStatus
from tests.made import number
from tests.organisations.factory import PORTO, MakesOrganisations


class MakesSpaces(MakesOrganisations):
    """Places and spaces."""

    def place(self, **given: Any) -> Place:
        """A cultural centre in the middle of Porto, of a public organisation."""
        if "organisation_id" not in given:
            given["organisation_id"] = self.organisation().id
        usual = {
            "kind": "cultural_centre",
            "name": f"House {next(number)}",
            "municipality_id": PORTO,
            "address": "Rua das Flores 1",
            "lat": 41.146,
            "lon": -8.612,
            "zone": "Europe/Lisbon",
        }
        fields = usual | given
        return self.save(Place(**fields, folded=fold(fields["name"], fields["address"])))

    def space(self, **given: Any) -> Space:
        """An open room for ten, free of charge, of which nothing else is known."""
        if "place_id" not in given:
            given["place_id"] = self.place().id
        status = given.setdefault("status", SpaceStatus.OPEN)
        usual = {
            "kind": "room",
            "name": f"Room {next(number)}",
            "summary": "A room with a window to the river.",
            "seats": 10,
            "price": 0,
            "price_period": "hour",
            "opened_at": None if status == "draft" else now(),
            "closed_for": {"closed": "works"}.get(status),
            "equipment_ids": [],
            "activity_ids": [],
        }
        fields = usual | given
        return self.save(Space(**fields, folded=fold(fields["name"], fields["summary"])))
