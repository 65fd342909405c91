"""What a reading holds: each fact with the place in the text that shows it, and how sure we are."""

from dataclasses import dataclass
from enum import StrEnum


class CvFormat(StrEnum):
    """Kinds of files, told apart by their content."""

    PDF = "pdf"
    JSON_RESUME = "json_resume"
    EUROPASS = "europass"
    TEXT = "text"


class SectionKind(StrEnum):
    """What a part of a CV is about."""

    ABOUT = "about"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    PROJECTS = "projects"
    COURSES = "courses"
    VOLUNTEERING = "volunteering"
    AWARDS = "awards"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"
    REFERENCES = "references"
    CONTACT = "contact"


class LinkKind(StrEnum):
    """What a link leads to, by its host."""

    PORTFOLIO = "portfolio"
    CODE = "code"
    VIDEO = "video"
    SOUND = "sound"
    NETWORK = "network"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open part `[start, end)` of the text, in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A year, with the month where it is known (1–12)."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when; `is_current` where the end is said to be open."""

    start: Month | None
    end: Month | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One plain value: a name, a headline, a few sentences about oneself."""

    value: str
    evidence: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the text; the span covers its body without the heading."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Study:
    """A course of study; `level` is the EQF level 1–8 where the degree's name leaves no doubt."""

    title: str
    school: str
    level: int | None
    period: Period | None
    evidence: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Job:
    """A position held."""

    title: str
    employer: str
    period: Period | None
    evidence: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language by its ISO 639-1 code, with a CEFR level where one is stated."""

    code: str
    cefr: str | None
    evidence: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the web."""

    url: str
    kind: LinkKind
    evidence: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A CV as we understood it. All spans point into `text`; `left_out` counts characters nobody can see."""

    format: CvFormat
    sha256: str
    lang: str | None
    text: str
    sections: tuple[Section, ...] = ()
    name: Fact | None = None
    headline: Fact | None = None
    about: Fact | None = None
    place: Fact | None = None
    education: tuple[Study, ...] = ()
    experience: tuple[Job, ...] = ()
    languages: tuple[Spoken, ...] = ()
    links: tuple[Link, ...] = ()
    left_out: int = 0
