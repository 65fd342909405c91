"""Text as people type it, made comparable: search boxes, duplicates."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import InstrumentedAttribute


class _Marks(dict[int, int | None]):
    """What becomes of each character of a decomposed text: accents go. Each is looked up once."""

    def __missing__(self, point: int) -> int | None:
        self[point] = None if unicodedata.combining(chr(point)) else point
        return self[point]


_MARKS = _Marks()


def fold(*texts: str) -> str:
    """Lower case, no accents, single spaces: "Animação  3D" becomes "animacao 3d". Several texts are joined."""
    decomposed = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return " ".join(decomposed.translate(_MARKS).split())


def has_words(asked: str, *folded: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Every asked word occurs in at least one of the folded columns; nothing asked, nothing filtered."""
    return and_(
        true(),
        *(or_(*(column.contains(word, autoescape=True) for column in folded)) for word in fold(asked).split()),
    )
