"""Our measures are the field's: trec_eval, asked through ir-measures, says the same of any run."""

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import AP, RR, P, R, Success, nDCG

from matching.errors import BadInput
from matching.evaluate import metrics

IDS = [f"d{n}" for n in range(12)]
GOLD = st.dictionaries(st.sampled_from(IDS), st.sampled_from([1, 1, 2, 3]), min_size=1, max_size=8)
RUN = st.dictionaries(st.sampled_from(IDS), st.sampled_from([0.0, 0.25, 0.5, 1.0]))  # few scores: many ties
DEPTHS = (1, 5, 10)


@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(GOLD, st.none() | RUN), min_size=1))
def test_every_measure_equals_trec_eval_with_ties_and_with_queries_that_were_not_answered(queries):
    qrels = {query: gold for query, (gold, _) in queries.items()}
    run = {query: scores for query, (_, scores) in queries.items() if scores}
    ranked = {query: metrics.by_score(scores) for query, scores in run.items()}

    def ours(measure, *depth):
        return metrics.mean(measure(ranked.get(query, ()), gold, *depth) for query, gold in qrels.items())

    told = {RR: ours(metrics.reciprocal_rank), AP: ours(metrics.average_precision)}
    for depth in DEPTHS:
        told |= {Success @ depth: ours(metrics.success, depth), R @ depth: ours(metrics.recall, depth)}
        told[nDCG @ depth] = ours(metrics.ndcg, depth)
    for measure, value in ir_measures.calc_aggregate(list(told), qrels, run).items():
        assert told[measure] == pytest.approx(value, abs=1e-9), measure


@given(GOLD, RUN, st.sampled_from(DEPTHS))
def test_r_precision_at_k_is_precision_at_k_over_the_best_there_can_be(gold, run, depth):
    precision = ir_measures.calc_aggregate([P @ depth], {"q": gold}, {"q": run})[P @ depth] if run else 0.0
    expected = precision * depth / min(depth, len(gold))
    assert metrics.r_precision(metrics.by_score(run), gold, depth) == pytest.approx(expected)


def test_the_figures_of_one_ranking_by_hand():
    ranking, gold = ["a", "b", "c", "d"], {"b", "d", "z"}
    assert metrics.reciprocal_rank(ranking, gold) == 1 / 2
    assert metrics.average_precision(ranking, gold) == pytest.approx((1 / 2 + 2 / 4) / 3)
    assert [metrics.success(ranking, gold, depth) for depth in (1, 2)] == [0, 1]
    assert metrics.recall(ranking, gold, 4) == pytest.approx(2 / 3)
    assert metrics.r_precision(ranking, gold, 2) == 1 / 2
    assert metrics.r_precision(ranking, gold, 5) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "measure",
    [
        metrics.reciprocal_rank,
        metrics.average_precision,
        lambda ranking, gold: metrics.recall(ranking, gold, 5),
        lambda ranking, gold: metrics.success(ranking, gold, 5),
        lambda ranking, gold: metrics.r_precision(ranking, gold, 5),
        lambda ranking, gold: metrics.ndcg(ranking, dict.fromkeys(gold, 1.0), 5),
    ],
)
def test_no_measure_is_given_of_what_has_no_answer_or_says_one_thing_twice(measure):
    with pytest.raises(BadInput, match=r"evaluate\.no-gold"):
        measure(["a"], set())
    with pytest.raises(BadInput, match=r"evaluate\.repeated"):
        measure(["a", "b", "a"], {"a"})
    assert measure(["a"], {"a"}) == 1
