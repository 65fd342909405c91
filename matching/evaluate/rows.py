"""Reads the rows of benchmark files: forgiving about headers and spacing, never about what would change a measure.

Every function takes rows as they stood in a file (lists of cells; an empty list is a blank line) and the file's name,
which goes into the facts of what it raises: `BadInput` with a code, the file, the line from 1, and what was found.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from matching.errors import BadInput

Rows: TypeAlias = Sequence[Sequence[str]]

# Names that a first cell has only in a header, with or without an ending. Some publishers write one, some do not.
_HEADINGS = frozenset(
    "".join((name, ending))
    for name in ("q", "query", "c", "corpus", "corpuselement", "element", "doc", "document", "concept", "topic", "")
    for ending in ("", "id", "key", "uri")
) - {"", "q", "c"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody said that this element is right (or is not) for this query; `line` is where."""

    query: str
    element: str
    is_right: bool
    line: int


def pairs(rows: Rows, file: str) -> dict[str, str]:
    """Id → text, in the order of the file; columns after the second are left alone."""
    read: dict[str, str] = {}
    for line, cells in _body(rows):
        key, text = _cells(cells, 2, file, line)[:2]
        if key in read:
            raise BadInput("evaluate.duplicate", file=file, line=line, id=key)
        if is_missing(key) or is_missing(text):
            raise BadInput("evaluate.missing", file=file, line=line)
        read[key] = text
    if not read:
        raise BadInput("evaluate.empty", file=file)
    return read


def judgements(rows: Rows, file: str) -> list[Judgement]:
    """`query 0 element relevance`, the form of TREC's qrels, parted by tabs or spaces. Above 0 is right.

    Also without the 0, where the third of three columns is a number.
    """
    read = []
    for line, cells in _body([cells if len(cells) != 1 else cells[0].split() for cells in rows]):
        told = [cells[0], "0", *cells[1:]] if len(cells) == 3 and _is_number(cells[2]) else cells
        query, _, element, relevance = _cells(told, 4, file, line)[:4]
        read.append(Judgement(query, element, _number(relevance, file, line) > 0, line))
    if not any(each.is_right for each in read):
        raise BadInput("evaluate.empty", file=file)
    return read


def table(
    rows: Rows, file: str, needed: Mapping[str, Iterable[str]], optional: Mapping[str, Iterable[str]] | None = None
) -> list[tuple[int, dict[str, str]]]:
    """Line and cells by name of a table with a header. `needed` and `optional` give a column's name and its others."""
    body = [(line, cells) for line, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if not body:
        raise BadInput("evaluate.empty", file=file)
    header = [_plain(cell) for cell in body[0][1]]
    places: dict[str, int] = {}
    for name, others in {**needed, **(optional or {})}.items():
        found = [header.index(_plain(each)) for each in (name, *others) if _plain(each) in header]
        if not found and name in needed:
            told = tuple(cell.strip() for cell in body[0][1])[:20]
            raise BadInput("evaluate.column", file=file, column=name, found=told)
        if found:
            places[name] = found[0]
    read = []
    for line, cells in body[1:]:
        if len(cells) <= max(places[name] for name in needed):
            raise BadInput("evaluate.columns", file=file, line=line, found=len(cells), needed=len(header))
        kept = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        read.append((line, kept))
    if not read:
        raise BadInput("evaluate.empty", file=file)
    return read


def is_missing(text: str) -> bool:
    """An empty cell, or what a table program writes for one."""
    return text.strip().casefold() in {"", "nan", "<na>"}


def _body(rows: Rows) -> Iterator[tuple[int, Sequence[str]]]:
    """Lines from 1 with their cells, without blank lines and a header."""
    is_first = True
    for line, cells in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if not (is_first and _plain(cells[0]) in _HEADINGS):
            yield line, cells
        is_first = False


def _cells(cells: Sequence[str], needed: int, file: str, line: int) -> list[str]:
    if len(cells) < needed:
        raise BadInput("evaluate.columns", file=file, line=line, found=len(cells), needed=needed)
    return [cell.strip() for cell in cells]


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _number(cell: str, file: str, line: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadInput("evaluate.relevance", file=file, line=line, found=cell)
    return value


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
