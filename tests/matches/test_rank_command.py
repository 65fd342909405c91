"""`viveiro rank`: a CV in, ranked and explained lists out, the same bytes each time, and nothing kept."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.command import stamp
from sqlalchemy import func, select
from typer.testing import CliRunner

from backend.commands.ranking import app
from backend.core import migrate
from backend.core.db import connect, reading
from backend.core.model import Model
from backend.settings import Settings, settings, use

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS / "profiles" / "samples"
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The address of a small seeded region."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rank')}/region.db"
    for command in (["migrate"], ["seed", "--size", "small", "--today", "2026-11-21"]):
        assert process(url, *command).returncode == 0
    return url


@pytest.fixture
def rank(region, monkeypatch):
    """`rank(cv, "--json")`: the command on that region, in this process; a fresh one would load for seconds."""
    held = settings()
    monkeypatch.setenv("VIVEIRO_DATABASE_URL", region)
    use(Settings())
    yield lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)])
    use(held)


def process(url, *arguments, seed="0"):
    """The command as an operator runs it: a process of its own."""
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
def test_the_same_cv_gives_the_same_bytes_in_every_process(rank, region, sample):
    asked = (TESTS / sample, "--json", "--top", 3)
    here, there = rank(*asked), process(region, "rank", *asked, seed="2")
    assert here.exit_code == 0, here.stderr
    assert here.stdout_bytes == there.stdout
    told = json.loads(here.stdout)
    assert set(told["markets"]) == {"opportunities", "mentors", "places", "funding", "spaces"}
    assert told["cv"]["skills"]
    for card in told["markets"]["opportunities"]["items"]:
        assert abs(card["base"] + sum(s["points"] for s in card["segments"]) - card["score"]) < 1e-9


@pytest.mark.parametrize(("lang", "word"), [("pt", "Oportunidades"), ("en", "Opportunities")])
def test_tables_tell_the_reasons_in_both_languages(rank, lang, word):
    shown = rank(SAMPLES / "cv-pt.txt", "--lang", lang, "--top", 2)
    assert shown.exit_code == 0, shown.stderr
    assert word in shown.stdout
    assert "{" not in shown.stdout
    assert "…" not in shown.stdout.split("\n", 1)[1]


def test_one_market_can_be_asked_for(rank):
    told = json.loads(rank(SAMPLES / "cv-en.txt", "--json", "--market", "spaces").stdout)
    assert list(told["markets"]) == ["spaces"]


def test_nothing_is_kept(rank, region):
    before = everything(region)
    assert rank(SAMPLES / "cv-en.txt", "--json").exit_code == 0
    assert everything(region) == before


def test_a_file_nobody_can_read_is_refused_in_a_sentence(rank, tmp_path):
    empty = tmp_path / "cv.pdf"
    empty.write_bytes(b"")
    refused = rank(empty)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "empty" in refused.stderr
    assert rank(tmp_path / "nothing.pdf").exit_code == 2


def test_a_region_with_nothing_on_offer_and_a_cv_that_says_nothing_are_told_as_such(
    tmp_path, monkeypatch, sqlite_template
):
    shutil.copy(sqlite_template, tmp_path / "bare.db")
    engine = connect(f"sqlite:///{tmp_path}/bare.db")
    with engine.begin() as connection:
        stamp(migrate.history(connection), "head")
    engine.dispose()
    cv, held = tmp_path / "cv.txt", settings()
    cv.write_text("Hello, I like mornings.\n")
    monkeypatch.setenv("VIVEIRO_DATABASE_URL", f"sqlite:///{tmp_path}/bare.db")
    use(Settings())
    data, table = (CliRunner().invoke(app, [str(cv), form]) for form in ("--json", "--lang=en"))
    use(held)
    assert (data.exit_code, table.exit_code) == (0, 0), data.output + table.output
    assert [market["items"] for market in json.loads(data.stdout)["markets"].values()] == [[]] * 5
    assert "Opportunities" in table.stdout


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
    bare = process(url, "rank", SAMPLES / "cv-en.txt", "--json")
    assert (bare.returncode, bare.stdout) == (1, b"")
    assert "viveiro migrate" in bare.stderr.decode()
    assert process(url, "migrate").returncode == 0
    before = everything(url)
    nobody = process(url, "rank", SAMPLES / "cv-en.txt", "--json")
    assert nobody.returncode == 0, nobody.stderr.decode()
    assert "Nothing is on offer" in nobody.stderr.decode()
    assert everything(url) == before


def test_concepts_are_named_in_the_language_of_the_cv_unless_another_is_asked_for(rank):
    own, english = (
        json.loads(rank(SAMPLES / "cv-pt.txt", "--json", "--top", 1, *lang).stdout)["cv"]["skills"]
        for lang in ((), ("--lang", "en"))
    )
    assert [one["concept"]["id"] for one in own] == [one["concept"]["id"] for one in english]
    assert [one["concept"]["label"] for one in own] != [one["concept"]["label"] for one in english]
