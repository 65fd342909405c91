"""Facts in running text, only where they are certain: each with the lines that show it.

An entry of a CV is a period and the lines around it. Three ways of writing are told apart by section: the date stands
in the line of the title, below it, or above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.profiles.reading.dates import Dated, periods, single
from backend.profiles.reading.degrees import level_of, names_degree, names_school
from backend.profiles.reading.facts import Fact, Job, Period, Section, SectionKind, Span, Spoken, Study
from backend.profiles.reading.headings import Outline, meaning_of
from backend.profiles.reading.tongues import spoken_anywhere, spoken_in

BULLET = re.compile(r"^\s*(?:[-–•▪◦·*»›●○■]|\d+[.)])\s+")
SEPARATOR = re.compile(r"\s+[–—|·•@]\s+|\s+-\s+|\t+|\s*\|\s*|,\s+|;\s+|\s+\bat\b\s+|\s+\b(?:na|no)\b\s+(?=[A-ZÀ-Ý])")
EDGES = " \t,;:|–—-·•()[]."
ORGANISATION = re.compile(
    r"\b(?:lda|s\.?a\.?|ltd|llc|gmbh|inc|unipessoal|câmara|museu|museum|teatro|theatre|estúdio|studio|atelier|ateliê|agência|agency|"
    r"associação|association|fundação|foundation|universidade|university|instituto|escola|school|festival|galeria|gallery|"
    r"cooperativa|oficina|editora de livros|companhia|company|casa d[aeo])\b",
    re.IGNORECASE,
)
LONGEST_TITLE = 160
LONGEST_ABOUT = 2000
EMAIL = re.compile(r"\S+@\S+\.\S+")
NAME = re.compile(r"^[A-ZÀ-Ý][\w'’.-]*(?:\s+(?:d[aeo]s?|e|de la|van|von|[A-ZÀ-Ý][\w'’.-]*)){1,6}$")
TITLES = re.compile(r"curriculum|vitae|\bcv\b|résumé|europass", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and where it stands."""

    text: str
    span: Span

    @property
    def is_blank(self) -> bool:
        """Nothing but blanks."""
        return not self.text.strip()

    @property
    def is_detail(self) -> bool:
        """A bullet point, or a sentence: says what was done, not what it was called."""
        return bool(BULLET.match(self.text)) or len(self.text) > LONGEST_TITLE or self.text.rstrip().endswith(".")


@dataclass(frozen=True, slots=True)
class Entry:
    """The words that name an entry, its period, and all lines it was found in."""

    parts: tuple[str, ...]
    period: Period
    evidence: Span


def lines_of(text: str, within: Span) -> list[Line]:
    """The lines of a part of the text."""
    lines, at = [], within.start
    for line in text[within.start : within.end].split("\n"):
        lines.append(Line(line, Span(at, at + len(line))))
        at += len(line) + 1
    return lines


def experience_in(text: str, sections: tuple[Section, ...]) -> list[Job]:
    """Positions in the sections about work: only those with a period and a title."""
    jobs = []
    for section in sections:
        if section.kind not in {SectionKind.EXPERIENCE, SectionKind.VOLUNTEERING}:
            continue
        for entry in _entries(text, section.span):
            title, employer = _title_and_place(entry.parts)
            if title:
                jobs.append(Job(title, employer, entry.period, entry.evidence, 0.85 if employer else 0.65))
    return jobs


def education_in(text: str, sections: tuple[Section, ...]) -> list[Study]:
    """Studies in the sections about education: with a period, or at least with the name of a degree."""
    studies: list[Study] = []
    for section in sections:
        if section.kind is not SectionKind.EDUCATION:
            continue
        entries = list(_entries(text, section.span, singles=True))
        studies += [study for entry in entries if (study := _study(entry))]
        if not entries:
            studies += _undated(text, section.span)
    return studies


def _study(entry: Entry) -> Study | None:
    words = " ".join(entry.parts)
    school = next((part for part in entry.parts if names_school(part) and not names_degree(part)), "")
    title = next((part for part in entry.parts if names_degree(part)), None)
    title = title or next((part for part in entry.parts if part != school), "")
    if not title or not (names_degree(words) or school):
        return None
    if not school:
        school = next((part for part in entry.parts if part != title and names_school(part)), "")
    sure = 0.9 if names_degree(words) and school else 0.7
    return Study(title, school, level_of(words), entry.period, entry.evidence, sure)


def _undated(text: str, within: Span) -> Iterator[Study]:
    for line in lines_of(text, within):
        if names_degree(line.text) and not line.is_detail:
            parts = _parts(line.text)
            title = next(part for part in (*parts, line.text.strip()) if names_degree(part))
            school = next((part for part in parts if part != title and names_school(part)), "")
            yield Study(title, school, level_of(line.text), None, line.span, 0.6)


def languages_in(text: str, sections: tuple[Section, ...]) -> list[Spoken]:
    """From the sections about languages; elsewhere only a language with its CEFR level beside it."""
    found = {
        spoken.code: spoken
        for section in sections
        if section.kind is SectionKind.LANGUAGES
        for spoken in spoken_in(text, section.span)
    }
    for spoken in spoken_anywhere(text):
        found.setdefault(spoken.code, spoken)
    return list(found.values())


