"""Applications as a file that a spreadsheet or a program reads: the same columns in both, one row at a time."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from backend.applications.models import Application
from backend.applications.schemas import ExportFormat
from backend.applications.snapshots import shown_of

COLUMNS = (
    "id",
    "name",
    "headline",
    "email",
    "municipality",
    "status",
    "status_at",
    "sent_at",
    "answered_at",
    "reply_by_at",
    "reason",
    "ended_by",
    "skills",
    "languages",
    "note",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV Injection"); an apostrophe makes it text."""
MEDIA_TYPES = {ExportFormat.CSV: "text/csv; charset=utf-8", ExportFormat.JSON: "application/json"}


def written(applications: Iterable[Application], kind: ExportFormat) -> Iterator[str]:
    """The file, part by part; no row waits for the next."""
    return _csv(applications) if kind == ExportFormat.CSV else _json(applications)


def _csv(applications: Iterable[Application]) -> Iterator[str]:
    yield "\ufeff" + _line(COLUMNS)  # without the mark, spreadsheets read Portuguese as Latin-1
    for application in applications:
        yield _line(_cell(value) for value in _row(application).values())


def _json(applications: Iterable[Application]) -> Iterator[str]:
    before = "["
    for application in applications:
        yield before + json.dumps(_row(application), ensure_ascii=False)
        before = ",\n"
    yield "]\n" if before != "[" else "[]\n"


def _row(application: Application) -> dict[str, Any]:
    said = {name: getattr(application, name) for name in COLUMNS if hasattr(Application, name)}
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in said.items()}
    plain["id"] = str(application.id)
    shown = shown_of(application.shown.content) if application.shown else None
    if shown:
        plain |= {name: getattr(shown.person, name) for name in ("name", "headline", "email", "municipality")}
        plain["skills"] = [one.name for one in shown.person.skills]
        plain["languages"] = [f"{one.name} {one.cefr}" for one in shown.person.languages]
        plain["note"] = shown.note
    return {name: plain.get(name) for name in COLUMNS}


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
