"""The taxonomy: what counts for what, what tells how much, in any order of input."""

from hypothesis import given
from hypothesis import strategies as st

from matching import Graph
from tests.matching.worlds import CONCEPTS, GRAPH, RELATIONS


def test_a_claim_counts_for_itself_its_group_its_kin_and_what_is_related():
    near = GRAPH.expand("grading")
    assert near["grading"] == 255
    assert near["video"] == 128
    assert near["dyeing"] == 102
    assert 0 < near["editing"] < 77  # a sibling, dampened by how much the shared parent tells
    assert "weaving" not in near


def test_two_steps_up_count_a_quarter_and_one_step_down_less_than_half():
    assert GRAPH.expand("weaving")["craft"] == 64
    assert GRAPH.expand("textile")["weaving"] == 102


def test_a_concept_nobody_has_heard_of_is_like_itself_only():
    assert GRAPH.expand("unheard-of") == {"unheard-of": 255}
    assert GRAPH.weight("unheard-of") == 255
    assert GRAPH.above("unheard-of") == {"unheard-of"}


def test_the_wider_a_concept_the_less_it_tells():
    assert GRAPH.weight("weaving") == 255 > GRAPH.weight("textile") > GRAPH.weight("craft") >= 24
    assert GRAPH.weight("animation") < GRAPH.weight("modelling")  # occupations call for it


def test_above_are_all_that_a_claim_implies():
    assert GRAPH.above("animation") == {"animation", "3d", "video"}


@given(st.permutations(CONCEPTS), st.permutations(RELATIONS))
def test_the_order_of_the_input_does_not_matter(concepts, relations):
    other = Graph.build(concepts, relations)
    assert other.digest == GRAPH.digest
    assert all(other.expand(c) == GRAPH.expand(c) and other.weight(c) == GRAPH.weight(c) for c, _ in CONCEPTS)


def test_any_change_changes_the_digest():
    assert Graph.build(CONCEPTS, RELATIONS[1:]).digest != GRAPH.digest
    assert Graph.build((*CONCEPTS, ("new", "skill")), RELATIONS).digest != GRAPH.digest


def test_an_empty_taxonomy_knows_nothing_and_says_so():
    empty = Graph.build((), ())
    assert empty.expand("x") == {"x": 255}
