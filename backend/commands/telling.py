"""What ESCO's tables tell of each occupation and skill, gathered for learning what words mean."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from backend.commands.benchmarks import read_csv
from matching.errors import BadInput
from matching.evaluate.normalise import vacancy_titles
from matching.evaluate.rows import Notes
from matching.learn.meanings import Told

_NAMES = re.compile(r"\s*[\n|]\s*")
_ABROAD = re.compile(r"occupations_labels_([a-z]{2})")
_TABLES = ("occupations_en.csv", "skills_en_merged.csv", "occupationSkillRelations_*.csv")
MOST = 40  # occupations of a skill that are listened to


def files_told(folder: Path, vacancies: Path | None, untaught: str) -> list[Path]:
    """What `concepts_told` reads: occupations, skills, relations, vacancies, and names in other languages."""
    tables = [_found(folder, name) for name in _TABLES]
    return [*tables, *([vacancies] if vacancies else []), *_abroad(folder, {"en", untaught}).values()]


def concepts_told(
    folder: Path, vacancies: Path | None, untaught: str
) -> tuple[dict[str, Told], dict[str, list[tuple[str, str]]]]:
    """By concept what is told in English; by other language (concept, name)."""
    *tables, relations = (_found(folder, name) for name in _TABLES)
    told: dict[str, Told] = {}
    for row in (row for path in tables for row in _rows(path)):
        each = told.setdefault(row["conceptUri"], Told())
        names = [row["preferredLabel"], *_NAMES.split(row["altLabels"]), row.get("altLabels_unsplit", "")]
        each.names += [name for name in names if name]
        each.descriptions.append(row["description"])
    first = {concept: each.names[0] for concept, each in told.items()}
    for row in _rows(relations):
        occupation, skill = row["occupationUri"], row["skillUri"]
        if occupation in told and skill in told:
            told[occupation].related.append(first[skill])
            if len(told[skill].related) < MOST:
                told[skill].related.append(first[occupation])
    if vacancies:
        for title, concept in vacancy_titles(read_csv(vacancies), vacancies.name, Notes()):
            if concept in told:
                told[concept].names.append(title)
    abroad = _abroad(folder, {"en", untaught})
    others = {lang: [(row["conceptUri"], row["label"]) for row in _rows(path)] for lang, path in abroad.items()}
    return told, others


def _abroad(folder: Path, without: Collection[str]) -> dict[str, Path]:
    """By language the file with the names of occupations."""
    found = {path: _ABROAD.match(path.name) for path in sorted(folder.rglob("occupations_labels_*.csv"))}
    return {lang[1]: path for path, lang in found.items() if lang and lang[1] not in without}


def _found(folder: Path, pattern: str) -> Path:
    paths = sorted(folder.rglob(pattern))
    if not paths:
        raise BadInput("evaluate.no-file", folder=str(folder), file=pattern)
    return paths[0]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    header, *rows = read_csv(path)
    return (dict(zip(header, cells, strict=False)) for cells in rows if cells)
