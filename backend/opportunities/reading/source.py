"""Which of the three kinds of source it is, by its content and not by its name."""

import json
import re
from dataclasses import replace
from typing import Any

from backend.core.problems import FieldError
from backend.opportunities.problems import ImportUnreadable, NothingToImport
from backend.opportunities.reading import feed, job_posting, table
from backend.opportunities.reading.facts import MOST, Posting, stated
from backend.opportunities.reading.markup import linked_data

NEVER_KEPT = re.compile("[\0\ud800-\udfff]")


def read_postings(content: bytes) -> tuple[list[Posting], int]:
    """The postings, each id once, and how many were left for another time.

    Raises `NothingToImport` where there is none, and `ImportUnreadable` for what is no text, no JSON and no table.
    """
    text = _decoded(content)
    found = _postings(text)
    if not found:
        raise NothingToImport
    once: dict[str, Posting] = {}
    for posting in map(_writable, found):
        once.setdefault(posting.external_id or f"#{posting.place}", posting)
    kept = list(once.values())
    return kept[:MOST], len(kept[MOST:])


def _writable(posting: Posting) -> Posting:
    """Without what JSON can write with its escapes and no database keeps: NUL, and halves of characters."""
    said = {name: _plain(value) for name, value in posting.said.items()}
    left_out = {name: _plain(words) for name, words in posting.left_out.items()}
    return replace(posting, external_id=_plain(posting.external_id), said=stated(said), left_out=left_out)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return NEVER_KEPT.sub("", value)
    if isinstance(value, list):
        return [plain for one in value if (plain := _plain(one)) != ""]
    return value


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):  # what spreadsheets on Windows write
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text.strip()
    raise ImportUnreadable([FieldError(pointer="/file", code="not_text")])


def _postings(text: str) -> list[Posting]:
    if text.startswith("<"):
        return [posting for script in linked_data(text) for posting in job_posting.postings(_lenient(script))]
    if text.startswith(("{", "[")):
        document = _json(text)
        return feed.postings(document) if feed.is_feed(document) else job_posting.postings(document)
    return table.postings(text) if text else []


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ImportUnreadable([FieldError(pointer="/file", code="not_json")]) from None


def _lenient(text: str) -> Any:
    """Line breaks inside strings are common on the web; a script that is broken otherwise says nothing."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
