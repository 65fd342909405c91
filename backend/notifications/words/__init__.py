"""The sentences of our mails: one JSON file a language."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "pt")


@cache
def words(lang: str) -> Mapping[str, str]:
    """The catalogue of a language; English where there is none."""
    known = lang if lang in LANGUAGES else "en"
    catalogue: dict[str, str] = json.loads((Path(__file__).parent / f"{known}.json").read_text("utf-8"))
    return catalogue
