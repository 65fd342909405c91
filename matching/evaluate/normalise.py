"""Titles of real vacancies → occupations, in the form of the evaluation of JobBERT (Decorte et al., 2021)."""

import re

from matching.errors import BadInput
from matching.evaluate.rows import Rows, is_missing, table
from matching.evaluate.task import Task, judged
from matching.taxonomy.labels import Label

_NAMES = re.compile(r"\s*[\n|]\s*")  # ESCO parts alternative names by line breaks, some copies by bars


def occupation_labels(rows: Rows, file: str, lang: str | None) -> list[Label]:
    """All names of all occupations, from ESCO's own table or one that is named like it."""
    needed = {"conceptUri": ("uri", "occupation_uri"), "preferredLabel": ("label", "title")}
    read = table(rows, file, needed, {"altLabels": ("alternative_labels",), "hiddenLabels": ()})
    labels = []
    for line, cells in read:
        if is_missing(cells["conceptUri"]) or is_missing(cells["preferredLabel"]):
            raise BadInput("evaluate.missing", file=file, line=line)
        uri = cells["conceptUri"]
        labels.append(Label(uri, lang or "und", cells["preferredLabel"], "preferred", "occupation"))
        others = _NAMES.split(cells.get("altLabels", "")) + _NAMES.split(cells.get("hiddenLabels", ""))
        labels += [Label(uri, lang or "und", name, "alternative", "occupation") for name in others if name]
    return labels


def vacancy_titles(rows: Rows, file: str) -> list[tuple[str, str]]:
    """Per vacancy its title and its occupation."""
    needed = {"vacancyTitle": ("title", "job_title", "query"), "conceptUri": ("uri", "esco_uri", "esco_id")}
    read = table(rows, file, needed)
    for line, cells in read:
        if is_missing(cells["vacancyTitle"]) or is_missing(cells["conceptUri"]):
            raise BadInput("evaluate.missing", file=file, line=line)
    return [(cells["vacancyTitle"], cells["conceptUri"]) for _, cells in read]


def normalise_task(titles: list[tuple[str, str]], labels: list[Label], *, lang: str | None, file: str) -> Task:
    """Every vacancy is a query with one right answer, also where two of them have the same title."""
    queries = {str(number): title for number, (title, _) in enumerate(titles)}
    gold = {str(number): [uri] for number, (_, uri) in enumerate(titles)}
    return judged(queries, labels, gold, lang, file=file)
