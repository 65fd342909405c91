"""A call that can be announced as it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BRAGA


def draft_of(organisation_id: UUID | None, **given: Any) -> dict[str, Any]:
    """What a funder would send."""
    return {
        "organisation_id": str(organisation_id) if organisation_id else None,
        "title": "First steps",
        "summary": "For young companies that make things by hand, and want to sell them further away.",
        "description": "Half of what a stand at a fair costs, and a first photograph of every piece.",
        "programme": "Crafts 2030",
        "url": "https://funder.example/first-steps",
        "amount_min": 2_000_00,
        "amount_max": 10_000_00,
        "budget": 200_000_00,
        "co_financing_percent": 50,
        "opens_at": (now() - timedelta(days=1)).isoformat(),
        "deadline_at": (now() + timedelta(days=30)).isoformat(),
        "zone": "Europe/Lisbon",
        "sector_ids": [str(id_of("sector/design"))],
        "rules": [
            {"topic": "region", "one_of": ["PT11", str(BRAGA)]},
            {"topic": "organisation_kind", "one_of": ["startup", "creative_business"]},
            {"topic": "company_months", "at_most": 60, "note": "Article 4"},
            {"topic": "low_density", "is_bonus": True},
        ],
    } | given
