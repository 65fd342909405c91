"""Folded words keep their place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text.normalise import normalise, tokenise


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Técnico/a de C++, C# e .NET", "tecnico a de c++ c# e .net", id="names that live by their signs"),
        pytest.param("ASP.NET", "asp .net", id="asp.net is .net"),
        pytest.param("R&D, d'art", "r&d d art", id="ampersand and apostrophe"),
        pytest.param("ilustrac\u0327a\u0303o", "ilustracao", id="combining marks"),
        pytest.param("desen\u00advolver \ufeffﬁlm", "desenvolver film", id="soft hyphens, byte order marks, ligatures"),
        pytest.param("Ｃ＋＋ Straße Łódź", "c++ strasse lodz", id="full width, sharp s, strokes"),
        pytest.param("after_effects 3D-modelling ½", "after effects 3d modelling 1 2", id="joined words come apart"),
        pytest.param("ana@react.dev www.swift.pt https://go.dev/x behance.com/ana", "", id="addresses say nothing"),
        pytest.param(" \n•—!", "", id="only signs"),
    ],
)
def test_normalise(text, folded):
    assert normalise(text) == folded


@given(st.text())
def test_each_token_stands_where_it_says(text):
    tokens = tokenise(text)
    assert len(tokens.forms) == len(tokens.starts) == len(tokens.ends)
    assert all(tokens.forms)
    for form, start, end in zip(tokens.forms, tokens.starts, tokens.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert form in tokenise(text[start:end]).forms or form == ".net" or "&" in text or "@" in text


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_folding_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a", "a.", "a@", "-", "http://", "a++", "a&", ".net ", "abc def-", "\n", "e\u0301"])
def test_five_megabytes_stay_linear(unit):
    def seconds(size):
        text = (unit * size)[:size]
        begin = time.process_time()
        tokenise(text)
        return time.process_time() - begin

    seconds(10_000)
    small, large = seconds(500_000), seconds(5_000_000)
    assert large < 40 * max(small, 0.02)
