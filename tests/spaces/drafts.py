"""A place and a space that can be opened as they are."""

from typing import Any
from uuid import UUID

from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BARCELOS


def place_of(organisation_id: UUID, **given: Any) -> dict[str, Any]:
    """What a host would send about a building."""
    return {
        "organisation_id": str(organisation_id),
        "kind": "workshop_house",
        "name": "Casa do Barro",
        "description": "An old pottery with three kilns and a courtyard.",
        "municipality_id": str(BARCELOS),
        "address": "Rua dos Oleiros 12",
        "url": "https://casa.example",
    } | given


def draft_of(place_id: UUID, **given: Any) -> dict[str, Any]:
    """What a host would send about a room."""
    return {
        "place_id": str(place_id),
        "kind": "workshop",
        "name": "Sala dos Fornos",
        "summary": "A workshop with an electric kiln and room for eight.",
        "area_m2": 64.5,
        "seats": 8,
        "price": 12_00,
        "price_period": "hour",
        "deposit": 50_00,
        "opening_hours": "Tue–Sat, 9:00–19:00",
        "available_from": "2027-01-01",
        "available_until": "2029-12-31",
        "step_free": True,
        "lift": False,
        "door_width_cm": 90,
        "power_amps": 32,
        "power_phases": 3,
        "ceiling_cm": 320,
        "internet_mbps": 200,
        "storey": 0,
        "flooring": "Concrete",
        "load_in": "Gate to the courtyard, 2.4 m wide",
        "equipment_ids": [str(id_of("tool/ceramic-kiln"))],
        "activity_ids": [str(id_of("craft/pottery"))],
    } | given
