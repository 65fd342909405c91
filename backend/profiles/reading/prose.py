"""Facts in running text, only where they are certain: each with the lines that show it."""

import re
from collections.abc import Iterator

from backend.profiles.reading.degrees import level_of, names_degree, names_school
from backend.profiles.reading.entries import Entry, entries_in
from backend.profiles.reading.facts import Fact, Job, Section, SectionKind, Span, Spoken, Study
from backend.profiles.reading.headings import Outline, meaning_of
from backend.profiles.reading.lines import Line, lines_of, parts_of
from backend.profiles.reading.places import is_place
from backend.profiles.reading.standing import settled, standing_in
from backend.profiles.reading.tongues import spoken_anywhere, spoken_in

ORGANISATION = re.compile(
    r"\b(?:lda|s\.?a\.?|ltd|llc|gmbh|inc|unipessoal|câmara|museu|museum|teatro|theatre|estúdio|studio|atelier|ateliê|agência|agency|"
    r"associação|association|fundação|foundation|universidade|university|instituto|escola|school|festival|galeria|gallery|"
    r"cooperativa|oficina|editora de livros|companhia|company|casa d[aeo])\b",
    re.IGNORECASE,
)
LONGEST_TITLE = 160
LONGEST_NAME = 80
LONGEST_ABOUT = 2000
EMAIL = re.compile(r"\S+@\S+\.\S+")
NAME = re.compile(r"^[A-ZÀ-Ý][\w'’.-]*(?:\s+(?:d[aeo]s?|e|de la|van|von|[A-ZÀ-Ý][\w'’.-]*)){1,6}$")
ADDRESSED = re.compile(  # how to speak to or of somebody, beside the name
    r"^\s*(?:(?:sr|sra|srª|sr\.ª|dr|dra|drª|dr\.ª|mr|mrs|ms|mx|miss|eng|engª|eng\.ª|prof|arq)\b\.?\s+)+|"
    r"\s*[(\[|·,–-]?\s*\b(?:he|she|they|ele|ela|elu)\s*/\s*[\w/ ]{2,20}[)\]]?\s*$",
    re.IGNORECASE,
)
TITLES = re.compile(r"curriculum|vitae|\bcv\b|résumé|europass", re.IGNORECASE)


def experience_in(text: str, sections: tuple[Section, ...]) -> list[Job]:
    """Positions in the sections about work: only those with a period and a title."""
    jobs = []
    for section in sections:
        if section.kind not in {SectionKind.EXPERIENCE, SectionKind.VOLUNTEERING}:
            continue
        for entry in entries_in(text, section.span, _may_employ):
            title, employer = _title_and_place(entry.parts)
            if title:
                jobs.append(Job(title, employer, entry.period, entry.evidence, 0.85 if employer else 0.65))
    return jobs


def _may_employ(_: str, line: str) -> bool:
    """Whether a line can be the other half of a title: an organisation, or written like a name and not like a deed."""
    words = re.findall(r"[^\W\d_]+", line)
    is_name = len(words) > 1 and len(line) <= LONGEST_NAME and all(word[0].isupper() for word in words if len(word) > 3)
    return is_name or ORGANISATION.search(line) is not None


def education_in(text: str, sections: tuple[Section, ...]) -> list[Study]:
    """Studies in the sections about education: with a period, or at least with the name of a degree."""
    studies: list[Study] = []
    for section in sections:
        if section.kind is not SectionKind.EDUCATION:
            continue
        entries = entries_in(text, section.span, _may_teach, singles=True)
        studies += [study for entry in entries if (study := _study(text, entry))]
        if not entries:
            studies += _undated(text, section.span)
    return studies


def _may_teach(named: str, line: str) -> bool:
    """One degree an entry."""
    return not (names_degree(named) and names_degree(line))


def _study(text: str, entry: Entry) -> Study | None:
    parts = [part for part in entry.parts if names_degree(part) or names_school(part) or not standing_in(part)]
    words = " ".join(parts)
    school = next((part for part in parts if names_school(part) and not names_degree(part)), "")
    title = next((part for part in parts if names_degree(part)), None)
    title = title or next((part for part in parts if part != school), "")
    if not title or not (names_degree(words) or school):
        return None
    if not school:
        school = next((part for part in parts if part != title and names_school(part)), "")
    sure = 0.9 if names_degree(words) and school else 0.7
    study = Study(title, school, level_of(words), entry.period, entry.evidence, sure)
    return settled(study, entry.evidence.of(text), _remarks(list(entry.told)))


def _remarks(lines: list[Line]) -> Iterator[str]:
    """What is told below a degree, up to the next one."""
    for line in lines:
        if names_degree(line.text) and not line.is_detail:
            return
        yield line.text


def _undated(text: str, within: Span) -> Iterator[Study]:
    lines = lines_of(text, within)
    for index, line in enumerate(lines):
        if names_degree(line.text) and not line.is_detail:
            parts = parts_of(line.text)
            title = next(part for part in (*parts, line.text.strip()) if names_degree(part))
            school = next((part for part in parts if part != title and names_school(part)), "")
            study = Study(title, school, level_of(line.text), None, line.span, 0.6)
            yield settled(study, line.text, _remarks(lines[index + 1 :]))


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
    first = ADDRESSED.sub("", top[0].text).strip()
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


def _title_and_place(parts: tuple[str, ...]) -> tuple[str, str]:
    """What one did, then where; turned round when only the first piece names an organisation."""
    short = [part for part in parts if len(part) <= LONGEST_TITLE and not is_place(part)]
    if len(short) < 2:
        return (short[0] if short else ""), ""
    first, second = short[0], short[1]
    if ORGANISATION.search(first) and not ORGANISATION.search(second):
        return second, first
    return first, second
