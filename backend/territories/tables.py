"""Reads a table of municipalities, and says of each line what is wrong with it."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from backend.core.problems import FieldError
from backend.territories.problems import BadTable
from backend.territories.schemas import MunicipalityLine

COLUMNS = frozenset(MunicipalityLine.model_fields)
NEEDED = frozenset(name for name, field in MunicipalityLine.model_fields.items() if field.is_required())
MOST_ERRORS = 50  # told at once


def read_table(path: Path) -> list[MunicipalityLine]:
    """All lines of a UTF-8, comma-separated table with a header; raises `BadTable` unless every one is right."""
    table = csv.DictReader(_text(path).splitlines(), strict=True)
    lines: list[tuple[int, MunicipalityLine]] = []
    errors: list[FieldError] = []
    try:
        _check_header(table.fieldnames or ())
        for row in table:
            line = _line(table.line_num, row)
            if isinstance(line, MunicipalityLine):
                lines.append((table.line_num, line))
            else:
                errors += line
    except csv.Error as error:
        after = table.line_num + 1  # the reader counts a line once it could read it
        errors.append(FieldError(pointer=f"/lines/{after}", code="not_csv", detail=str(error)))
    errors += _quarrels(lines)
    if not lines and not errors:
        errors.append(FieldError(pointer="", code="empty_table", detail="There is no line below the header."))
    if errors:
        raise BadTable(errors[:MOST_ERRORS], count=len(errors))
    return [line for _, line in lines]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadTable([FieldError(pointer="", code="not_utf8", detail="Save the table in UTF-8.")]) from None
    except OSError as error:
        raise BadTable([FieldError(pointer="", code="unreadable", detail=error.strerror or "")]) from None


def _check_header(names: Iterable[str]) -> None:
    missing, unknown = NEEDED - set(names), set(names) - COLUMNS
    errors = [FieldError(pointer=f"/lines/1/{name}", code="missing_column") for name in sorted(missing)]
    errors += [FieldError(pointer=f"/lines/1/{name}", code="unknown_column") for name in sorted(unknown)]
    if errors:
        raise BadTable(errors[:MOST_ERRORS], count=len(errors))


def _line(number: int, row: dict[Any, Any]) -> MunicipalityLine | list[FieldError]:
    if None in row or None in row.values():  # what DictReader makes of a line that is too long or too short
        return [FieldError(pointer=f"/lines/{number}", code="wrong_number_of_columns")]
    try:
        return MunicipalityLine.model_validate(row)
    except ValidationError as invalid:
        return [
            FieldError(pointer=f"/lines/{number}/{error['loc'][0]}", code=error["type"], detail=error["msg"])
            for error in invalid.errors()
        ]


def _quarrels(lines: Iterable[tuple[int, MunicipalityLine]]) -> Iterator[FieldError]:
    """Where a line contradicts an earlier one."""
    codes: set[str] = set()
    names: dict[str, str] = {}
    for number, line in lines:
        if line.code in codes:
            yield FieldError(pointer=f"/lines/{number}/code", code="repeated", params={"value": line.code})
        codes.add(line.code)
        whole = line.nuts3[:4]
        for column, of in (("nuts3_name", line.nuts3), ("nuts2_name", whole), ("nuts2_article", f"{whole}/article")):
            name = getattr(line, column)
            if names.setdefault(of, name) != name:
                other = {"value": name, "other": names[of]}
                yield FieldError(pointer=f"/lines/{number}/{column}", code="two_names", params=other)
