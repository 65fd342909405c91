"""National titles → occupations, in the form of MELO, but judged over concepts: of many names the first counts.

Retyk et al., "MELO: An Evaluation Benchmark for Multilingual Entity Linking of Occupations", RecSys in HR 2024.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from matching.evaluate.metrics import average_precision, mean, recall, reciprocal_rank, success
from matching.evaluate.rows import Judgement, Known, Notes, Rows, complete, table
from matching.evaluate.task import Task, judged
from matching.taxonomy.labels import Label

DEPTH = 100  # concepts of a ranking that are looked at
_NAMED = re.compile(r"(?:^|_)q_([a-z]{2})_c_([a-z]{2}(?:_[a-z]{2})*)(?![a-z])")
_ELEMENT = re.compile(r"_([a-z]{2})_\d+$")


def langs_of_name(folder: str) -> tuple[str, str | None] | None:
    """The languages of queries and corpus that `usa_q_en_c_en` tells; None of the corpus where it has several."""
    named = _NAMED.search(folder.casefold())
    if named is None:
        return None
    return named[1], named[2] if len(named[2]) == 2 else None


def pivot_labels(rows: Rows, file: str, lang: str, notes: Notes) -> list[Label]:
    """Names of concepts in the language of the queries: `conceptUri,label,form_index`; form 0 is the preferred one."""
    columns = {"conceptUri": ("uri", "concept_id"), "label": ("preferredLabel", "text")}
    read = table(rows, file, columns, {"form_index": ("form",)})
    return [
        _label(cells["conceptUri"], lang, cells["label"], cells.get("form_index", "1"))
        for cells in complete(read, ("conceptUri", "label"), file, notes)
    ]


def linking_task(
    queries: Mapping[str, str],
    corpus: Mapping[str, str],
    concepts: Mapping[str, str],
    annotations: Sequence[Judgement],
    *,
    query_lang: str | None,
    corpus_lang: str | None,
    notes: Notes,
    pivot: Iterable[Label] = (),
) -> Task:
    """The task of one folder. `corpus`: element → name; `concepts`: element → concept; an element without is its own.

    An element's id tells its language where the corpus has several (`C000123_pt_000`). Of the pivot only concepts
    of the corpus are kept: an answer outside of it cannot be right.
    """
    is_query, is_element = Known(queries, notes), Known(corpus, notes)
    concepts = {is_element.find(element, "concept_mapping.tsv", 0): concept for element, concept in concepts.items()}
    asked = {concepts.get(element, element) for element in corpus}
    labels = [
        _label(concepts.get(element, element), _lang_of(element, corpus_lang), text, element.rpartition("_")[2])
        for element, text in corpus.items()
    ]
    between = [label for label in pivot if label.concept_id in asked]
    if between:
        notes.counts["concepts_without_pivot"] = len(asked - {label.concept_id for label in between})
    labels += between
    gold: dict[str, set[str]] = {}
    for each in annotations:
        if each.is_right:
            query = is_query.find(each.query, "annotations.tsv", each.line)
            element = is_element.find(each.element, "annotations.tsv", each.line)
            gold.setdefault(query, set()).add(concepts.get(element, element))
    return judged(queries, labels, gold, query_lang, file="annotations.tsv", notes=notes)


_MEASURES: Mapping[str, Callable[[Sequence[str], frozenset[str]], float]] = {
    "MRR": reciprocal_rank,
    "Acc@1": lambda ranking, gold: success(ranking, gold, 1),
    "Acc@5": lambda ranking, gold: success(ranking, gold, 5),
    "Acc@10": lambda ranking, gold: success(ranking, gold, 10),
    "MAP": average_precision,
    "R@100": lambda ranking, gold: recall(ranking, gold, 100),
}


def linking_measures(task: Task, ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """MRR, Acc@1/5/10, MAP and R@100 over concepts; a query without a ranking counts as zero."""
    return {
        name: mean(measure(ranked.get(query, ()), gold) for query, gold in task.gold.items())
        for name, measure in _MEASURES.items()
    }


def elements_tell_lang(corpus: Iterable[str]) -> bool:
    """Whether every element's id says which language its name is in."""
    return all(_ELEMENT.search(element) for element in corpus)


def langs_of(corpus: Iterable[str], lang: str | None) -> list[str]:
    """The languages of a corpus, sorted."""
    return sorted({_lang_of(element, lang) for element in corpus})


def _lang_of(element: str, lang: str | None) -> str:
    named = _ELEMENT.search(element)
    return lang or (named[1] if named else "und")


def _label(concept: str, lang: str, text: str, form: str) -> Label:
    is_first = form.isdigit() and int(form) == 0
    return Label(concept, lang, text, "preferred" if is_first else "alternative", "occupation")
