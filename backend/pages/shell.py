"""The built front end's index.html, with the head of one page put into it."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from backend.pages.words import LANGUAGES

PLACE = "<!--head-->"
NOT_BUILT = f'<!doctype html><html lang="en"><head>{PLACE}</head><body><p>The front end is not built.</p></body></html>'
FEEDS = (("rss+xml", "rss"), ("feed+json", "json"))


@dataclass(frozen=True, slots=True)
class Head:
    """What a preview, a search engine and a reader without scripts learn about a page."""

    title: str
    description: str
    path: str
    lang: str = "en"
    kind: str = "website"  # Open Graph's og:type
    linked_data: tuple[dict[str, Any], ...] = field(default_factory=tuple)
    is_indexed: bool = True
    is_personal: bool = False  # not everybody would get it


def template(frontend: Path) -> str:
    """The built index.html; read again only after it was built again."""
    index = frontend / "index.html"
    return _read(index, index.stat().st_mtime_ns) if index.exists() else NOT_BUILT


@lru_cache(maxsize=1)
def _read(index: Path, _built_at: int) -> str:
    return index.read_text("utf-8")


def render(frontend: Path, head: Head, *, site: str, public_url: str, lang: str) -> str:
    """The whole document. Everything that people typed is escaped; linked data cannot end its script element."""
    address = public_url.rstrip("/") + head.path
    title = head.title if head.title == site else f"{head.title} · {site}"
    tags = [
        f"<title>{escape(title)}</title>",
        f'<meta name="description" content="{escape(head.description)}" />',
        f'<link rel="canonical" href="{escape(address)}" />',
        *(
            f'<meta property="og:{name}" content="{escape(value)}" />'
            for name, value in (
                ("title", head.title),
                ("description", head.description),
                ("type", head.kind),
                ("url", address),
                ("site_name", site),
                ("locale", {"en": "en_GB", "pt": "pt_PT"}.get(head.lang, head.lang)),
            )
        ),
        *(
            f'<link rel="alternate" type="application/{form}" href="/feeds/opportunities.{end}" />'
            for form, end in FEEDS
        ),
        *(f'<link rel="alternate" hreflang="{lang}" href="{escape(address)}?lang={lang}" />' for lang in LANGUAGES),
        *(f'<script type="application/ld+json">{_embedded(thing)}</script>' for thing in head.linked_data),
    ]
    if not head.is_indexed:
        tags.append('<meta name="robots" content="noindex" />')
    document = template(frontend).replace(PLACE, "\n    ".join(tags), 1)
    return document.replace('<html lang="en">', f'<html lang="{escape(lang)}">', 1)


def _embedded(thing: dict[str, Any]) -> str:
    """JSON that is safe inside a script element: `<` never appears in it."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
