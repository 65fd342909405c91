"""Job titles → similar job titles, in the form of TalentCLEF task A (Gascó et al., CLEF 2025)."""

from collections.abc import Mapping, Sequence

from matching.evaluate.metrics import average_precision, mean
from matching.evaluate.rows import Judgement, Known, Notes
from matching.evaluate.task import Task, judged
from matching.taxonomy.labels import Label
from matching.text.normalise import normalise


def titles_task(
    queries: Mapping[str, str],
    corpus: Mapping[str, str],
    qrels: Sequence[Judgement],
    *,
    lang: str | None,
    notes: Notes,
) -> Task:
    """Every title of the corpus is a thing of its own, to be ranked whole."""
    labels = [Label(element, lang or "und", text, "preferred", "occupation") for element, text in corpus.items()]
    is_query, is_element = Known(queries, notes), Known(corpus, notes)
    gold: dict[str, set[str]] = {}
    for each in qrels:
        if each.is_right:
            query = is_query.find(each.query, "qrels.tsv", each.line)
            gold.setdefault(query, set()).add(is_element.find(each.element, "qrels.tsv", each.line))
    return judged(queries, labels, gold, lang, file="qrels.tsv", notes=notes)


def titles_measures(task: Task, ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """MAP as the task defines it, and MAP once titles that are the query itself are neither offered nor asked for.

    The second leaves out queries that had no other right answer than themselves.
    """
    texts: dict[str, set[str]] = {}
    for label in task.labels:
        texts.setdefault(normalise(label.text), set()).add(label.concept_id)
    official, without = [], []
    for query, gold in task.gold.items():
        ranking = ranked.get(query, ())
        own = texts.get(normalise(task.queries[query]), set())
        official.append(average_precision(ranking, gold))
        if gold - own:
            without.append(average_precision([one for one in ranking if one not in own], gold - own))
    return {"MAP": mean(official), "MAP_without_own_string": mean(without)}
