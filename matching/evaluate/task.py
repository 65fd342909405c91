"""A benchmark in memory: texts to understand, names to choose from, and which are right."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from matching.errors import BadInput
from matching.evaluate.rows import Notes
from matching.taxonomy.labels import Label
from matching.taxonomy.linker import Linker

SHOWN = 64  # so often it is told how many are done: to draw takes longer than to link


@dataclass(frozen=True, slots=True)
class Task:
    """What a linker is asked, in one language `lang` (ISO 639-1, None if unknown), and what it should say.

    `queries`: id → text, only those that have gold. `gold`: query id → concept ids, never empty. `remarks`: how often
    something was found that is no mistake but that a reader of the figures should know of.
    """

    queries: Mapping[str, str]
    labels: tuple[Label, ...]
    gold: Mapping[str, frozenset[str]]
    lang: str | None
    remarks: Mapping[str, int] = field(default_factory=dict)

    @property
    def concepts(self) -> int:
        """How many there are to choose from."""
        return len({label.concept_id for label in self.labels})


def judged(
    queries: Mapping[str, str],
    labels: Iterable[Label],
    gold: Mapping[str, Iterable[str]],
    lang: str | None,
    *,
    file: str,
    notes: Notes,
) -> Task:
    """The task over the queries that have gold, as trec_eval does it: of the others no measure is defined.

    Gold that cannot be found, as it is not among the labels, stays and counts as missed. Raises `BadInput`
    (`evaluate.no-gold`) when no query has any; `file` is where it should have stood.
    """
    told = tuple(labels)
    known = {label.concept_id for label in told}
    right = {query: frozenset(gold[query]) for query in queries if gold.get(query)}
    if not right:
        raise BadInput("evaluate.no-gold", file=file)
    counts = {
        "queries_without_gold": len(queries) - len(right),
        "gold_without_query": len(gold.keys() - queries.keys()),
        "gold_not_among_labels": sum(len(each - known) for each in right.values()),
        **notes.counts,
    }
    kept = {query: text for query, text in queries.items() if query in right}
    return Task(kept, told, right, lang, {code: count for code, count in counts.items() if count})


def rankings(linker: Linker, task: Task, depth: int, show: Callable[[int], object] = int) -> dict[str, list[str]]:
    """Query id → the `depth` concepts that the linker ranks first. `show` is told how many are done."""
    ranked: dict[str, list[str]] = {}
    found = linker.rank_ids(task.queries.values(), task.lang, depth=depth)
    for query, concepts in zip(task.queries, found, strict=True):
        ranked[query] = concepts
        if len(ranked) % SHOWN == 0 or len(ranked) == len(task.queries):
            show(len(ranked))
    return ranked
