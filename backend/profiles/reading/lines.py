"""The lines of a text as a reader of CVs sees them: what names something, and what only tells about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from backend.profiles.reading.facts import Span

# Marks of a list. Those that are also punctuation need a blank behind them.
MARKS = "•▪◦·»›●○■□◆◇❖✓✔✗➤➢➔►▶▸▹‣⁃∙→⇒☞★☆"
BULLET = re.compile(rf"^\s*(?:[{MARKS}]\s*|(?:[-–—*]|\d{{1,2}}[.)])\s+)")
SEPARATOR = re.compile(r"\s+[–—|·•@]\s+|\s+-\s+|\t+|\s*\|\s*|,\s+|;\s+|\s+\bat\b\s+|\s+\b(?:na|no)\b\s+(?=[A-ZÀ-Ý])")
BRACKETED = re.compile(r"\([^()]*\)")
EDGES = " \t,;:|–—-·•[]."
LONGEST_NAMING = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and where it stands; `is_detail` where it says what was done, not what it was called."""

    text: str
    span: Span
    is_detail: bool

    @property
    def is_blank(self) -> bool:
        """Nothing but blanks."""
        return not self.text.strip()

    @property
    def has_bullet(self) -> bool:
        """An item of a list."""
        return BULLET.match(self.text) is not None


def lines_of(text: str, within: Span) -> list[Line]:
    """The lines of a part of the text. A line in small letters below a detail goes on with it."""
    lines: list[Line] = []
    at = within.start
    for words in text[within.start : within.end].split("\n"):
        goes_on = bool(lines) and lines[-1].is_detail and words.strip()[:1].islower()
        lines.append(Line(words, Span(at, at + len(words)), goes_on or _tells(words)))
        at += len(words) + 1
    return lines


def _tells(words: str) -> bool:
    """A bullet point, or a sentence."""
    return bool(BULLET.match(words)) or len(words) > LONGEST_NAMING or words.rstrip().endswith((".", "…", ";"))


def parts_of(words: str) -> list[str]:
    """The pieces of a line between commas, dashes and tabs that hold letters; what stands in brackets stays whole."""
    words = BULLET.sub("", words)
    words = "".join(_unpaired(words))
    shielded = BRACKETED.sub(lambda bracket: "\0" * len(bracket[0]), words)
    cuts: Sequence[tuple[int, int]] = [match.span() for match in SEPARATOR.finditer(shielded)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(words)]
    pieces = [words[start:end].strip(EDGES) for start, end in zip(starts, ends, strict=True)]
    return [piece for piece in pieces if sum(letter.isalpha() for letter in piece) > 1]


def _unpaired(words: str) -> list[str]:
    """Letter by letter; a bracket without its other half only parts."""
    letters, open_at = list(words), list[int]()
    for place, letter in enumerate(words):
        if letter == "(":
            open_at.append(place)
        elif letter == ")" and open_at:
            open_at.pop()
        elif letter == ")":
            letters[place] = "\t"
    for place in open_at:
        letters[place] = "\t"
    return letters
