"""The vocabulary that ships with the system: one table per kind, written to be read and reviewed by people."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from backend.taxonomy.vocabulary import ConceptKind, Entry, Name, RelationKind, Vocabulary, gendered, plain

FOLDER = Path(__file__).parent
FILES = {
    ConceptKind.SKILL: "skills.csv",
    ConceptKind.TOOL: "tools.csv",
    ConceptKind.CRAFT: "crafts.csv",
    ConceptKind.OCCUPATION: "occupations.csv",
    ConceptKind.SECTOR: "sectors.csv",
    ConceptKind.LANGUAGE: "languages.csv",
    ConceptKind.FIELD: "fields.csv",
}
GROUPED = {ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.CRAFT, ConceptKind.OCCUPATION}
LINKS = (RelationKind.RELATED, RelationKind.ESSENTIAL, RelationKind.OPTIONAL)


@cache
def read_starter() -> Vocabulary:
    """All seven tables. Raises ValueError, naming file and line, where one of them is not well formed."""
    entries: dict[str, Entry] = {}
    for kind, file in FILES.items():
        for line, entry in _read(kind, FOLDER / file):
            if entry.key in entries:
                raise ValueError(f"{file}:{line}: {entry.key} stands there twice")
            entries[entry.key] = entry
    return Vocabulary(entries)


def _read(kind: ConceptKind, path: Path) -> Iterator[tuple[int, Entry]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        for row in rows:
            if None in row or None in row.values():
                raise ValueError(f"{path.name}:{rows.line_num}: too many or too few columns")
            entry = _entry(kind, row)
            if loose := _weak(row) - {name.text.casefold() for name in entry.names}:
                raise ValueError(f"{path.name}:{rows.line_num}: weak, but no name on this line: {sorted(loose)}")
            yield rows.line_num, entry


def _entry(kind: ConceptKind, row: dict[str, str]) -> Entry:
    weak = _weak(row)
    return Entry(
        key=f"{kind}/{row['key']}",
        kind=kind,
        names=tuple(replace(name, is_weak=name.text.casefold() in weak) for name in _names(kind, row)),
        links=tuple(_links(kind, row)),
        code=row.get("code") or None,
        is_group=kind in GROUPED and not row["broader"],
    )


def _names(kind: ConceptKind, row: dict[str, str]) -> Iterator[Name]:
    """Only names of people come in two genders; elsewhere a slash is a part of the name (Max/MSP)."""
    in_portuguese = gendered if kind == ConceptKind.OCCUPATION else plain
    yield from plain(row["en"], "en", is_preferred=True)
    yield from in_portuguese(row["pt"], "pt", is_preferred=True)
    for text in _list(row, "own"):
        yield from plain(text, row["code"], is_preferred=False)
    for text in _list(row, "en_also"):
        yield from plain(text, "en", is_preferred=False)
    for text in _list(row, "pt_also"):
        yield from in_portuguese(text, "pt", is_preferred=False)


def _links(kind: ConceptKind, row: dict[str, str]) -> Iterator[tuple[RelationKind, str]]:
    for key in _list(row, "broader"):
        yield RelationKind.BROADER, f"{kind}/{key}"
    for link in LINKS:
        for key in _list(row, link):
            yield link, key


def _list(row: dict[str, str], column: str) -> list[str]:
    return [item.strip() for item in row.get(column, "").split(";") if item.strip()]


def _weak(row: dict[str, str]) -> set[str]:
    return {text.casefold() for text in _list(row, "weak")}
