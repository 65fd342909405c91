"""Reads the first HTML the way a search engine does."""

import json
import re
from typing import Any


def linked_data(html: str) -> list[dict[str, Any]]:
    """What the page says of itself in JSON-LD."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return [json.loads(text) for text in found]


def title(html: str) -> str:
    """What the tab says."""
    return re.findall(r"<title>(.*?)</title>", html)[0]


def lang(html: str) -> str:
    """The language of the document."""
    return re.findall(r'<html lang="?([a-z]+)', html)[0]


def is_indexed(html: str) -> bool:
    """Whether search engines may show it."""
    return 'name="robots" content="noindex"' not in html
