"""The built front end's index.html, with the head of one page put into it."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from backend.pages.words import LANGUAGES, words

PREVIEW = "/preview.png"  # 1200 × 630, the size previews are cut to
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
    is_translated: bool = False  # it has an address in each of our languages


def template(frontend: Path) -> str:
    """The built index.html; read again only after it was built again."""
    index = frontend / "index.html"
    return _read(index, index.stat().st_mtime_ns) if index.exists() else NOT_BUILT


@lru_cache(maxsize=1)
def _read(index: Path, _built_at: int) -> str:
    return index.read_text("utf-8")


def render(frontend: Path, head: Head, *, site: str, public_url: str, asked: str | None) -> str:
    """The whole document. Everything that people typed is escaped; linked data cannot end its script element.

    `asked` is the language in the address. A page in several languages is known by the address of each of them;
    a thing is written in one, whatever the language of the frame around it, and has one address.
    """
    lang, root = asked or head.lang, public_url.rstrip("/")
    plain = root + head.path
    address = f"{plain}?lang={asked}" if asked and head.is_translated else plain
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
                ("image", root + PREVIEW),
                ("image:type", "image/png"),
                ("image:width", "1200"),
                ("image:height", "630"),
                ("image:alt", words(lang)["preview.alt"]),
                ("site_name", site),
                ("locale", {"en": "en_GB", "pt": "pt_PT"}.get(head.lang, head.lang)),
            )
        ),
        '<meta name="twitter:card" content="summary_large_image" />',
        *(
            f'<link rel="alternate" type="application/{form}" href="/feeds/opportunities.{end}" />'
            for form, end in FEEDS
        ),
        *_alternates(plain, head),
        *(f'<script type="application/ld+json">{_embedded(thing)}</script>' for thing in head.linked_data),
    ]
    if not head.is_indexed:
        tags.append('<meta name="robots" content="noindex" />')
    document = template(frontend).replace(PLACE, "\n    ".join(tags), 1)
    return document.replace('<html lang="en">', f'<html lang="{escape(lang)}">', 1)


def _alternates(plain: str, head: Head) -> list[str]:
    """The same page in each language, and where it follows the browser."""
    if not head.is_translated:
        return []
    places = {tongue: f"{plain}?lang={tongue}" for tongue in LANGUAGES} | {"x-default": plain}
    return [f'<link rel="alternate" hreflang="{tongue}" href="{escape(at)}" />' for tongue, at in places.items()]


def _embedded(thing: dict[str, Any]) -> str:
    """JSON that is safe inside a script element: `<` never appears in it."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
