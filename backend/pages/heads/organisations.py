"""Organisations as schema.org `Organization`, and places as schema.org knows them."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import GUEST
from backend.organisations import queries
from backend.organisations.models import Organisation, OrganisationKind
from backend.pages.shell import Head
from backend.territories.models import Municipality

TYPES = {
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.RESEARCH_CENTRE: "ResearchOrganization",
    OrganisationKind.ART_SPACE: "PerformingGroup",
    OrganisationKind.MUNICIPALITY: "GovernmentOrganization",
    OrganisationKind.MEDIA: "NewsMediaOrganization",
}


def head(db: Session, organisation_id: UUID, site: str) -> Head:
    """The head of an organisation's page; raises `NotFound`."""
    row = queries.get_organisation(db, GUEST, organisation_id)
    return Head(
        title=row.name,
        description=row.summary,
        path=f"/organisations/{row.id}",
        lang=row.lang,
        kind="profile",
        linked_data=({"@context": "https://schema.org"} | linked(row, site),),
    )


def linked(row: Organisation, public_url: str) -> dict[str, Any]:
    """The organisation, as part of other linked data too."""
    thing: dict[str, Any] = {
        "@type": TYPES.get(row.kind, "Organization"),
        "@id": f"{public_url.rstrip('/')}/organisations/{row.id}",
        "name": row.name,
        "description": row.summary,
        "url": f"{public_url.rstrip('/')}/organisations/{row.id}",
    }
    if row.website:
        thing["sameAs"] = row.website
    if row.founded_year:
        thing["foundingDate"] = str(row.founded_year)
    return thing


def address(municipality: Municipality, street: str | None = None) -> dict[str, Any]:
    """A postal address down to the municipality."""
    thing: dict[str, Any] = {
        "@type": "PostalAddress",
        "addressLocality": municipality.name,
        "addressRegion": municipality.nuts3,
        "addressCountry": municipality.nuts3[:2],
    }
    return thing | ({"streetAddress": street} if street else {})
