"""Turns a structured CV into plain text, remembering where each fact stands: evidence for facts that had no text."""

from backend.profiles.reading.facts import Period, Section, SectionKind, Span
from backend.profiles.reading.letters import LONGEST, clean

# The headings of the text we write: by language, in the order of a CV.
HEADINGS: dict[SectionKind, tuple[str, str]] = {
    SectionKind.ABOUT: ("About", "Sobre"),
    SectionKind.EXPERIENCE: ("Experience", "Experiência"),
    SectionKind.EDUCATION: ("Education", "Formação"),
    SectionKind.SKILLS: ("Skills", "Competências"),
    SectionKind.LANGUAGES: ("Languages", "Línguas"),
    SectionKind.PROJECTS: ("Projects", "Projetos"),
    SectionKind.COURSES: ("Courses", "Cursos"),
    SectionKind.VOLUNTEERING: ("Volunteering", "Voluntariado"),
    SectionKind.AWARDS: ("Awards", "Prémios"),
    SectionKind.PUBLICATIONS: ("Publications", "Publicações"),
    SectionKind.INTERESTS: ("Interests", "Interesses"),
    SectionKind.REFERENCES: ("References", "Referências"),
    SectionKind.CONTACT: ("Contact", "Contactos"),
}


class Page:
    """A text that grows line by line."""

    def __init__(self, lang: str | None = None) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.is_portuguese = lang == "pt"
        self.sections: list[Section] = []
        self.open: tuple[SectionKind, int] | None = None

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "\n".join(self.lines)

    @property
    def is_full(self) -> bool:
        """More than a CV can hold."""
        return self.length > LONGEST

    def head(self, kind: SectionKind) -> None:
        """Begin a section."""
        self.close()
        if self.lines:
            self._put("")
        self._put(HEADINGS[kind][self.is_portuguese])
        self.open = (kind, self.length)

    def close(self) -> None:
        """End the section that is open."""
        if self.open is not None:
            kind, start = self.open
            self.sections.append(Section(kind, Span(start, max(start, self.length - 1))))
        self.open = None

    def write(self, words: str, *, mark: str = "") -> Span:
        """One paragraph, cleaned; the span leaves the bullet mark out."""
        words = " ".join(clean(words).split())
        start = self.length + len(mark)
        self._put(mark + words)
        return Span(start, start + len(words))

    def _put(self, line: str) -> None:
        self.lines.append(line)
        self.length += len(line) + 1


def worded(period: Period | None) -> str:
    """A period as a reader of either language understands it."""
    if period is None or (period.start is None and period.end is None):
        return ""
    start = str(period.start) if period.start else ""
    end = str(period.end) if period.end else ("…" if period.is_current else "")
    return f"{start} – {end}" if start and end else start or end