def head_of(text: str, plan: Outline) -> tuple[Fact | None, Fact | None]:
    """Name and headline: the first lines above the first heading, when they look like it."""
    top = [line for line in lines_of(text, Span(0, min(plan.first, 800))) if not line.is_blank]
    top = [line for line in top[:8] if not TITLES.search(line.text) and meaning_of(line.text) is None]
    if not top:
        return None, None
    first = top[0].text.strip()
    spelled = first.title() if first.isupper() else first
    if not NAME.match(spelled) or len(first) > 60 or any(letter.isdigit() for letter in first):
        return None, None
    headline = next((line for line in top[1:3] if _is_headline(line.text)), None)
    return (
        Fact(first, top[0].span, 0.8),
        Fact(headline.text.strip(), headline.span, 0.6) if headline else None,
    )


def _is_headline(line: str) -> bool:
    words = line.strip()
    address = EMAIL.search(words) or re.search(r"\d{3}|https?:|www\.|\.\w{2,3}/", words)
    return 5 <= len(words) <= 120 and not address and not words.endswith(".")


def about_in(text: str, sections: tuple[Section, ...]) -> Fact | None:
    """The section about oneself, if there is one."""
    for section in sections:
        words = section.span.of(text)
        if section.kind is SectionKind.ABOUT and 20 <= len(words) <= LONGEST_ABOUT:
            return Fact(" ".join(words.split()), section.span, 0.8)
    return None


def _entries(text: str, within: Span, *, singles: bool = False) -> Iterator[Entry]:
    """One entry per line that holds a period; with `singles`, a lone year at the edge of a line is a period too."""
    lines = lines_of(text, within)
    dates = [_dates_of(text, line, singles=singles) for line in lines]
    dated = [(index, found[0]) for index, found in enumerate(dates) if found]
    if not dated:
        return
    first = dated[0]
    starts_with_date = _is_only_date(lines[first[0]], first[1]) and _first_full(lines) == first[0]
    taken: set[int] = {index for index, _ in dated}
    for position, (index, found) in enumerate(dated):
        stop = dated[position + 1][0] if position + 1 < len(dated) else len(lines)
        own = _parts(_without(lines[index], found))
        if own:
            around = _after(lines, index, stop, 1) if len(own) < 2 else []
            if len(own) < 2 and not around:
                around = _before(lines, index, taken, 1)
        elif starts_with_date:
            around = _after(lines, index, stop, 2)
        else:
            around = _before(lines, index, taken, 2)
        ordered = sorted([*around, index])
        taken.update(around)
        parts = tuple(part for i in ordered for part in (own if i == index else _parts(lines[i].text)))
        if parts:
            yield Entry(parts, found.period, Span(lines[ordered[0]].span.start, lines[ordered[-1]].span.end))


def _dates_of(text: str, line: Line, *, singles: bool) -> list[Dated]:
    found = periods(text, line.span)
    if found or not singles or line.is_detail:
        return found
    lone = single(text, line.span)
    if lone is None:
        return []
    before, after = text[line.span.start : lone.span.start], text[lone.span.end : line.span.end]
    at_edge = not before.strip(EDGES) or not after.strip(EDGES)
    return [lone] if at_edge else []


def _without(line: Line, found: Dated) -> str:
    start, end = found.span.start - line.span.start, found.span.end - line.span.start
    return f"{line.text[:start].rstrip(EDGES)}\t{line.text[end:].lstrip(EDGES)}"


def _is_only_date(line: Line, found: Dated) -> bool:
    return not _parts(_without(line, found))


def _first_full(lines: list[Line]) -> int:
    return next(index for index, line in enumerate(lines) if not line.is_blank)


def _before(lines: list[Line], index: int, taken: set[int], most: int) -> list[int]:
    """The naming lines right above: up to an empty line, a detail, or another entry."""
    found: list[int] = []
    for i in range(index - 1, -1, -1):
        if len(found) == most or i in taken or lines[i].is_blank or lines[i].is_detail:
            break
        found.append(i)
    return found


def _after(lines: list[Line], index: int, stop: int, most: int) -> list[int]:
    """The naming lines right below."""
    found: list[int] = []
    for i in range(index + 1, stop):
        if len(found) == most or lines[i].is_blank or lines[i].is_detail:
            break
        found.append(i)
    return found


def _parts(words: str) -> list[str]:
    """The pieces of a line between commas, dashes and tabs that hold letters."""
    pieces = SEPARATOR.split(BULLET.sub("", words))
    return [piece.strip(EDGES) for piece in pieces if sum(letter.isalpha() for letter in piece) > 1]


def _title_and_place(parts: tuple[str, ...]) -> tuple[str, str]:
    """What one did, then where; turned round when only the first piece names an organisation."""
    short = [part for part in parts if len(part) <= LONGEST_TITLE]
    if len(short) < 2:
        return (short[0] if short else ""), ""
    first, second = short[0], short[1]
    if ORGANISATION.search(first) and not ORGANISATION.search(second):
        return second, first
    return first, second
