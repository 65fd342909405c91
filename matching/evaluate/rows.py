"""Reads the rows of benchmark files: forgiving about headers, order and spacing; what cannot be read is left out aloud.

Every function takes rows as they stood in a file (lists of cells; an empty list is a blank line), the file's name, and
`Notes` of what was left out. Where nothing remains what was wrong first is raised: `BadInput` with a code, the file,
the line from 1, and what was found.
"""

import ast
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from matching.errors import BadInput

Rows: TypeAlias = Sequence[Sequence[str]]
_Some = TypeVar("_Some", bound=Sized)

_IDS = ("", "id", "key", "uri")
_QUERY = {f"{name}{ending}" for name in ("q", "query", "topic") for ending in _IDS} | {"query"}
_ELEMENT = {
    f"{name}{ending}"
    for name in ("c", "corpus", "corpuselement", "element", "doc", "document", "d", "docno")
    for ending in _IDS
}
_CONCEPT = {f"{name}{ending}" for name in ("concept", "esco", "escoconcept") for ending in _IDS} | {"uri"}
_RELEVANCE = {"relevance", "rel", "score", "judgement", "judgment", "gain", "grade", "label", "relevant"}
_ROUNDS = {"iter", "iteration", "round", "0"}
_TEXTS = {"jobtitle", "title", "text", "name", "label", "string", "surfaceform", "form", "occupation", "jobtitles"}
# Names that a cell has only in a header. Some publishers write one, some do not.
_HEADINGS = (_QUERY | _ELEMENT | _CONCEPT | {"id", "key"}) - {"q", "c", "d"}


@dataclass(frozen=True, slots=True)
class Notes:
    """How often something was left out or read with good will, by code, and where that was first: file and line."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, code: str, file: str, line: int) -> None:
        """Once more."""
        self.counts[code] += 1
        self.first.setdefault(code, (file, line))


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody said that this element is right (or is not) for this query; `line` is where."""

    query: str
    element: str
    is_right: bool
    line: int


def pairs(rows: Rows, file: str, notes: Notes) -> dict[str, str]:
    """Id → text, in the order of the file; other columns are left alone.

    A header tells which column is which; without one the first is the id and the second the text. Rows with too few
    cells, with an empty one, or with an id that was there before are left out.
    """
    read: dict[str, str] = {}
    wrong: list[BadInput] = []
    header, body = _parted(rows)
    key_at, text_at = _places(header)
    for line, cells in body:
        problem = _incomplete(cells, (key_at, text_at), file, line)
        if problem is None and cells[key_at].strip() in read:
            problem = BadInput("evaluate.duplicate", file=file, line=line, id=cells[key_at].strip())
        if problem is None:
            read[cells[key_at].strip()] = cells[text_at].strip()
        else:
            wrong.append(_noted(problem, notes))
    return _some(read, wrong, file)


def judgements(rows: Rows, file: str, notes: Notes) -> list[Judgement]:
    """`query 0 element relevance`, the form of TREC's qrels, parted by tabs or spaces. Above 0 is right.

    Also without the 0, where the third of three columns is a number; without a relevance, where there are two columns:
    then all are right; and in any order that a header tells.
    """
    read = []
    wrong: list[BadInput] = []
    header, body = _parted([cells if len(cells) != 1 else cells[0].split() for cells in rows])
    told = _named_places(header)
    for line, cells in body:
        try:
            read.append(_judgement(cells, told, file, line))
        except BadInput as problem:
            wrong.append(_noted(problem, notes))
    return _some(read if any(each.is_right for each in read) else [], wrong, file)


def table(
    rows: Rows, file: str, needed: Mapping[str, Iterable[str]], optional: Mapping[str, Iterable[str]] | None = None
) -> list[tuple[int, dict[str, str]]]:
    """Line and cells by name of a table with a header; a row that ends early has empty cells.

    `needed` and `optional` give a column's name and its others.
    """
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
    read = [
        (line, {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()})
        for line, cells in body[1:]
    ]
    return _some(read, [], file)


def complete(
    read: Iterable[tuple[int, Mapping[str, str]]], columns: Collection[str], file: str, notes: Notes
) -> list[Mapping[str, str]]:
    """The rows of a table that have something in each of these columns."""
    kept, wrong = [], []
    for line, cells in read:
        if any(is_missing(cells[column]) for column in columns):
            wrong.append(_noted(BadInput("evaluate.missing", file=file, line=line), notes))
        else:
            kept.append(cells)
    return _some(kept, wrong, file)


def is_missing(text: str) -> bool:
    """An empty cell, or what a table program writes for one."""
    return text.strip().casefold() in {"", "nan", "<na>", "n/a", "null", "none"}


