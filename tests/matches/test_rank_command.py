"""`viveiro rank`: a CV in, ranked and explained lists out, the same bytes each time, and nothing kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backend.core.db import connect, reading
from backend.core.model import Model

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS / "profiles" / "samples"
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The address of a small seeded region."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rank')}/region.db"
    for command in (["migrate"], ["seed", "--size", "small", "--today", "2026-11-21"]):
        assert viveiro(url, *command).returncode == 0
    return url


def viveiro(url, *arguments, seed="0"):
    told = os.environ | {"VIVEIRO_DATABASE_URL": url, "PYTHONHASHSEED": seed, "COLUMNS": "120"}
    command = [sys.executable, "-m", "backend", *map(str, arguments)]
    return subprocess.run(command, env=told, cwd=ROOT, capture_output=True, timeout=120, check=False)


def everything(url):
    engine = connect(url)
    with reading(engine) as db:
        counts = {t.name: db.scalar(select(func.count()).select_from(t)) for t in Model.metadata.sorted_tables}
    engine.dispose()
    return counts


@pytest.mark.parametrize(
    "sample", ["profiles/samples/cv-pt.txt", "journeys/samples/resume.json", "journeys/samples/europass.xml"]
)
def test_the_same_cv_gives_the_same_bytes_in_every_process(region, sample):
    first, second = (viveiro(region, "rank", TESTS / sample, "--json", "--top", 3, seed=s) for s in ("1", "2"))
    assert first.returncode == 0, first.stderr.decode()
    assert first.stdout == second.stdout
    told = json.loads(first.stdout)
    assert set(told["markets"]) == {"opportunities", "mentors", "places", "funding", "spaces"}
    assert told["cv"]["skills"]
    for card in told["markets"]["opportunities"]["items"]:
        assert abs(card["base"] + sum(s["points"] for s in card["segments"]) - card["score"]) < 1e-9


@pytest.mark.parametrize(("lang", "word"), [("pt", "Oportunidades"), ("en", "Opportunities")])
def test_tables_tell_the_reasons_in_both_languages(region, lang, word):
    shown = viveiro(region, "rank", SAMPLES / "cv-pt.txt", "--lang", lang, "--top", 2)
    assert shown.returncode == 0, shown.stderr.decode()
    text = shown.stdout.decode()
    assert word in text
    assert "{" not in text
    assert "…" not in text.split("\n", 1)[1]


def test_one_market_can_be_asked_for(region):
    told = json.loads(viveiro(region, "rank", SAMPLES / "cv-en.txt", "--json", "--market", "spaces").stdout)
    assert list(told["markets"]) == ["spaces"]


def test_nothing_is_kept(region):
    before = everything(region)
    assert viveiro(region, "rank", SAMPLES / "cv-en.txt", "--json").returncode == 0
    assert everything(region) == before


def test_a_file_nobody_can_read_is_refused_in_a_sentence(region, tmp_path):
    empty = tmp_path / "cv.pdf"
    empty.write_bytes(b"")
    refused = viveiro(region, "rank", empty)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "empty" in refused.stderr.decode()
    assert viveiro(region, "rank", tmp_path / "nothing.pdf").returncode == 2


def test_on_a_laptop_without_any_region_the_invented_one_is_built_first(tmp_path):
    told = os.environ | {"PYTHONPATH": str(ROOT)}
    told.pop("VIVEIRO_DATABASE_URL", None)
    command = [sys.executable, "-m", "backend", "rank", SAMPLES / "cv-en.txt", "--json", "--market", "mentors"]
    shown = subprocess.run(command, env=told, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert shown.returncode == 0, shown.stderr.decode()
    assert "There is no region yet" in shown.stderr.decode()
    assert json.loads(shown.stdout)["markets"]["mentors"]["items"]


def test_a_database_that_somebody_named_is_never_filled_with_invented_people(tmp_path):
    url = f"sqlite:///{tmp_path}/real.db"
    bare = viveiro(url, "rank", SAMPLES / "cv-en.txt", "--json")
    assert (bare.returncode, bare.stdout) == (1, b"")
    assert "viveiro migrate" in bare.stderr.decode()
    assert viveiro(url, "migrate").returncode == 0
    before = everything(url)
    nobody = viveiro(url, "rank", SAMPLES / "cv-en.txt", "--json")
    assert nobody.returncode == 0, nobody.stderr.decode()
    assert "Nothing is on offer" in nobody.stderr.decode()
    assert everything(url) == before


def test_concepts_are_named_in_the_language_of_the_cv_unless_another_is_asked_for(region):
    own, english = (
        json.loads(viveiro(region, "rank", SAMPLES / "cv-pt.txt", "--json", "--top", 1, *lang).stdout)["cv"]["skills"]
        for lang in ((), ("--lang", "en"))
    )
    assert [one["concept"]["id"] for one in own] == [one["concept"]["id"] for one in english]
    assert [one["concept"]["label"] for one in own] != [one["concept"]["label"] for one in english]
