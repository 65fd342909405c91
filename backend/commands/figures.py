"""How figures are told: data for machines, a table for people, and remarks for both."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from backend.commands.ground import said
from matching.errors import BadInput
from matching.evaluate.rows import Notes

_REMARKS = {
    "queries_without_gold": "queries without a right answer, which were left out",
    "gold_without_query": "queries that are judged but not there",
    "gold_not_among_labels": "right answers that are not among the names, and count as missed",
    "concepts_without_pivot": "concepts that the pivot does not name, which can only be found in the corpus's language",
    "files_in_windows_1252": "files that are no UTF-8, which were read as Windows-1252 (Latin-1)",
    "rows_too_short": "rows with too few cells, which were left out",
    "rows_with_an_empty_cell": "rows with an empty cell, which were left out",
    "rows_with_a_known_id": "rows whose id was there before, of which the first counts",
    "rows_without_relevance": "rows whose relevance is no number, which were left out",
    "ids_written_otherwise": "ids that stand elsewhere as 7.0 for 7 or q1 for Q1, and were taken for the same",
}


def remark(remarks: Mapping[str, int], notes: Notes, *, strict: bool = False) -> None:
    """Says what a reader of the figures should know of; `strict` refuses instead (`evaluate.remarked`)."""
    told = [f"{remarks[code]} {words}{_where(notes, code)}" for code, words in _REMARKS.items() if code in remarks]
    if told and strict:
        raise BadInput("evaluate.remarked", told="; ".join(told))
    for each in told:
        said.print(f"Note: {each}.", highlight=False)


def tell(facts: Mapping[str, Any], measures: Mapping[str, Any], speed: float, *, as_json: bool) -> None:
    """Canonical JSON (sorted keys, six decimals), or a table."""
    rate = round(speed, 1)
    if as_json:
        document = {**facts, **_rounded(measures), "queries_per_second": rate}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
        return
    parts = {name: part for name, part in measures.items() if isinstance(part, Mapping)} or {"": measures}
    named = ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in facts.items() if value and name != "remarks"
    )
    table = Table(box=None)
    table.add_column("")
    for measure in next(iter(parts.values())):
        table.add_column(measure.replace("_", " "), justify="right")
    for name, part in parts.items():
        table.add_row(name.replace("_", " "), *(f"{value:.4f}" for value in part.values()))
    out = Console(width=None if sys.stdout.isatty() else 140)
    out.print(escape(named), highlight=False, soft_wrap=True)
    out.print(table)
    out.print(f"{rate:,} queries per second", highlight=False)


def _where(notes: Notes, code: str) -> str:
    file, line = notes.first.get(code, ("", 0))
    return f" (the first: {file}{f', line {line}' if line else ''})" if file else ""


def _rounded(measures: Any) -> Any:
    if isinstance(measures, Mapping):
        return {name: _rounded(value) for name, value in measures.items()}
    return round(measures, 6) if isinstance(measures, float) else measures
