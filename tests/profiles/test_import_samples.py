"""Whole CVs as an office program writes them, in two columns and with odd bullets: each proposed line is a certain one."""

from pathlib import Path

import pytest

from tests.profiles.samples import sample
from tests.tools.libreoffice import to_pdf

pytestmark = pytest.mark.slow

PORTUGUESE = {
    "education_level": [6],
    "education": [
        ("Mestrado em Cinema", "Universidade do Vale", 7, "2025", None, True),
        ("Pós-graduação em Curadoria (frequência)", "Escola Superior de Artes", None, "2021", "2022", False),
        ("Licenciatura em Fotografia", "Instituto Politécnico da Ribeira", 6, "2015", "2018", False),
    ],
    "experience": [
        ("FOTÓGRAFA E VIDEÓGRAFA", "Estúdio Margem Esquerda", "2022-03", None, True),
        ("FOTÓGRAFA FREELANCER", "", "2019", "2021", False),
        ("Estagiária", "Museu da Imagem do Souto", "2018", "2018", False),
    ],
    "language": [("English", "C1"), ("Portuguese", "C2")],
    "skill": [
        ("Adobe Lightroom", 3),
        ("Adobe Photoshop", 3),
        ("DaVinci Resolve", 2),
        ("Figma", 1),
        ("REAPER", 2),
        ("audio editing", 2),
        ("colour grading", 2),
        ("exhibition curating", 2),
        ("location sound recording", 2),
        ("photography", 2),
    ],
}
ENGLISH = {
    "education_level": [6],
    "education": [
        ("MA Animation", "University of the Estuary", None, None, None, True),
        ("BA (Hons) Illustration", "University of the Estuary", 6, "2016", "2019", False),
        ("Foundation degree in Physics", "Harbour College", None, "2014", "2015", False),
    ],
    "experience": [
        ("Intern", "Pixel Loft", "2021", "2021", False),
        ("Freelance illustrator", "", "2021", None, True),
        ("Designer", "Harbour Press Ltd", "2019-09", "2021-06", False),
    ],
    "language": [("English", "C2"), ("Portuguese", "B1")],
    "skill": [
        ("Adobe After Effects", 2),
        ("Adobe InDesign", 2),
        ("Adobe Photoshop", 4),
        ("Figma", 1),
        ("Procreate", 3),
        ("Toon Boom Harmony", 2),
        ("children's book illustration", 2),
        ("illustration", 2),
        ("lettering", 2),
    ],
}


def proposed(line):
    said = line["proposed"]
    if line["kind"] == "field":
        return said["value"]
    if line["kind"] in {"skill", "language"}:
        return line["label"], said.get("level") or said.get("cefr")
    place = ("school", "level") if line["kind"] == "education" else ("employer",)
    return tuple(said[name] for name in ("title", *place, "started", "ended", "is_current"))


@pytest.mark.parametrize(
    ("name", "found"), [("cv-columns-pt", PORTUGUESE), ("cv-columns-en", ENGLISH)], ids=["pt", "en"]
)
def test_a_cv_in_two_columns_proposes_what_is_certain_and_no_more(client, make, tmp_path, name, found):
    source = tmp_path / f"{name}.fodt"
    source.write_bytes(sample(source.name))
    content = Path(to_pdf(source, tmp_path)).read_bytes()
    headers = make.as_(make.account())

    body = client.post("/api/profiles/mine/cv-imports", headers=headers, files={"file": ("cv.pdf", content)}).json()

    by_kind = {kind: [line for line in body["lines"] if kind in {line["kind"], line["field"]}] for kind in found}
    said = {kind: [proposed(line) for line in lines] for kind, lines in by_kind.items()}
    assert said | {"skill": sorted(said["skill"]), "language": sorted(said["language"])} == found
    for line in by_kind["skill"]:
        passage = f"{line['evidence']['before']}{line['evidence']['text']}{line['evidence']['after']}"
        assert passage == line["proposed"]["evidence"]
        assert line["evidence"]["text"] in passage
        assert "\n" not in passage
