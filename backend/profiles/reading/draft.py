"""A reading in the making: facts gathered from a structured CV while its text is written."""

from backend.profiles.problems import CvEmpty, CvExcessive
from backend.profiles.reading.facts import CvFormat, Fact, Job, Link, Reading, Span, Spoken, Study
from backend.profiles.reading.lang import guess
from backend.profiles.reading.letters import clean
from backend.profiles.reading.writing import Page


class Draft:
    """Filled by the reader of a format, then sealed."""

    def __init__(self, lang: str | None) -> None:
        self.lang = lang
        self.page = Page(lang)
        self.name: Fact | None = None
        self.headline: Fact | None = None
        self.about: Fact | None = None
        self.place: Fact | None = None
        self.education: list[Study] = []
        self.experience: list[Job] = []
        self.languages: list[Spoken] = []
        self.links: list[Link] = []

    def fact(self, words: str) -> Fact:
        """A line of its own, said as plainly as a file can."""
        return Fact(" ".join(clean(words).split()), self.page.write(words), 0.95)

    def entry(self, *parts: str) -> Span:
        """The line that names an entry; raises `CvExcessive` when the text outgrows a CV."""
        if self.page.is_full:
            raise CvExcessive("long")
        return self.page.write(" — ".join(filter(None, parts)))

    def seal(self, kind: CvFormat, sha256: str) -> Reading:
        """The reading; raises `CvEmpty` when nothing was said, `CvExcessive` when far too much was."""
        self.page.close()
        text = self.page.text
        if not any(letter.isalnum() for letter in text):
            raise CvEmpty
        if self.page.is_full:
            raise CvExcessive("long")
        return Reading(
            format=kind,
            sha256=sha256,
            lang=self.lang or guess(text),
            text=text,
            sections=tuple(self.page.sections),
            name=self.name,
            headline=self.headline,
            about=self.about,
            place=self.place,
            education=tuple(self.education),
            experience=tuple(self.experience),
            languages=_best(self.languages),
            links=tuple({link.url: link for link in self.links}.values()),
        )


def _best(languages: list[Spoken]) -> tuple[Spoken, ...]:
    """Each language once: the first with a level, else the first."""
    best: dict[str, Spoken] = {}
    for spoken in languages:
        if spoken.code not in best or (best[spoken.code].cefr is None and spoken.cefr):
            best[spoken.code] = spoken
    return tuple(best.values())
