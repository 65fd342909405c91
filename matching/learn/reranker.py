"""Teaches the linker's re-ranker to put the right concept first; needs LightGBM, which the product itself does not.

LambdaMART (Burges, MSR-TR-2010-82) on questions of many languages, each language weighing the same whatever its size,
and rising in the features that never speak against a concept. Each benchmark teaches twice, the second time with its
language kept from the linker, so that what is learnt also serves where a language is unknown. Learnt
leave-one-language-out for what is reported.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.evaluate.metrics import mean, reciprocal_rank
from matching.evaluate.task import Task
from matching.taxonomy.evidence import FEATURES, RISING
from matching.taxonomy.labels import Labels
from matching.taxonomy.linker import Linker
from matching.taxonomy.postings import Floats
from matching.taxonomy.reranker import SCALE, Reranker

UNKNOWN = "und"  # ISO 639-2: undetermined
ROUNDS = 120
SETTINGS: Mapping[str, object] = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 20,
    "label_gain": [0, 1],
    "learning_rate": 0.08,
    "num_leaves": 8,
    "max_depth": 4,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "monotone_constraints": [int(name in RISING) for name in FEATURES],
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,  # the same trees on every machine
    "verbose": -1,
}
EVEN = 1_500.0  # questions of one language that weigh as much as those of another, however many there are
DECIMALS = 6  # of thresholds: features have fewer


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Questions of one benchmark in one language: candidates, what speaks for the first of them, which is right."""

    name: str
    lang: str
    gold: tuple[frozenset[str], ...]
    concepts: tuple[tuple[str, ...], ...]
    tables: tuple[Floats, ...]

    def rankings(self, scores: Callable[[Floats], NDArray[Any]]) -> list[list[str]]:
        """The candidates of each question as these scores put them."""
        return [
            [names[place] for place in np.argsort(-scores(table), kind="stable").tolist()] + [*names[len(table) :]]
            for names, table in zip(self.concepts, self.tables, strict=True)
        ]

    def reciprocal_rank(self, scores: Callable[[Floats], NDArray[Any]]) -> float:
        """MRR over the questions, 0 where the right concept is no candidate."""
        ranked = zip(self.rankings(scores), self.gold, strict=True)
        return mean(reciprocal_rank(names, gold) for names, gold in ranked)


def lessons(name: str, task: Task, lang: str, *, is_known: bool = True) -> Lessons:
    """What the re-ranker will see of each question. `lang` is one of the task's labels.

    `is_known` false: what it would see if nobody had prepared anything for that language, no rules and no meanings.
    """
    called = lang if is_known else UNKNOWN
    labels = [replace(label, lang=called) if label.lang == lang else label for label in task.labels]
    linker = Linker(Labels.build(labels))
    seen = [linker.evidence(text, called) for text in task.queries.values()]
    gold = tuple(task.gold[query] for query in task.queries)
    return Lessons(name, lang, gold, tuple(tuple(names) for names, _ in seen), tuple(table for _, table in seen))


def train(taught: Sequence[Lessons], inputs: Mapping[str, str]) -> dict[str, object]:
    """The forest in flat lists, as `Reranker.of` takes it. Equal lessons give equal numbers."""
    import lightgbm  # noqa: PLC0415  only who trains has it

    tables, right, sizes, weights = [], [], [], []
    for each in taught:
        weight = min(1.0, EVEN / sum(len(other.gold) for other in taught if other.lang == each.lang))
        for names, gold, table in zip(each.concepts, each.gold, each.tables, strict=True):
            is_right = [name in gold for name in names[: len(table)]]
            if any(is_right):
                tables.append(table)
                right += is_right
                sizes.append(len(table))
                weights += [weight] * len(table)
    data = lightgbm.Dataset(
        np.concatenate(tables), np.asarray(right, dtype=np.int8), group=sizes, weight=np.asarray(weights)
    )
    trees = lightgbm.train(dict(SETTINGS), data, ROUNDS).dump_model()["tree_info"]
    return {"features": list(FEATURES), "inputs": dict(sorted(inputs.items())), **_flat(trees)}


def held_out(taught: Sequence[Lessons]) -> dict[str, float]:
    """MRR of each benchmark when nothing was learnt from its language."""
    found = {}
    for lang in sorted({each.lang for each in taught}):
        model = Reranker.of(train([each for each in taught if each.lang != lang], {}))
        found.update({each.name: each.reciprocal_rank(model.scores) for each in taught if each.lang == lang})
    return found


def _flat(trees: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    nodes: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "left", "right", "leaf")}
    deepest = 0

    def add(node: Mapping[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest, at = max(deepest, depth), len(nodes["leaf"])
        is_leaf = "leaf_value" in node
        nodes["feature"].append(0 if is_leaf else node["split_feature"])
        nodes["threshold"].append(0 if is_leaf else round(node["threshold"], DECIMALS))
        nodes["leaf"].append(round(node["leaf_value"] * SCALE) if is_leaf else 0)
        nodes["left"].append(at)
        nodes["right"].append(at)
        if not is_leaf:
            nodes["left"][at] = add(node["left_child"], depth + 1)
            nodes["right"][at] = add(node["right_child"], depth + 1)
        return at

    roots = [add(tree["tree_structure"], 0) for tree in trees]
    return {"depth": deepest, "roots": roots, **nodes}
