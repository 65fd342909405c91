"""Titles of real vacancies → occupations, in the form of the evaluation of JobBERT (Decorte et al., 2021)."""

import re

from matching.evaluate.rows import Known, Notes, Rows, complete, is_missing, several, table
from matching.evaluate.task import Task, judged
from matching.taxonomy.labels import Label

_NAMES = re.compile(r"\s*[\n|]\s*")  # ESCO parts alternative names by line breaks, some copies by bars


def occupation_labels(rows: Rows, file: str, lang: str | None, notes: Notes) -> list[Label]:
    """All names of all occupations, from ESCO's own table or one that is named like it."""
    needed = {"conceptUri": ("uri", "occupation_uri", "esco_uri"), "preferredLabel": ("label", "title", "name")}
    read = table(rows, file, needed, {"altLabels": ("alternative_labels",), "hiddenLabels": ()})
    labels = []
    for cells in complete(read, tuple(needed), file, notes):
        uri = cells["conceptUri"]
        labels.append(Label(uri, lang or "und", cells["preferredLabel"], "preferred", "occupation"))
        told = [each for name in ("altLabels", "hiddenLabels") for each in several(cells.get(name, ""))]
        others = [name for each in told for name in _NAMES.split(each) if not is_missing(name)]
        labels += [Label(uri, lang or "und", name, "alternative", "occupation") for name in others]
    return labels


def vacancy_titles(rows: Rows, file: str, notes: Notes) -> list[tuple[str, str]]:
    """Per vacancy its title and its occupation."""
    needed = {"vacancyTitle": ("title", "job_title", "query"), "conceptUri": ("uri", "esco_uri", "esco_id")}
    read = complete(table(rows, file, needed), tuple(needed), file, notes)
    return [(cells["vacancyTitle"], cells["conceptUri"]) for cells in read]


def normalise_task(
    titles: list[tuple[str, str]], labels: list[Label], *, lang: str | None, file: str, notes: Notes
) -> Task:
    """Every vacancy is a query with one right answer, also where two of them have the same title."""
    is_concept = Known((label.concept_id for label in labels), notes)
    queries = {str(number): title for number, (title, _) in enumerate(titles)}
    gold = {str(number): [is_concept.find(uri, file, 0)] for number, (_, uri) in enumerate(titles)}
    return judged(queries, labels, gold, lang, file=file, notes=notes)
