"""JSON Feed 1.1 (jsonfeed.org/version/1.1) as postings. An item may carry a whole `JobPosting` as its extension."""

from typing import Any

from backend.opportunities.reading import job_posting
from backend.opportunities.reading.facts import LONGEST_ID, LONGEST_SUMMARY, LONGEST_TITLE, Posting, stated
from backend.opportunities.reading.markup import beginning, one_line, prose

VERSION = "https://jsonfeed.org/version/"
EXTENSION = "_job_posting"  # names of extensions begin with an underscore


def is_feed(document: Any) -> bool:
    """Whether it says so itself."""
    return isinstance(document, dict) and str(document.get("version", "")).startswith(VERSION)


def postings(document: dict[str, Any]) -> list[Posting]:
    """Its items; what is no object is passed over."""
    items = document.get("items")
    whole = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return [_posting(item, str(document.get("language", "")), place) for place, item in enumerate(whole, 1)]


def _posting(item: dict[str, Any], lang: str, place: int) -> Posting:
    text = prose(str(item.get("content_html") or item.get("content_text") or ""))
    summary = one_line(str(item.get("summary") or "")) or text
    said = {
        "title": one_line(str(item.get("title") or ""))[:LONGEST_TITLE],
        "summary": beginning(summary, LONGEST_SUMMARY),
        "description": text,
        "lang": str(item.get("language") or lang)[:2].lower(),
        "apply_url": str(item.get("external_url") or item.get("url") or ""),
    }
    inner = job_posting.postings(item.get(EXTENSION))
    more, unread = (inner[0].said, inner[0].left_out) if inner else ({}, {})
    return Posting(str(item.get("id") or item.get("url") or "")[:LONGEST_ID], place, more | stated(said), unread)
