"""What linked data of several nouns is made of: addresses, coordinates, money, days, text."""

import re
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.territories.models import Municipality, Region

PARTED = re.compile(r"\n[^\S\n]*\n")  # by an empty line, or one of spaces
CONTEXT = {"@context": "https://schema.org"}


def known(thing: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody told us."""
    return {name: value for name, value in thing.items() if value is not None and value not in ("", [])}


def url_of(public_url: str, *path: object) -> str:
    """The address of one of our pages."""
    return "/".join((public_url.rstrip("/"), *map(str, path)))


def address(db: Session, municipality: Municipality, street: str | None = None) -> dict[str, Any]:
    """A postal address; without a street, down to the municipality."""
    return known(
        {
            "@type": "PostalAddress",
            "streetAddress": street,
            "addressLocality": municipality.name,
            "addressRegion": db.scalar(select(Region.name).where(Region.code == municipality.nuts3)),
            "addressCountry": country(municipality),
        }
    )


def country(municipality: Municipality) -> str:
    """Its ISO 3166 code; NUTS codes begin with it, but for Greece."""
    code = municipality.nuts3[:2]
    return "GR" if code == "EL" else code


def geo(lat: float, lon: float) -> dict[str, Any]:
    """A point on earth (WGS 84)."""
    return {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}


def amount(currency: str, lowest: int | None, highest: int | None) -> dict[str, Any] | None:
    """A range of money given in cents, in units of the currency."""
    if lowest is None and highest is None:
        return None
    bounds = {"minValue": lowest, "maxValue": highest}
    value = {name: cents / 100 for name, cents in bounds.items() if cents is not None}
    return {"@type": "MonetaryAmount", "currency": currency} | value


def day(moment: datetime | None, zone: str) -> str | None:
    """The day that the calendar there shows at that moment."""
    return moment.astimezone(ZoneInfo(zone)).date().isoformat() if moment else None


def html(*texts: str) -> str:
    """Paragraphs, parted by empty lines, and the lines in them; what people typed is escaped."""
    paragraphs = [p.strip() for text in texts for p in PARTED.split("\n".join(text.splitlines())) if p.strip()]
    return "".join(f"<p>{'<br>'.join(escape(line.strip()) for line in p.splitlines())}</p>" for p in paragraphs)
