"""Open opportunities as RSS 2.0 and JSON Feed 1.1, and the sitemap."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import (
    Element,
    SubElement,
    register_namespace,
    tostring,
)  # builds only; nothing foreign is parsed here

from backend.core.text import in_xml
from backend.opportunities.models import Opportunity
from backend.pages.heads.parts import html

ATOM = "http://www.w3.org/2005/Atom"
register_namespace("atom", ATOM)


def rss(rows: Iterable[Opportunity], *, site: str, public_url: str, query: str) -> bytes:
    """RSS 2.0 (rssboard.org/rss-specification) of what the filters in `query` let through."""
    feed = Element("rss", version="2.0")
    channel = SubElement(feed, "channel")
    page = _with(f"{public_url}/opportunities", query)
    for name, text in (("title", site), ("link", page), ("description", f"Open opportunities at {site}")):
        SubElement(channel, name).text = in_xml(text)
    here = {"href": _with(f"{public_url}/feeds/opportunities.rss", query), "rel": "self"}
    SubElement(channel, f"{{{ATOM}}}link", here, type="application/rss+xml")
    for row in rows:
        item = SubElement(channel, "item")
        SubElement(item, "title").text = in_xml(f"{row.title} · {row.organisation.name}")
        SubElement(item, "link").text = f"{public_url}/opportunities/{row.id}"
        SubElement(item, "guid", isPermaLink="false").text = str(row.id)
        SubElement(item, "description").text = in_xml(row.summary)
        if row.opened_at:
            SubElement(item, "pubDate").text = format_datetime(row.opened_at)
    return _document(feed)


def json_feed(rows: Iterable[Opportunity], *, site: str, public_url: str, query: str) -> dict[str, Any]:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1) of what the filters in `query` let through."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site,
        "home_page_url": _with(f"{public_url}/opportunities", query),
        "feed_url": _with(f"{public_url}/feeds/opportunities.json", query),
        "items": [
            {
                "id": str(row.id),
                "url": f"{public_url}/opportunities/{row.id}",
                "title": row.title,
                "summary": row.summary,
                "content_html": html(row.summary, row.description),
                "date_published": row.opened_at.isoformat() if row.opened_at else None,
                "language": row.lang,
                "tags": [row.kind.value, row.municipality.name],
                "authors": [{"name": row.organisation.name}],
            }
            for row in rows
        ],
    }


def sitemap(pages: Iterable[tuple[str, UUID | None, datetime | None]], *, public_url: str) -> bytes:
    """Sitemap protocol 0.9 (sitemaps.org): noun, id and when it changed."""
    urls = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for noun, thing_id, changed_at in pages:
        url = SubElement(urls, "url")
        SubElement(url, "loc").text = "/".join(str(p) for p in (public_url, noun, thing_id) if p)
        if changed_at:
            SubElement(url, "lastmod").text = changed_at.date().isoformat()
    return _document(urls)


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _document(root: Element) -> bytes:
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document
