"""The passage a finding comes from: its sentence or list item, in whole words, no longer than one reads at a glance."""

import re
from dataclasses import dataclass

from backend.profiles.reading.facts import Span
from backend.profiles.reading.lines import BULLET

LONGEST = 180  # characters
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[\"“«(]?[A-ZÀ-Ý0-9])")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands around the words of a span: `before + words + after` reads as the text does."""

    before: str
    words: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def passage_of(text: str, span: Span) -> Passage:
    """The sentence around a span, within its line; cut between words where it is too long, and marked where cut."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    first, last = span.start - start, span.end - start
    bounds = [0, *(match.end() for match in SENTENCE_END.finditer(line)), len(line)]
    left = max(bound for bound in bounds if bound <= first)
    right = min(bound for bound in bounds if bound >= last)
    bullet = BULLET.match(line)
    left = max(left, bullet.end()) if bullet and bullet.end() <= first else left
    before, after = line[left:first].lstrip(), line[last:right].rstrip()
    room = max(0, LONGEST - (last - first))
    if len(before) + len(after) <= room:
        return Passage(before, line[first:last], after)
    side = room // 2
    return Passage(
        _last_words(before, max(side, room - len(after))),
        line[first:last],
        _first_words(after, max(side, room - len(before))),
    )


def _last_words(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    kept = words[len(words) - room :] if room else ""
    cut = kept.find(" ")
    return f"{ELLIPSIS}{kept[cut:]}" if cut >= 0 else f"{ELLIPSIS} "


def _first_words(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    cut = words.rfind(" ", 0, room + 1)
    return f"{words[:cut]} {ELLIPSIS}" if cut >= 0 else f" {ELLIPSIS}"
