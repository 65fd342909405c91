"""Sentences and their spans → skills, in the form of Decorte et al. (RecSys in HR 2022 and 2023).

The unit is a distinct sentence, or a distinct span of a sentence; its gold is every label that any of its rows names,
those of its sub-spans too (a sub-span is the span reworded: "design and build sites" → "design sites"). Rows that
name no skill, as the vocabulary has none (LABEL NOT PRESENT) or the text is too vague (UNDERSPECIFIED), are left out,
and with them sentences and spans that have no other: there R-precision is undefined, and the papers leave them out too.
"""

from collections.abc import Iterable, Mapping, Sequence

from matching.errors import BadInput
from matching.evaluate.metrics import mean, r_precision, reciprocal_rank
from matching.evaluate.rows import Rows, is_missing, table
from matching.evaluate.task import Task, judged
from matching.taxonomy.labels import Label

DEPTH = 100  # skills of a ranking that are looked at
NO_SKILL = frozenset({"label not present", "underspecified", "unk", "unknown", "none"})


def skill_labels(lines: Iterable[str], lang: str | None, file: str) -> list[Label]:
    """One name a line, each a skill of its own; blank lines and repetitions do not count."""
    names = dict.fromkeys(line.strip() for line in lines)
    labels = [Label(name, lang or "und", name, "preferred", "skill") for name in names if name]
    if not labels:
        raise BadInput("evaluate.empty", file=file)
    return labels


def skill_tasks(rows: Rows, file: str, labels: Sequence[Label], *, lang: str | None) -> tuple[Task, Task | None]:
    """The task per sentence, and the task per span where the table has spans."""
    read = table(rows, file, {"sentence": ("text",), "label": ("labels", "skill")}, {"span": (), "sub_span": ()})
    known = {label.text.casefold(): label.concept_id for label in labels}
    sentences: dict[str, set[str]] = {}
    spans: dict[tuple[str, str], set[str]] = {}
    unlabelled = 0
    for line, cells in read:
        if is_missing(cells["sentence"]):
            raise BadInput("evaluate.missing", file=file, line=line)
        name = cells["label"]
        is_none = is_missing(name) or name.casefold() in NO_SKILL
        unlabelled += is_none
        right = set() if is_none else {known.get(name.casefold(), name)}
        sentences.setdefault(cells["sentence"], set()).update(right)
        if not is_missing(cells.get("span", "")):
            spans.setdefault((cells["sentence"], cells["span"]), set()).update(right)
    remarks = {"rows_without_skill": unlabelled}
    whole = _task({sentence: (sentence, gold) for sentence, gold in sentences.items()}, labels, lang, file, remarks)
    parts = {f"{span} / {sentence}": (span, gold) for (sentence, span), gold in spans.items()}
    return whole, _task(parts, labels, lang, file, remarks) if any(spans.values()) else None


def skill_measures(task: Task, ranked: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """RP@5, RP@10 and MRR, means over the units."""
    each = [(ranked.get(query, ()), gold) for query, gold in task.gold.items()]
    return {
        "RP@5": mean(r_precision(ranking, gold, 5) for ranking, gold in each),
        "RP@10": mean(r_precision(ranking, gold, 10) for ranking, gold in each),
        "MRR": mean(reciprocal_rank(ranking, gold) for ranking, gold in each),
    }


def _task(
    units: Mapping[str, tuple[str, set[str]]],
    labels: Sequence[Label],
    lang: str | None,
    file: str,
    remarks: Mapping[str, int],
) -> Task:
    """The units that have gold."""
    kept = {unit: each for unit, each in units.items() if each[1]}
    texts = {unit: text for unit, (text, _) in kept.items()}
    return judged(texts, labels, {unit: gold for unit, (_, gold) in kept.items()}, lang, file=file, remarks=remarks)
