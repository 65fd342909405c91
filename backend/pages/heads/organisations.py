"""Organisations as schema.org `Organization` or one of its kinds."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.organisations import queries
from backend.organisations.models import Organisation, OrganisationKind
from backend.pages.heads.parts import CONTEXT, address, geo, known, url_of
from backend.pages.shell import Head

TYPES = {
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.RESEARCH_CENTRE: "ResearchOrganization",
    OrganisationKind.ART_SPACE: "PerformingGroup",
    OrganisationKind.MUNICIPALITY: "GovernmentOrganization",
    OrganisationKind.MEDIA: "NewsMediaOrganization",
}


def head(db: Session, viewer: Viewer, organisation_id: UUID, public_url: str) -> Head:
    """The head of an organisation's page; raises `NotFound`."""
    row = queries.get_organisation(db, viewer, organisation_id)
    seat = address(db, row.municipality, row.address)
    if row.lat is not None and row.lon is not None:
        place = {"location": {"@type": "Place", "address": seat, "geo": geo(row.lat, row.lon)}}
    else:
        place = {}
    return Head(
        title=row.name,
        description=row.summary,
        path=f"/organisations/{row.id}",
        lang=row.lang,
        kind="profile",
        linked_data=(CONTEXT | linked(row, public_url) | {"address": seat} | place,),
    )


def linked(row: Organisation, public_url: str) -> dict[str, Any]:
    """The organisation, as part of other linked data too."""
    page = url_of(public_url, "organisations", row.id)
    return known(
        {
            "@type": TYPES.get(row.kind, "Organization"),
            "@id": page,
            "name": row.name,
            "description": row.summary,
            "url": page,
            "sameAs": row.website,
            "foundingDate": str(row.founded_year) if row.founded_year else None,
        }
    )
