"""A draft that passes every check."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import PORTO


def draft_of(organisation_id: UUID, **given: Any) -> dict[str, Any]:
    """What an organisation would send."""
    return {
        "organisation_id": str(organisation_id),
        "kind": "job",
        "title": "Motion designer",
        "summary": "Give a museum's stories legs, wings and a beat.",
        "description": "You draw and animate short pieces with two colleagues and a curator.",
        "occupation_id": str(id_of("occupation/motion-designer")),
        "municipality_id": str(PORTO),
        "remote_share": 40,
        "hours_min": 30,
        "hours_max": 40,
        "pay_basis": "range",
        "pay_min": 1_400_00,
        "pay_max": 1_800_00,
        "pay_period": "month",
        "education_level": 5,
        "deadline_at": (now() + timedelta(days=30)).isoformat(),
        "zone": "Europe/Lisbon",
        "apply_email": "ola@attic.example",
        "requirements": [
            {"concept_id": str(id_of("skill/3d-modelling")), "importance": "must", "level": 2},
            {"concept_id": str(id_of("tool/blender")), "importance": "nice", "level": 1, "note": "or another"},
        ],
        "languages": [{"concept_id": str(id_of("language/en")), "level": "B1", "importance": "should"}],
    } | given
