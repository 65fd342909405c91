import pytest

from matching.text.essence import essence
from matching.text.normalise import normalise


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Kindergarten Teachers, Except Special Education", "kindergarten teachers"),
        ("Trabajadores de la danza no clasificados en otros epígrafes", "trabajadores de la danza"),
        ("Músicos (exceto cantores) de orquestra", "musicos de orquestra"),
        ("Operai (esclusi i macchinisti)", "operai"),
        ("Softwareentwickler (m/w/d)", "softwareentwickler"),
        ("Comédien H/F", "comedien"),
        ("Técnico/a de som", "tecnico de som"),
        ("Opérateur(trice) de saisie", "operateur de saisie"),
        ("Tontechniker:in (m/w/d)", "tontechniker"),
    ],
)
def test_what_a_title_is_not_about_does_not_count(title, kept):
    assert normalise(essence(title)) == kept


@pytest.mark.parametrize(
    "title", ["Exceptional children teacher", "UI/UX designer", "C/C++ developer", "TCP/IP and/or I/O", "Except", "m/f"]
)
def test_what_only_looks_like_it_stays(title):
    assert essence(title) == title
