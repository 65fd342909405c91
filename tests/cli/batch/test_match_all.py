"""`viveiro match-all`: what each would find alone, in files; the same in any portions, killed and taken up again."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from itertools import groupby

import numpy as np
import pytest
from typer.testing import CliRunner

from backend.commands.batching import app
from matching.evaluate.market import Market
from matching.retrieve.index.index import Index
from tests.cli.batch.calls import ITEMS, MARKET, PEOPLE, match_all, read


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("all") / "whole"
    return folder, match_all(folder)


def test_everybody_gets_what_they_find_alone(whole):
    rows = read(whole[0])
    market = Market(5)
    index, people = Index.build(market.items(ITEMS).rows()), market.people(PEOPLE)
    assert len({row[0] for row in rows}) > 0.99 * PEOPLE
    for at, query in enumerate(market.queries(people)):
        if at % 100 == 0:
            found = index.search(query, 20)
            own = [row for row in rows if row[0] == at]
            assert [row[1] for row in own] == list(range(1, len(own) + 1))
            assert [row[2:] for row in own] == list(zip(found.numbers.tolist(), found.scores.tolist(), strict=True))


def test_the_digest_is_that_of_the_rows_as_anybody_reads_them(whole):
    folder, told = whole
    total = 0
    found = dict.fromkeys(range(PEOPLE), b"")
    for person, rows in groupby(read(folder), key=lambda row: row[0]):
        pairs = [(row[2], row[3]) for row in rows]
        found[person] = np.array(pairs, dtype=[("number", "<i8"), ("score", "<i8")]).tobytes()
    for person, row in found.items():
        total += int.from_bytes(hashlib.sha256(f"{person}\n".encode() + row).digest(), "big")
    assert told["digest"] == f"{total % (1 << 256):064x}"


def test_other_portions_and_threads_give_the_same_and_another_market_does_not(whole, tmp_path):
    told = match_all(tmp_path / "a", "--portion", "333", "--threads", "3")
    assert (told["portions"], told["digest"]) == (4, whole[1]["digest"])
    assert read(tmp_path / "a") == read(whole[0])
    assert match_all(tmp_path / "b", "--seed", "6")["digest"] != whole[1]["digest"]


@pytest.mark.slow
def test_a_killed_run_is_taken_up_where_it_was(whole, tmp_path):
    folder = tmp_path / "killed"
    run = [sys.executable, "-m", "backend", "match-all", str(folder), *MARKET, "--portion", "50", "--threads", "1"]
    with subprocess.Popen(run, env={**os.environ, "PYTHONHASHSEED": "7"}, stdout=subprocess.DEVNULL) as process:
        while len(list(folder.glob("part-*.parquet"))) < 2:
            assert process.poll() is None
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    there = {path: path.stat().st_mtime_ns for path in folder.glob("part-*.parquet")}
    assert 2 <= len(there) < 60
    told = match_all(folder, "--portion", "50")
    assert told["people_matched_now"] == PEOPLE - 50 * len(there)
    assert told["digest"] == whole[1]["digest"]
    assert {path: path.stat().st_mtime_ns for path in there} == there
    assert match_all(folder, "--portion", "50")["people_matched_now"] == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: match_all(folder, "--top", "3"), "top differ"),
        (lambda folder: (folder.mkdir(), (folder / "letters").write_text("dear")), "holds other things"),
    ],
)
def test_answers_are_never_mixed_with_anything_else(tmp_path, spoil, said):
    folder = tmp_path / "taken"
    spoil(folder)
    before = sorted(folder.iterdir())
    done = CliRunner().invoke(app, [str(folder), *MARKET])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert sorted(folder.iterdir()) == before
