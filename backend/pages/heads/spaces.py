"""Spaces as schema.org `Place`, with what is known about getting in, inside the place where they are."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from backend.core.access import Viewer
from backend.pages.heads.parts import CONTEXT, address, geo, known, url_of
from backend.pages.shell import Head
from backend.pages.words import words
from backend.spaces import queries
from backend.spaces.models import Access, Place, PlaceKind, Space, SpaceStatus

TYPES = {
    PlaceKind.THEATRE: "PerformingArtsTheater",
    PlaceKind.MUSEUM: "Museum",
    PlaceKind.LIBRARY: "Library",
    PlaceKind.SCHOOL: "School",
    PlaceKind.CAMPUS: "CollegeOrUniversity",
}


def head(db: Session, viewer: Viewer, space_id: UUID, public_url: str) -> Head:
    """The head of a space's page; raises `NotFound`."""
    row = queries.get_space(db, viewer, space_id)
    is_open = row.status == SpaceStatus.OPEN
    return Head(
        title=f"{row.name} · {row.place.name}",
        description=row.summary,
        path=f"/spaces/{row.id}",
        lang=row.lang,
        linked_data=(CONTEXT | linked(db, row, public_url),) if is_open else (),
        is_indexed=is_open,
    )


def linked(db: Session, row: Space, public_url: str) -> dict[str, Any]:
    """A `Place`: what it is called, where it is, how many it holds, what is there and what is not."""
    page = url_of(public_url, "spaces", row.id)
    around = house(db, row.place)
    return known(
        {
            "@type": "Place",
            "@id": page,
            "name": row.name,
            "description": row.summary,
            "url": page,
            "address": around["address"],
            "geo": around["geo"],
            "containedInPlace": around,
            "maximumAttendeeCapacity": row.seats,
            "isAccessibleForFree": None if row.price is None else row.price == 0,
            "amenityFeature": amenities(row),
            "additionalProperty": area(row.area_m2),
        }
    )


def house(db: Session, place: Place) -> dict[str, Any]:
    """The building or the site."""
    return known(
        {
            "@type": TYPES.get(place.kind, "Place"),
            "name": place.name,
            "url": place.url,
            "address": address(db, place.municipality, place.address),
            "geo": geo(place.lat, place.lon),
        }
    )


def amenities(row: Space) -> list[dict[str, Any]]:
    """Facts about access in the words of the page's language; what is not known is left out."""
    say = words(row.lang)
    facts = {fact: getattr(row, fact.value) for fact in Access}
    return [
        {"@type": "LocationFeatureSpecification", "name": say[f"spaces.access.{fact}"], "value": is_there}
        for fact, is_there in facts.items()
        if is_there is not None
    ]


def area(m2: float | None) -> dict[str, Any] | None:
    """Square metres (unit code of UN/CEFACT recommendation 20)."""
    if m2 is None:
        return None
    return {"@type": "PropertyValue", "name": "floorSize", "value": m2, "unitCode": "MTK"}
