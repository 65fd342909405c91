"""Entries of a CV: a period, and the lines around it that name what it is the period of.

Three ways of writing are told apart by section: the date stands in the line of the title, below it, or above it. Where
a line may belong to a neighbour as well, it belongs to nobody: an entry with a name less is better than a wrong one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import takewhile

from backend.profiles.reading.dates import Dated, begins_with_date, has_year, periods, single
from backend.profiles.reading.facts import Period, Span
from backend.profiles.reading.lines import EDGES, Line, lines_of, parts_of
from backend.profiles.reading.places import is_place

BOUNDS = f"{EDGES}()"
USUAL, MOST = 2, 3  # lines that name an entry
Fits = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """The words that name an entry, its period, all lines it was found in, and those that tell about it."""

    parts: tuple[str, ...]
    period: Period
    evidence: Span
    told: tuple[Line, ...] = ()


def entries_in(text: str, within: Span, fits: Fits, *, singles: bool = False) -> list[Entry]:
    """One entry per line that holds a period; with `singles`, a lone year at the edge of a line is a period too.

    `fits(named, line)` says whether a line may name the same entry as the words that name it already.
    """
    lines = lines_of(text, within)
    dates = {index: found for index, line in enumerate(lines) if (found := _date_of(text, line, singles=singles))}
    # Where lines name entries, bullets and sentences only tell about them; a list may also be all there is.
    has_names = any(not lines[index].is_detail for index in dates)
    dates = {
        i: found for i, found in dates.items() if not lines[i].is_detail or (not has_names and lines[i].has_bullet)
    }
    if not dates:
        return []
    entries = _Section(lines, dates, fits).entries()
    return _with_told(entries, lines) if entries else []


class _Section:
    """The lines of a section, and how it is written: to be seen at its first entry."""

    def __init__(self, lines: list[Line], dates: dict[int, Dated], fits: Fits) -> None:
        self.lines, self.dates, self.fits = lines, dates, fits
        self.taken: set[int] = set(dates)
        first = next(iter(dates))
        self.opens_dated = next(i for i, line in enumerate(lines) if not line.is_blank) == first
        self.dates_lead = self.opens_dated and not self._own(first)
        self.usual = len(self._names(self._above(first)[0])) or USUAL

    def entries(self) -> list[Entry]:
        return [entry for index in self.dates if (entry := self._entry(index))]

    def _entry(self, index: int) -> Entry | None:
        own = self._own(index)
        if own and self._is_rest(index):
            return None
        around = self._around(index, own)
        self.taken.update(around)
        ordered = sorted([*around, index])
        named = [part for i in ordered for part in (own if i == index else parts_of(self.lines[i].text))]
        parts = [part for part in named if not is_place(part)] or named
        if not parts:
            return None
        span = Span(self.lines[ordered[0]].span.start, self.lines[ordered[-1]].span.end)
        return Entry(tuple(parts), self.dates[index].period, span)

    def _own(self, index: int) -> list[str]:
        """What a dated line names besides its date."""
        return parts_of(_without(self.lines[index], self.dates[index]))

    def _is_rest(self, index: int) -> bool:
        """Whether a dated line is the end of a longer one: in small letters, right below one that names something."""
        line = self.lines[index]
        return (
            line.text.lstrip()[:1].islower()
            and not begins_with_date(line.text)
            and index > 0
            and self._may_name(index - 1)
        )

    def _around(self, index: int, own: list[str]) -> list[int]:
        """The other lines that name the entry of a dated line."""
        named = [part for part in own if not is_place(part)]
        if len(named) > 1:
            return []
        if self.dates_lead or (named and self.opens_dated):
            return self._below(index, " ".join(named), USUAL - len(named))
        return self._one_above(index, named[0]) if named else self._lead(index)

    def _below(self, index: int, named: str, most: int) -> list[int]:
        """The naming lines right below a dated one that leads."""
        found: list[int] = []
        for i in range(index + 1, len(self.lines)):
            words = self.lines[i].text
            if len(found) == most or not self._may_name(i) or (named and not self.fits(named, words)):
                break
            if not self.dates_lead and i + 1 in self.dates and not self._own(i + 1):
                break  # the next date's own
            named = f"{named} {words}".strip()
            if not is_place(words):
                found.append(i)
                most -= len(parts_of(words)) > 1
        return found

    def _one_above(self, index: int, named: str) -> list[int]:
        """The line above a dated one that names the other half: one thing, and no second entry."""
        above, is_whole = self._above(index)
        names = self._names(above)[:1]
        said = parts_of(self.lines[names[0]].text) if names else []
        is_half = len([part for part in said if not is_place(part)]) == 1
        return names if is_half and is_whole and (self.fits(named, said[0]) or self.fits(said[0], named)) else []

    def _lead(self, index: int) -> list[int]:
        """The naming lines above a line that holds a date alone, the highest first; none where there are too many."""
        above, is_whole = self._above(index)
        names = self._names(above)
        names = sorted(names if is_whole else names[: self.usual])
        return names[:USUAL] if len(names) <= MOST else []

    def _names(self, indexes: list[int]) -> list[int]:
        """Without the lines that only say where."""
        return [i for i in indexes if not is_place(self.lines[i].text)]

    def _above(self, index: int) -> tuple[list[int], bool]:
        """Lines above that may name something, the nearest first; and whether they are all of their block."""
        found = list(takewhile(self._may_name, range(index - 1, -1, -1)))
        edge = index - len(found) - 1
        return found, edge < 0 or self.lines[edge].is_blank

    def _may_name(self, index: int) -> bool:
        line = self.lines[index]
        return not (line.is_blank or line.is_detail or index in self.taken or has_year(line.text))


def _with_told(entries: list[Entry], lines: list[Line]) -> list[Entry]:
    """Each entry with the lines between it and the next one."""
    ends = [*(entry.evidence.start for entry in entries[1:]), lines[-1].span.end + 1]
    return [
        replace(entry, told=tuple(line for line in lines if entry.evidence.end < line.span.start < end))
        for entry, end in zip(entries, ends, strict=True)
    ]


def _date_of(text: str, line: Line, *, singles: bool) -> Dated | None:
    """The period of a line: set apart from its words, not in the middle of what they say."""
    found = periods(text, line.span)
    if not found and singles and not line.is_detail and (lone := single(text, line.span)):
        before, after = _beside(line, lone)
        return lone if not before.strip(BOUNDS) or not after.strip(BOUNDS) else None
    return found[0] if found and _is_set_apart(line, found[0]) else None


def _is_set_apart(line: Line, found: Dated) -> bool:
    before, after = (side.strip(" ") for side in _beside(line, found))
    return not before or not after or before[-1] in BOUNDS or after[0] in BOUNDS


def _beside(line: Line, found: Dated) -> tuple[str, str]:
    return line.text[: found.span.start - line.span.start], line.text[found.span.end - line.span.start :]


def _without(line: Line, found: Dated) -> str:
    before, after = _beside(line, found)
    return f"{before.rstrip(f'{EDGES}(')}\t{after.lstrip(f'{EDGES})')}"
