"""A misspelt word is found again, as a whole and while it is being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matching.taxonomy.spelling import LONGEST, Spelling, forgiven

WORDS = ["ableton", "blender", "designer", "graphic", "motion", "photographer", "photography", "ui", "ux", "vídeo"]
spelling = Spelling(WORDS)


def meant(typed, *, is_open=False):
    numbers, alike = spelling.near(typed, is_open)
    return [WORDS[number] for number in numbers[(-alike).argsort(kind="stable")]]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        pytest.param("bleder", "blender", id="a letter lost"),
        pytest.param("blennder", "blender", id="a letter too many"),
        pytest.param("glender", "blender", id="a wrong letter, even the first"),
        pytest.param("desinger", "designer", id="two letters swapped"),
        pytest.param("grafic", "graphic", id="two slips"),
        pytest.param("photgraphr", "photographer", id="lost letters are likelier than wrong ones"),
    ],
)
def test_a_slip_is_forgiven(typed, word):
    assert meant(typed)[0] == word


def test_a_word_being_typed_is_found_by_its_beginning():
    assert meant("photgra", is_open=True) == ["photographer", "photography"]
    assert meant("photgra") == []


def test_short_words_are_forgiven_nothing():
    assert meant("uy") == []
    assert meant("ux") == ["ux"]


def test_no_words_no_answer():
    assert [len(found) for found in Spelling([]).near("word")] == [0, 0]


@given(st.lists(st.text(min_size=1, max_size=30), max_size=8, unique=True), st.text(min_size=1, max_size=30))
def test_the_quick_look_never_loses_a_word(words, typed):
    short = typed[:LONGEST]
    near = [i for i, word in enumerate(words) if OSA.distance(short, word[:LONGEST]) <= forgiven(typed) < len(short)]
    alike = {i for i in near if set(words[i]) & set(short)}
    assert alike <= set(Spelling(words).near(typed)[0].tolist())
