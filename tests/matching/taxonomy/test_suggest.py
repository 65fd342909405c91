"""What is being typed is recognised, in any language, and answered in the asker's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("typed", "lang", "label", "matched"),
    [
        pytest.param("programador", "en", "programmer", "programador", id="another language"),
        pytest.param("programad", "pt", "programador", "programador", id="a beginning"),
        pytest.param("photosh", "en", "Adobe Photoshop", "Photoshop", id="known by its short name"),
        pytest.param("ilustrator", "en", "Illustrator", "Illustrator", id="misspelt"),
        pytest.param("bleder", "en", "Blender", "Blender", id="a letter lost"),
        pytest.param("abelton", "en", "Ableton Live", "Ableton Live", id="two letters swapped"),
        pytest.param("photoshpo", "en", "Adobe Photoshop", "Photoshop", id="swapped at the end"),
        pytest.param("programaad", "pt", "programador", "programador", id="a slip in a beginning"),
        pytest.param("grafic desiner", "en", "graphic designer", "graphic designer", id="a slip in each word"),
        pytest.param("moton desi", "en", "motion design", "motion design", id="a slip, and a beginning"),
        pytest.param("desing motion", "en", "motion design", "motion design", id="in another order"),
        pytest.param("gráfica", "pt", "Designer gráfico/Designer gráfica", "Designer gráfica", id="an inner word"),
        pytest.param("c+", "en", "C++", "C++", id="halfway to c++"),
        pytest.param("c", "en", "C", "C", id="a single letter"),
    ],
)
def test_the_first_suggestion(linker, typed, lang, label, matched):
    first = linker.suggest(typed, lang)[0]
    assert (first.label, first.matched) == (label, matched)


def test_two_misspelt_words_are_recognised(linker):
    assert linker.suggest("grafic desing", "en")[0].concept_id == "occupation/graphic-designer"


def test_beginnings_come_before_lookalikes(linker):
    found = [s.matched for s in linker.suggest("illustra", "en")]
    assert set(found[:2]) == {"Illustrator", "illustration"}


def test_each_concept_comes_once(linker):
    ids = [s.concept_id for s in linker.suggest("p", None, size=50)]
    assert len(ids) == len(set(ids)) >= 4


def test_only_the_asked_kinds_come(linker):
    assert {s.concept_kind for s in linker.suggest("p", "en", kinds=["tool"], size=50)} == {"tool"}
    assert linker.suggest("p", "en", kinds=[], size=50) == []


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\ud800", "q" * 10_000])
def test_nothing_is_an_answer(linker, typed):
    assert linker.suggest(typed, "en") == []


@given(st.text(max_size=30), st.sampled_from(["en", "pt", "es", "xx", None]), st.integers(-1, 20))
def test_odd_input_never_crashes(linker, typed, lang, size):
    found = linker.suggest(typed, lang, size=size)
    assert len(found) <= max(size, 0)