def several(cell: str) -> list[str]:
    """The texts of a cell: those of a list as Python or JSON writes it, else the cell; none where it is empty."""
    if cell[:1] == "[" and cell[-1:] == "]":
        try:
            found = ast.literal_eval(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            found = [cell]
        return [str(each).strip() for each in found if not is_missing(str(each))]
    return [] if is_missing(cell) else [cell]


class Known:
    """Ids that are there, found again by who writes them otherwise: 7 as 7.0 or 007, Q1 as q1."""

    def __init__(self, ids: Iterable[str], notes: Notes) -> None:
        self._notes = notes
        self._exact = set(ids)
        self._loose: dict[str, str | None] = {}
        for each in self._exact:
            short = _short(each)
            self._loose[short] = None if short in self._loose else each  # two that differ so are not to be mixed up

    def find(self, told: str, file: str, line: int) -> str:
        """The id that is meant; the told one where there is none or more than one."""
        if told in self._exact:
            return told
        meant = self._loose.get(_short(told))
        if meant is None:
            return told
        self._notes.add("ids_written_otherwise", file, line)
        return meant


def _short(told: str) -> str:
    whole, _, rest = told.strip().casefold().partition(".")
    if whole.isdecimal() and not rest.strip("0"):
        return str(int(whole)) if len(whole) < 100 else whole
    return told.strip().casefold()


def _parted(rows: Rows) -> tuple[list[str], list[tuple[int, Sequence[str]]]]:
    """The header, empty if there is none; and the lines from 1 with their cells, without blank ones."""
    body = [(line, cells) for line, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if not body:
        return [], []
    first = [_plain(cell) for cell in body[0][1]]
    is_header = first[0] in _HEADINGS or (first[0] in {"", *_TEXTS, *_RELEVANCE} and not _HEADINGS.isdisjoint(first))
    return (first, body[1:]) if is_header else ([], body)


def _places(header: Sequence[str]) -> tuple[int, int]:
    """Where id and text stand."""
    ids = [at for at, name in enumerate(header) if name in _HEADINGS]
    if len(header) < 2 or not ids:
        return 0, 1
    plain = [at for at in ids if header[at] not in _CONCEPT] or ids
    others = [at for at, name in enumerate(header) if at != plain[0] and name]
    texts = [at for at in others if header[at] in _TEXTS] or [at for at in others if header[at] in _CONCEPT]
    return plain[0], (texts or [at for at in others if at not in ids] or others or [1 - min(plain[0], 1)])[0]


def _named_places(header: Sequence[str]) -> Mapping[str, int]:
    """Where a header says that query, element and relevance stand; empty if it does not name the first two."""
    found = {}
    for name, names in (("query", _QUERY), ("element", _ELEMENT | _CONCEPT), ("relevance", _RELEVANCE)):
        at = next((at for at, each in enumerate(header) if each in names), None)
        if at is not None:
            found[name] = at
    return found if {"query", "element"} <= found.keys() else {}


def _judgement(cells: Sequence[str], told: Mapping[str, int], file: str, line: int) -> Judgement:
    """What a row says. Raises BadInput where it says nothing."""
    if told:
        places = (told["query"], told["element"])
        at = told.get("relevance")
    elif len(cells) == 2 or (len(cells) == 3 and _is_number(cells[2]) and not is_missing(cells[1])):
        places, at = (0, 1), 2 if len(cells) == 3 else None
    else:
        places, at = (0, 2), 3
    problem = _incomplete(cells, places if at is None else (*places, at), file, line, may_miss=at)
    if problem is not None:
        raise problem
    is_right = at is None or _number(cells[at], file, line) > 0
    return Judgement(cells[places[0]].strip(), cells[places[1]].strip(), is_right, line)


def _incomplete(
    cells: Sequence[str], places: Sequence[int], file: str, line: int, may_miss: int | None = None
) -> BadInput | None:
    if len(cells) <= max(places):
        return BadInput("evaluate.columns", file=file, line=line, found=len(cells), needed=max(places) + 1)
    if any(is_missing(cells[at]) for at in places if at != may_miss):
        return BadInput("evaluate.missing", file=file, line=line)
    return None


_CODES = {
    "evaluate.columns": "rows_too_short",
    "evaluate.missing": "rows_with_an_empty_cell",
    "evaluate.duplicate": "rows_with_a_known_id",
    "evaluate.relevance": "rows_without_relevance",
}


def _noted(problem: BadInput, notes: Notes) -> BadInput:
    line = problem.facts["line"]
    notes.add(_CODES[problem.code], str(problem.facts["file"]), line if isinstance(line, int) else 0)
    return problem


def _some(read: _Some, wrong: Sequence[BadInput], file: str) -> _Some:
    """What was read. Where that is nothing, raises what was wrong first."""
    if read:
        return read
    raise wrong[0] if wrong else BadInput("evaluate.empty", file=file)


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _number(cell: str, file: str, line: int) -> float:
    if not _is_number(cell):
        raise BadInput("evaluate.relevance", file=file, line=line, found=cell.strip())
    return float(cell)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
