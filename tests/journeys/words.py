"""What the front end says, so that journeys look for sentences and not for markup."""

import json
import re
from functools import cache
from pathlib import Path

WORDS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "core" / "words"


@cache
def _catalogue(lang: str) -> dict[str, str]:
    return json.loads((WORDS / f"{lang}.json").read_text("utf-8"))


def say(lang: str, key: str) -> str:
    """A sentence without facts."""
    sentence = _catalogue(lang)[key]
    assert isinstance(sentence, str), key
    assert "{" not in sentence, key
    return sentence


def like(lang: str, key: str) -> re.Pattern[str]:
    """A sentence whatever its facts are."""
    sentence = _catalogue(lang)[key]
    forms = sentence.values() if isinstance(sentence, dict) else [sentence]
    return re.compile("|".join(re.sub(r"\\\{.*?\\\}", ".+?", re.escape(form)) for form in forms))
