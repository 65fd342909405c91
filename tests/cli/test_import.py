"""`viveiro import opportunities`: shown line by line, written once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.core.db import connect
from backend.opportunities.models import Opportunity
from tests.factories import Make

HEADER = "external_id,title,summary,municipality,pay_min,pay_max,pay_period"
LINE = "r-1,Set painter,Paint a forest for a play.,Braga,1200,1400,month"


@pytest.fixture
def attic(url, tmp_path):
    engine = connect(url)
    with Session(engine, expire_on_commit=False) as db:
        Make(db, None).verified(name="Attic")
    engine.dispose()
    table = tmp_path / "jobs.csv"
    table.write_text(f"{HEADER}\n{LINE}\n", "utf-8")
    return table


def count(looking):
    looking.rollback()
    return looking.scalar(select(func.count()).select_from(Opportunity))


def test_a_dry_run_shows_and_the_real_one_writes_once(viveiro, attic, looking):
    ask = ("import", "opportunities", attic, "--organisation", "attic")

    shown = viveiro(*ask, "--dry-run")
    assert (shown.returncode, count(looking)) == (0, 0)
    assert "municipality_id: Braga" in shown.stdout
    assert "! /deadline_at: deadline-missing" in shown.stdout
    assert "1 written." in viveiro(*ask).stderr
    assert "Nothing has changed." in viveiro(*ask).stderr
    attic.write_text(f"{HEADER}\n{LINE.replace('1400', '1500')}\n", "utf-8")
    again = viveiro(*ask)
    assert "pay_max: 140000 → 150000" in again.stdout
    assert "title" not in again.stdout
    assert count(looking) == 1


def test_what_is_wrong_is_told_in_a_sentence(viveiro, attic, looking):
    attic.write_text("title,wage\n", "utf-8")

    done = viveiro("import", "opportunities", attic, "--organisation", "Attic")
    nobody = viveiro("import", "opportunities", attic, "--organisation", "Nobody")
    nowhere = viveiro("import", "opportunities", "http://127.0.0.1:9/jobs", "--organisation", "Attic")

    assert [one.returncode for one in (done, nobody, nowhere)] == [1, 1, 1]
    assert "/columns/wage" in done.stderr
    assert "No organisations are called Nobody." in nobody.stderr
    assert "public addresses" in nowhere.stderr
    assert "Traceback" not in done.stderr + nobody.stderr + nowhere.stderr
