"""What a ranking is worth, by the measures of information retrieval.

A ranking is a sequence of distinct ids, best first; gold is the set of ids that are right. Every measure is of one
query and lies in 0..1; `mean` takes them together. Definitions are those of trec_eval (Buckley; Voorhees and Harman,
*TREC*, MIT Press 2005, chapter 3), so that figures can be held against published ones.

All raise `BadInput` when nothing is right (`evaluate.no-gold`: such a measure is undefined, not zero) or when a ranking
names something twice (`evaluate.repeated`).
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from matching.errors import BadInput


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str]) -> float:
    """1 / the place of the first right one; 0 when there is none."""
    return next((1 / place for place, is_right in enumerate(_hits(ranking, gold), 1) if is_right), 0.0)


def success(ranking: Sequence[str], gold: Collection[str], depth: int) -> float:
    """1 when one of the first `depth` is right, else 0. Accuracy at k, as papers on linking call it."""
    return float(any(_hits(ranking, gold)[:depth]))


def recall(ranking: Sequence[str], gold: Collection[str], depth: int) -> float:
    """The share of the right ones that is among the first `depth`."""
    return sum(_hits(ranking, gold)[:depth]) / len(gold)


def average_precision(ranking: Sequence[str], gold: Collection[str]) -> float:
    """The mean, over all right ones, of the precision at their places; 0 for those that are not in the ranking."""
    found, precisions = 0, []
    for place, is_right in enumerate(_hits(ranking, gold), 1):
        found += is_right
        if is_right:
            precisions.append(found / place)
    return math.fsum(precisions) / len(gold)


def r_precision(ranking: Sequence[str], gold: Collection[str], depth: int) -> float:
    """The right ones among the first `depth`, divided by how many there can be: RP@K = Σ rel(k) / min(K, R).

    Decorte et al., "Design of Negative Sampling Strategies for Distantly Supervised Skill Extraction", RecSys in HR
    2022 (and 2023), where the mean over sentences is reported.
    """
    return sum(_hits(ranking, gold)[:depth]) / min(depth, len(gold))


def ndcg(ranking: Sequence[str], gains: Mapping[str, float], depth: int) -> float:
    """Discounted cumulative gain over the best there can be: Σ gain / log₂(place + 1), Järvelin and Kekäläinen 2002.

    `gains` are ≥ 0; what is not in it gains nothing.
    """
    _hits(ranking, [one for one, gain in gains.items() if gain > 0])
    reached = _discounted([gains.get(one, 0.0) for one in ranking[:depth]])
    return reached / _discounted(sorted(gains.values(), reverse=True)[:depth])


def by_score(scores: Mapping[str, float]) -> list[str]:
    """Ids by falling score; equal ones by falling id, which is how trec_eval reads a run with ties."""
    return sorted(scores, key=lambda one: (scores[one], one), reverse=True)


def mean(values: Iterable[float]) -> float:
    """The mean, summed exactly; 0 of nothing."""
    told = list(values)
    return math.fsum(told) / len(told) if told else 0.0


def _hits(ranking: Sequence[str], gold: Collection[str]) -> list[bool]:
    """Per place whether it is right."""
    if not gold:
        raise BadInput("evaluate.no-gold")
    if len(set(ranking)) != len(ranking):
        raise BadInput("evaluate.repeated")
    return [one in gold for one in ranking]


def _discounted(gains: Sequence[float]) -> float:
    return math.fsum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))
