"""Drafts that can be published."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.core.model import now
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import PORTO


def programme_draft(organisation_id: UUID, **given: Any) -> dict[str, Any]:
    """What an incubator would send."""
    return {
        "organisation_id": str(organisation_id),
        "title": "Sementeira",
        "summary": "Twelve weeks from an idea to its first buyers.",
        "description": "Mondays together, the other days at work, a mentor on Thursdays.",
        "municipality_id": str(PORTO),
        "stage": "idea",
        "offers": ["workspace", "mentoring"],
        "equity_max": 500,
        "sector_ids": [str(id_of("sector/video-games"))],
        "teaches": [{"concept_id": str(id_of("skill/3d-modelling")), "level": 3}],
    } | given


def call_draft(**given: Any) -> dict[str, Any]:
    """A call that has begun already."""
    return {
        "title": "Spring round",
        "places": 8,
        "opens_at": (now() - timedelta(hours=1)).isoformat(),
        "deadline_at": (now() + timedelta(days=30)).isoformat(),
        "zone": "Europe/Lisbon",
        "starts_on": (now() + timedelta(days=60)).date().isoformat(),
        "rules": [{"topic": "company_months", "at_most": 36}],
    } | given
