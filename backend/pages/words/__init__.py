"""The few sentences of the first HTML: one JSON file a language, with the keys and the words of the front end."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "pt")


@cache
def words(lang: str) -> Mapping[str, str]:
    """The catalogue of a language; English where there is none."""
    known = lang if lang in LANGUAGES else LANGUAGES[0]
    catalogue: dict[str, str] = json.loads((Path(__file__).parent / f"{known}.json").read_text("utf-8"))
    return catalogue


def preferred(accepted: str) -> str:
    """The language that an `Accept-Language` header (RFC 9110, 12.5.4) likes best of those we speak."""
    wishes = [_wish(part) for part in accepted.split(",")]
    ranked = sorted(((weight, -place, tag) for place, (tag, weight) in enumerate(wishes) if weight > 0), reverse=True)
    return next((tag for _, _, tag in ranked if tag in LANGUAGES), LANGUAGES[0])


def _wish(part: str) -> tuple[str, float]:
    tag, _, weight = part.strip().partition(";")
    try:
        return tag.strip().lower()[:2], float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return "", 0
