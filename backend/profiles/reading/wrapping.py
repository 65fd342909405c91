"""Puts lines together that a page has broken, where nothing else can be meant: a wrapped line is no line of its own."""

import re
from itertools import pairwise

from backend.profiles.reading.dates import begins_with_date, has_year
from backend.profiles.reading.headings import meaning_of
from backend.profiles.reading.lines import BULLET

FEWEST = 4  # words of a line that can be prose; a list of words in small letters has fewer
NEARLY = 0.85  # letters are not equally wide
HYPHENATED = re.compile(r"[^\W\d_]{2}-$")
CLITIC = re.compile(r"(?:[oa]s?|l[oa]s?|n[oa]s?|me|te|se|vos|lhes?)\b")  # "torná-\nlo" keeps its hyphen
STOPPED = (".", "!", "?", ":", ";", "…", "|")
# No line ends with these of its own accord.
LEADING = re.compile(
    r"\s(?:d[aeo]s?|em|n[ao]s?|numa?|com|para|por|pel[ao]s?|sem|sobre|entre|e|ou|que|aos?|às?|uma?|[oa]|of|in|on|for|to|and|"
    r"or|with|by|at|from|the|an|as|into|y|con|del|el|les|des|et|avec|pour|dans)$"
)
ADDRESS = re.compile(r"\S@\S|https?:|www\.|\t")


def rejoin(text: str) -> str:
    """The text with its wrapped lines made whole; headings, bullets, dates and rows of a table stay as they are."""
    lines = text.split("\n")
    room = _room(lines)
    joined = [lines[0]]
    for index, (before, line) in enumerate(pairwise(lines)):
        if not _goes_on(before, line, joined[-1], room[index]):
            joined.append(line)
        elif HYPHENATED.search(before):
            joined[-1] = (joined[-1] if CLITIC.match(line.strip()) else joined[-1][:-1]) + line.strip()
        else:
            joined[-1] = f"{joined[-1]} {line.strip()}"
    return "\n".join(joined)


def _room(lines: list[str]) -> list[int]:
    """For each line the width of its block: of the longest line between empty ones."""
    widths: list[int] = []
    block: list[str] = []
    for line in [*lines, ""]:
        block.append(line)
        if not line.strip():
            widths += [max(map(len, block))] * len(block)
            block = []
    return widths


def _goes_on(before: str, line: str, begun: str, room: int) -> bool:
    """Whether `line` continues `before`, a piece of the line that has `begun`, in a block of so much room."""
    words, last = line.strip(), before.rstrip()
    if not words or not last or BULLET.match(line) or ADDRESS.search(before + line) or _stands_alone(before, line):
        return False
    is_prose = BULLET.match(begun) is not None or len(begun.split()) >= FEWEST
    if HYPHENATED.search(last):
        return is_prose and words[0].islower()
    if last.endswith(STOPPED) or not is_prose:
        return False
    # The next word had hardly room: else somebody ended the line here.
    is_full = len(last) + 1 + len(words.split()[0]) > NEARLY * room
    return _hangs(last) or (is_full and words[0].islower())


def _stands_alone(before: str, line: str) -> bool:
    """A heading, a line that begins with a date, or one behind a line that ends with one."""
    if meaning_of(before) is not None or meaning_of(line) is not None:
        return True
    return begins_with_date(line) or (has_year(before) and not before.rstrip().endswith(",") and not _hangs(before))


def _hangs(line: str) -> bool:
    return LEADING.search(line.rstrip()) is not None
