"""Wrapped lines are made whole where nothing else can be meant, and passages are whole words of one sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.profiles.reading.facts import Span
from backend.profiles.reading.letters import clean
from backend.profiles.reading.passages import LONGEST, passage_of
from backend.profiles.reading.wrapping import rejoin


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("• Retrato, produto e vídeo, com\nmontagem em DaVinci Resolve", "• Retrato, produto e vídeo, com montagem em DaVinci Resolve"),
        ("Trabalho em cinema e publicidade com\nDaVinci Resolve", "Trabalho em cinema e publicidade com DaVinci Resolve"),
        ("Conto histórias com imagens. Não tenho\nexperiência em Houdini.", "Conto histórias com imagens. Não tenho experiência em Houdini."),
        ("Faço livros e cartazes com muito desen-\nvolvimento próprio.", "Faço livros e cartazes com muito desenvolvimento próprio."),
        ("Quero levar o teatro a casa e torná-\nlo de todos.", "Quero levar o teatro a casa e torná-lo de todos."),
        ("• Live sound for sixty shows a\nyear, monitors included", "• Live sound for sixty shows a year, monitors included"),
        ("Mestrado em Cinema (em curso), Universidade do\nVale, 2025 – 2027", "Mestrado em Cinema (em curso), Universidade do Vale, 2025 – 2027"),
        ("Foundation degree in Physics, Harbour College, 2014-2015,\ndid not finish", "Foundation degree in Physics, Harbour College, 2014-2015, did not finish"),
        # Lines of their own stay.
        ("blender\nfigma\nphotoshop", None),
        ("Ilustradora independente e designer gráfica\ndesde setembro de 2024", None),
        ("Competências\nblender, figma", None),
        ("Faço cartazes para teatros e museus.\nmontagem", None),
        ("• Cartazes para teatros\n• livros", None),
        ("Faço cartazes para teatros e\n\nmuseus", None),
        ("Designer gráfica\nAtelier Norte", None),
        ("Rua das Flores 12, Braga e\nana@example.org", None),
        ("um dois três quatro\ncinco seis sete oito nove dez onze doze treze", None),
    ],
)  # fmt: skip
def test_wrapped_lines_are_made_whole(text, whole):
    assert rejoin(text) == (whole or text)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("aB ,.-•\n"), max_size=120))
def test_rejoining_loses_no_word(text):
    assert rejoin(text).replace("\n", "").replace(" ", "").replace("-", "") == text.replace("\n", "").replace(
        " ", ""
    ).replace("-", "")


def test_bullets_of_symbol_fonts_stay_bullets():
    assert clean("\uf0b7 Cartazes\n\uf0a7  Livros\n\uf095253 821") == "• Cartazes\n• Livros\n253 821"


def passage(text, words):
    start = text.index(words)
    return passage_of(text, Span(start, start + len(words)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Faço cartazes. Uso Blender e Maya. Não tenho carta.", "Uso «Blender» e Maya."),
        ("• Animação em Blender para teatro\n• Livros", "Animação em «Blender» para teatro"),
        ("Photoshop, Blender, Maya", "Photoshop, «Blender», Maya"),
        ("Blender", "«Blender»"),
        ("➤ Blender!", "«Blender»!"),
    ],
)
def test_a_passage_is_the_sentence_or_the_item_around_the_words(text, shown):
    found = passage(text, "Blender")

    assert f"{found.before}«{found.words}»{found.after}" == shown


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["a", "bcd", "efghijklm"]), max_size=90), st.integers(0, 90))
def test_a_long_passage_is_cut_between_words(words, at):
    words.insert(min(at, len(words)), "Blender")
    text = " ".join(words)

    found = passage(text, "Blender")

    assert len(str(found)) <= LONGEST + 4
    assert set(str(found).replace("…", " ").split()) <= set(words)
    assert str(found).strip("… ") in text
