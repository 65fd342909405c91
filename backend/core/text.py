"""Text as people type it, made comparable (search boxes, duplicates) and fit for XML."""

import re
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


_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """Without what no document may hold, not even escaped (XML 1.0, section 2.2): pasted text brings form feeds."""
    return _NOT_IN_XML.sub("", text)


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
