"""`viveiro rank` on a CV the way people send it: a PDF that LibreOffice made of a Portuguese text."""

import json
from pathlib import Path

import pytest

from tests.tools.libreoffice import to_pdf

SAMPLES = Path(__file__).resolve().parents[1] / "journeys" / "samples"
pytestmark = pytest.mark.slow


@pytest.fixture
def cv(tmp_path):
    return to_pdf(SAMPLES / "cv-pt.fodt", tmp_path)


def test_a_portuguese_pdf_gives_the_same_explained_lists_in_every_process(viveiro, process, url, cv):
    seeded = viveiro("seed", "--size", "small", "--today", "2026-11-21")
    assert seeded.returncode == 0, seeded.stderr
    asked = ("rank", cv, "--json", "--lang", "pt", "--top", 3)
    first, second = viveiro(*asked), process(*asked, PYTHONHASHSEED="2")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout

    told = json.loads(first.stdout)
    assert told["cv"]["format"] == "pdf"
    assert {"DaVinci Resolve", "Blender"} <= {skill["concept"]["label"] for skill in told["cv"]["skills"]}
    best = told["markets"]["opportunities"]["items"]
    assert [card["rank"] for card in best] == [1, 2, 3]
    for card in best:
        assert card["why"]
        assert card["base"] + sum(part["points"] for part in card["segments"]) == pytest.approx(card["score"], abs=1e-9)
