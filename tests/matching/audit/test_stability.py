"""Rank-biased overlap is its own definition carried on to where nothing is left; Kendall's τ is scipy's."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from matching.audit.stability import kendall, rbo
from matching.errors import BadInput

RANKING = st.permutations(range(8)).flatmap(lambda order: st.integers(0, 8).map(lambda depth: order[:depth]))


@pytest.mark.parametrize(
    ("first", "second", "persistence", "value"),  # as PyPI's rbo 0.1.3 has it
    [
        ("abcdefg", "bacdgef", 0.9, 0.8770365),
        ("abcdef", "bafgh", 0.8, 0.5149866666666667),
        ("abcd", "dcbaefg", 0.9, 0.783),
        ("abc", "xyz", 0.9, 0.0),
        ("abcde", "abcde", 0.9, 1.0),
    ],
)
def test_overlap_is_as_published(first, second, persistence, value):
    assert rbo(first, second, persistence) == pytest.approx(value, abs=1e-12)
    assert rbo(second, first, persistence) == rbo(first, second, persistence)


@given(st.permutations(range(8)), st.permutations(range(4, 12)), st.floats(0.2, 0.95))
@settings(max_examples=40)
def test_overlap_is_the_sum_of_its_definition_to_a_depth_where_nothing_is_left(first, second, persistence):
    agreed = [len({*first[:depth]} & {*second[:depth]}) / depth for depth in range(1, 9)]
    endless = [agreed[min(depth, 8) - 1] for depth in range(1, 600)]
    total = (1 - persistence) * math.fsum(a * persistence**depth for depth, a in enumerate(endless))
    assert rbo(first, second, persistence) == pytest.approx(total, abs=1e-9)


@given(RANKING, RANKING)
def test_one_is_for_the_same_ranking_alone(first, second):
    assert 0 <= rbo(first, second) <= 1 + 1e-12
    if len(first) == len(second):
        assert (rbo(first, second) > 1 - 1e-9) == (first == second)
    common = [one for one in first if one in second]
    tau = kendall(first, second)
    if len(common) > 1:
        theirs = stats.kendalltau(range(len(common)), [second.index(one) for one in common]).statistic
        assert tau == pytest.approx(theirs)
    else:
        assert math.isnan(tau)


@pytest.mark.parametrize("wrong", [0, 1, -0.1])
def test_a_reader_who_reads_on_for_ever_or_never_is_refused(wrong):
    with pytest.raises(BadInput, match=r"audit\.persistence"):
        rbo("ab", "ab", wrong)
    with pytest.raises(BadInput, match=r"audit\.repeated"):
        rbo("aa", "ab")
