"""Sentences and their spans → skills, in the form of Decorte et al. (RecSys in HR 2022 and 2023).

The unit is a distinct sentence, or a distinct span of a sentence; its gold is every label that any of its rows names,
those of its sub-spans too (a sub-span is the span reworded: "design and build sites" → "design sites"). Rows that
name no skill, as the vocabulary has none (LABEL NOT PRESENT) or the text is too vague (UNDERSPECIFIED), are left out,
and with them sentences and spans that have no other: there R-precision is undefined, and the papers leave them out too.
"""

from collections.abc import Iterable, Mapping, Sequence

from matching.errors import BadInput
from matching.evaluate.metrics import mean, r_precision, reciprocal_rank
from matching.evaluate.rows import Notes, Rows, is_missing, several, table
from matching.evaluate.task import Task, judged
from matching.taxonomy.labels import Label
from matching.text.normalise import normalise

DEPTH = 100  # skills of a ranking that are looked at
_NEEDED = {"sentence": ("text",), "label": ("labels", "skill", "skills", "esco_skill", "esco_label", "tag", "tags")}
_OPTIONAL = {"span": ("spans", "mention"), "sub_span": ()}
NO_SKILL = frozenset({"label not present", "underspecified", "unk", "unknown", "none"})


def skill_labels(lines: Iterable[str], lang: str | None, file: str) -> list[Label]:
    """One name a line, each a skill of its own; blank lines and repetitions do not count."""
    names = dict.fromkeys(line.strip() for line in lines if not is_missing(line))
    labels = [Label(name, lang or "und", name, "preferred", "skill") for name in names]
    if not labels:
        raise BadInput("evaluate.empty", file=file)
    return labels


def skill_tasks(
    rows: Rows, file: str, labels: Sequence[Label], *, lang: str | None, notes: Notes
) -> tuple[Task, Task | None]:
    """The task per sentence, and the task per span where the table has spans."""
    known = {normalise(label.text): label.concept_id for label in labels}
    known |= {label.text.casefold(): label.concept_id for label in labels}
    sentences: dict[str, set[str]] = {}
    spans: dict[tuple[str, str], set[str]] = {}
    for line, cells in table(rows, file, _NEEDED, _OPTIONAL):
        if is_missing(cells["sentence"]):
            notes.add("rows_with_an_empty_cell", file, line)
            continue
        named = [name for name in several(cells["label"]) if name.casefold() not in NO_SKILL]
        if not named:
            notes.add("rows_without_skill", file, line)
        right = {known.get(name.casefold(), known.get(normalise(name), name)) for name in named}
        sentences.setdefault(cells["sentence"], set()).update(right)
        if not is_missing(cells.get("span", "")):
            spans.setdefault((cells["sentence"], cells["span"]), set()).update(right)
    whole = _task({sentence: (sentence, gold) for sentence, gold in sentences.items()}, labels, lang, file, notes)
    parts = {f"{span} / {sentence}": (span, gold) for (sentence, span), gold in spans.items()}
    return whole, _task(parts, labels, lang, file, notes) if any(spans.values()) else None


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
    notes: Notes,
) -> Task:
    """The units that have gold."""
    kept = {unit: each for unit, each in units.items() if each[1]}
    texts = {unit: text for unit, (text, _) in kept.items()}
    return judged(texts, labels, {unit: gold for unit, (_, gold) in kept.items()}, lang, file=file, notes=notes)
