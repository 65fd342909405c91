"""A table (CSV, RFC 4180) as postings: its first line names our fields, amounts are written as people write them."""

import csv
from io import StringIO
from typing import Any

from backend.core.problems import FieldError
from backend.opportunities.problems import ImportUnreadable
from backend.opportunities.reading.facts import LONGEST_ID, LONGEST_SUMMARY, Posting, stated
from backend.opportunities.reading.job_posting import cents
from backend.opportunities.reading.markup import beginning
from backend.opportunities.schemas import OpportunityDraft

ID = "external_id"
WORDS = {"municipality", "occupation", "skills"}  # words where the draft holds ids
IDS = {"organisation_id", "municipality_id", "occupation_id", "requirements", "languages"}
COLUMNS = {ID} | WORDS | (set(OpportunityDraft.model_fields) - IDS)
NEEDED = (ID, "title")
AMOUNTS = ("pay_min", "pay_max")
NO = {"no", "não", "nao", "false", "0", "net", "líquido"}


def postings(text: str) -> list[Posting]:
    """Its lines; raises `ImportUnreadable` with the column or the line that stands in the way."""
    table = csv.reader(StringIO(text), _dialect(text))
    try:
        header = [name.strip().lower() for name in next(table, [])]
        _check(header)
        return [_posting(header, row, table.line_num) for row in table if any(cell.strip() for cell in row)]
    except csv.Error:
        raise ImportUnreadable([FieldError(pointer=f"/lines/{table.line_num}", code="not_csv")]) from None


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or what spreadsheets of half of Europe write: semicolons."""
    first = text.partition("\n")[0]

    class Separated(csv.excel):
        delimiter = max(",;\t", key=first.count)
        strict = True

    return Separated


def _check(header: list[str]) -> None:
    unknown = [FieldError(pointer=f"/columns/{name}", code="unknown_column") for name in header if name not in COLUMNS]
    missing = [FieldError(pointer=f"/columns/{name}", code="missing_column") for name in NEEDED if name not in header]
    twice = [FieldError(pointer=f"/columns/{name}", code="repeated") for name in set(header) if header.count(name) > 1]
    if errors := [*missing, *sorted(twice, key=lambda error: error.pointer), *unknown]:
        raise ImportUnreadable(errors, columns=", ".join(sorted(COLUMNS)))


def _posting(header: list[str], row: list[str], line: int) -> Posting:
    if len(row) != len(header):
        raise ImportUnreadable([FieldError(pointer=f"/lines/{line}", code="wrong_number_of_columns")])
    said: dict[str, Any] = dict(zip(header, (cell.strip() for cell in row), strict=True))
    external_id, unread = said.pop(ID)[:LONGEST_ID], {}
    for name in AMOUNTS:
        if said.get(name):
            said[name], words = cents(said[name]), said[name]
            if said[name] is None:
                unread[name] = words
    if "skills" in said:
        said["skills"] = [skill for part in said["skills"].split(";") if (skill := part.strip())]
    if said.get("pay_is_gross"):
        said["pay_is_gross"] = said["pay_is_gross"].lower() not in NO
    if said.get("pay_min") or said.get("pay_max"):
        said["pay_basis"] = said.get("pay_basis") or "range"
    said["summary"] = said.get("summary") or beginning(said.get("description", ""), LONGEST_SUMMARY)
    return Posting(external_id, line, stated(said), unread)
