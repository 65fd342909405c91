"""Facts as JSON, with the words of one's own evidence in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matching.codec import to_plain
from matching.errors import Facts


@dataclass(frozen=True, slots=True)
class Words:
    """What a piece of evidence says, and where it can be seen."""

    text: str
    url: str | None = None


Evidence = Mapping[str, Words]
NOTHING: Evidence = {}


def plain(facts: Facts, evidence: Evidence = NOTHING) -> dict[str, Any]:
    """Facts as JSON; each piece of evidence named in them gets its words."""
    told: dict[str, Any] = to_plain(facts)
    if "evidence" in told:
        told["evidence"] = [_with_words(one, evidence) for one in told["evidence"]]
    return told


def _with_words(one: dict[str, Any], evidence: Evidence) -> dict[str, Any]:
    words = evidence.get(one["id"])
    said = {"text": words.text, "url": words.url} if words else {"text": "", "url": None}
    return {"id": one["id"], "kind": one["kind"], **said}
