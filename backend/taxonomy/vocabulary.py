"""What a vocabulary is made of, whatever file it comes from. Plain data: no database, no web."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple
from uuid import UUID, uuid5

from matching.text.normalise import normalise

CONCEPTS: Final = UUID("6f3b1e0a-58c1-5d07-9a54-2c3f4be0c9d1")


class Ending(NamedTuple):
    """How a Portuguese noun changes with the person."""

    masculine: str
    feminine: str


ENDINGS = (Ending("ão", "ã"), Ending("o", "a"), Ending("", "a"))


class ConceptKind(StrEnum):
    """What sort of thing a concept is."""

    SKILL = "skill"
    TOOL = "tool"
    CRAFT = "craft"
    OCCUPATION = "occupation"
    SECTOR = "sector"
    LANGUAGE = "language"
    FIELD = "field"


class LabelKind(StrEnum):
    """What a name is good for. A hidden one is only for finding, never for showing."""

    PREFERRED = "preferred"
    MASCULINE = "masculine"
    FEMININE = "feminine"
    ALTERNATIVE = "alternative"
    HIDDEN = "hidden"


class RelationKind(StrEnum):
    """How a concept leads to another: what it is part of, what is akin, what an occupation calls for."""

    BROADER = "broader"
    RELATED = "related"
    ESSENTIAL = "essential"
    OPTIONAL = "optional"


class ConceptSource(StrEnum):
    """Who says so."""

    STARTER = "starter"
    ESCO = "esco"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept in one language. A weak one is also an ordinary word (stage, cut, live)."""

    lang: str
    text: str
    kind: LabelKind
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept as a file tells it; `links` lead to keys. A group gathers concepts and is never claimed."""

    key: str
    kind: ConceptKind
    names: tuple[Name, ...]
    links: tuple[tuple[RelationKind, str], ...] = ()
    code: str | None = None
    is_group: bool = False

    def name(self, lang: str) -> str | None:
        """What it is called in this language."""
        called = (n.text for n in self.names if n.lang == lang and n.kind == LabelKind.PREFERRED)
        return next(called, None)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Concepts by key, in the order of their files."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def of(self, kind: ConceptKind) -> list[Entry]:
        """The concepts of one kind."""
        return [entry for entry in self.entries.values() if entry.kind == kind]


@lru_cache(maxsize=1 << 18)
def fold(text: str) -> str:
    """What a name is compared by. The same names come by several times, so their folding is remembered."""
    return normalise(text)


def id_of(key: str) -> UUID:
    """A concept's id: the same on every machine, because it is made of its key."""
    return uuid5(CONCEPTS, key)


def plain(text: str, lang: str, *, is_preferred: bool) -> list[Name]:
    """A name as it stands."""
    return [Name(lang, text, LabelKind.PREFERRED if is_preferred else LabelKind.ALTERNATIVE)]


def gendered(text: str, lang: str, *, is_preferred: bool) -> list[Name]:
    """The names in "encenador/encenadora": each form and, if preferred, one to show that leaves nobody out."""
    forms = [form.strip() for form in text.split("/")]
    if len(forms) != 2:
        return plain(text, lang, is_preferred=is_preferred)
    masculine, feminine = forms
    each = [Name(lang, masculine, LabelKind.MASCULINE), Name(lang, feminine, LabelKind.FEMININE)]
    return [*plain(both_forms(masculine, feminine), lang, is_preferred=True), *each] if is_preferred else each


def both_forms(masculine: str, feminine: str) -> str:
    """Two genders in one breath: "técnico de som", "técnica de som" → "técnico/a de som"."""
    pairs = list(zip_longest(masculine.split(), feminine.split()))
    if any(None in pair for pair in pairs):
        return f"{masculine} / {feminine}"
    return " ".join(_both(*pair) for pair in pairs)


def _both(masculine: str, feminine: str) -> str:
    if masculine == feminine:
        return masculine
    for end in ENDINGS:
        if masculine.endswith(end.masculine) and feminine == masculine.removesuffix(end.masculine) + end.feminine:
            return f"{masculine}/{end.feminine}"
    return f"{masculine}/{feminine}"
