"""Many people searched for at once find what each finds alone, ties and all, in whatever company."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import BadInput
from matching.compiled import IS_COMPILED
from matching.evaluate.market import AT_ONCE, Market
from matching.retrieve.index.askers import askers_of, query_at, slice_of
from matching.retrieve.index.index import Index
from matching.retrieve.index.kernels.together import GROUP
from matching.retrieve.index.query import for_item, for_person
from matching.retrieve.index.together import search_for_all
from tests.matching.retrieve.index.drawn import draw, query_of, rows_of


def alone(index, query, top):
    found = index.search(query, top)
    spare = top - len(found.numbers)
    return [*found.numbers.tolist(), *[-1] * spare], [*found.scores.tolist(), *[0] * spare]


def agree(index, queries, top):
    found = search_for_all(index, askers_of(queries), top, queries[0].asked.seed)
    assert [(n.tolist(), s.tolist()) for n, s in zip(*found, strict=True)] == [
        alone(index, query, top) for query in queries
    ]


@given(st.integers(0, 2**32 - 1), st.sampled_from((0, 1, 40, 300)), st.booleans(), st.integers(1, 60))
def test_each_finds_what_they_find_alone(seed, count, ties, top):
    random = np.random.default_rng(seed)
    rows = rows_of([draw(random, n, is_person=False, ties=ties) for n in range(count)], is_people=False)
    queries = [query_of(draw(random, n, is_person=True, ties=ties), is_person=True) for n in range(9)]
    agree(Index.build(rows), queries, top)
    agree(Index.build(rows, few=0), queries, top)


def test_more_people_than_share_a_tile_over_several_tiles():
    market = Market(6)
    index = Index.build(market.items(70_000).rows())
    assert not IS_COMPILED or index.tiles.base.shape[1] > 2
    queries = list(market.queries(market.people(GROUP + 8)))
    some = [*range(0, GROUP, 100), *range(GROUP, GROUP + 8)]
    found = search_for_all(index, askers_of(queries), 50, queries[0].asked.seed)
    for at in some:
        assert (found.numbers[at].tolist(), found.scores[at].tolist()) == alone(index, queries[at], 50)


def test_queries_come_back_from_columns_as_they_went_in():
    market = Market(8)
    queries = [*market.queries(market.people(12), "a day"), for_person({}), for_person({7: 9}, is_only_remote=True)]
    cut = slice_of(askers_of(queries), 5, 14)
    for at, query in enumerate(queries[5:]):
        again = query_at(cut, at, query.asked.seed)
        assert again.asked == query.asked
        assert again.concepts.tolist() == query.concepts.tolist()
        assert again.amounts.tolist() == query.amounts.tolist()


def test_the_invented_people_are_the_same_one_by_one_all_at_once_and_in_portions():
    market = Market(9)
    whole = market.people(AT_ONCE + 20)
    some = market.people(30, AT_ONCE - 10)
    columns = market.askers(some)
    for at, query in enumerate(market.queries(some)):
        again = query_at(columns, at, query.asked.seed)
        assert again.asked == query.asked
        assert again.concepts.tolist() == query.concepts.tolist()
        assert again.amounts.tolist() == query.amounts.tolist()
    cut = slice_of(market.askers(whole), AT_ONCE - 10, AT_ONCE + 20)
    assert [column.tolist() for column in cut] == [column.tolist() for column in columns]


def test_what_nobody_can_ask_is_refused():
    with pytest.raises(BadInput, match=r"askers\.of-people"):
        askers_of([for_item({}, kind=1)])
    with pytest.raises(BadInput, match=r"top\.too-small"):
        search_for_all(Index.build(rows_of([], is_people=False)), askers_of([for_person({})]), 0, np.uint64(1))
