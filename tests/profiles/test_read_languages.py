"""Languages in CVs: a level is taken as stated, and never where it is denied, aimed at or only being learnt."""

import pytest

from backend.profiles.reading.cv import read_cv
from backend.profiles.reading.tongues import level_in


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("fluente", "C1"),
        ("nativo", "C2"),
        ("B2, sem certificado", "B2"),
        ("C1 (not certified)", "C1"),
        ("B1 – a estudar para o B2", None),
        ("bom nível, escrita básica", "A2"),
        ("fluent in speech, intermediate in writing", "B1"),
        # Denied, nearly reached, or on the way: no level.
        ("não sou fluente", None),
        ("not fluent", None),
        ("I'm not yet fluent", None),
        ("pouco fluente", None),
        ("não nativo", None),
        ("near-native", None),
        ("quase C1", None),
        ("ainda não B1", None),
        ("working towards C1", None),
        ("a preparar o C1", None),
        ("quero chegar a B2", None),
        ("goal: C1", None),
        ("nem básico", None),
        ("learning (basic)", "A2"),
    ],
)
def test_a_level_is_what_is_stated(said, level):
    assert level_in(said)[0] == level


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Línguas\nFrancês: não sou fluente\nInglês C1", {"fr": None, "en": "C1"}),
        ("Languages\nEnglish: not fluent\nGerman B1", {"en": None, "de": "B1"}),
        ("Línguas\nPortuguês nativo, não falo inglês fluente", {"pt": "C2", "en": None}),
        ("Languages\nI don't speak French (advanced classes from May)\nSpanish good", {"fr": None, "es": "B2"}),
        ("Línguas\nAinda não tenho alemão B1, tenho inglês B2", {"de": None, "en": "B2"}),
        ("Sobre mim\nNão tenho inglês C1, tenho francês B2 e italiano A2", {"fr": "B2", "it": "A2"}),
    ],
)
def test_languages_that_are_denied_have_no_level(text, levels):
    assert {spoken.code: spoken.cefr for spoken in read_cv(text.encode()).languages} == levels
