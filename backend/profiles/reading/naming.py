"""Words that only name: the person, or the school. They may be words of skills too, and are none there.

Maya is a tool and a given name, *renda* is lace and a surname, an academy of photography teaches many things. Whose
name is in a CV, and which school, must not change what the CV says somebody can do.
"""

import re
from collections.abc import Iterator

from backend.profiles.reading.facts import Reading, SectionKind, Span
from backend.profiles.reading.tongues import fold

PARTICLES = frozenset({"da", "das", "de", "do", "dos", "e", "van", "von", "bin", "al", "la"})
SPOKEN_OF = frozenset({SectionKind.ABOUT, SectionKind.REFERENCES, SectionKind.CONTACT})


class Names:
    """Where in the text of a reading words name somebody or a school."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._spans = tuple(_spans(reading))
        self._own = frozenset(_words(reading.name.value)) - PARTICLES if reading.name else frozenset()
        self._about = tuple(section.span for section in reading.sections if section.kind in SPOKEN_OF)

    def covers(self, span: Span) -> bool:
        """Whether these words stand inside a name; or are one of the person's own, where somebody speaks of them.

        In lists of skills and in what was done, a word of one's own name counts as for anybody else.
        """
        if any(name.start <= span.start and span.end <= name.end for name in self._spans):
            return True
        is_own = self._own.issuperset(_words(span.of(self._text)))
        return is_own and any(about.start <= span.start < about.end for about in self._about)


def _spans(reading: Reading) -> Iterator[Span]:
    """Every place of the person's whole name, and each school's in its own entry."""
    if reading.name:
        yield from _places(reading.text, reading.name.value, Span(0, len(reading.text)))
    for study in reading.education:
        yield from _places(reading.text, study.school, study.evidence)


def _places(text: str, name: str, within: Span) -> Iterator[Span]:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    for found in re.finditer(pattern, within.of(text), re.IGNORECASE) if pattern else ():
        yield Span(within.start + found.start(), within.start + found.end())


def _words(words: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(words))
