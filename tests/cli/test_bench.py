"""`viveiro bench`: ours and its peers on one market, answers checked, what is missing said."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from backend.commands.benching import app
from backend.commands.peers import PEERS


def bench(*asked):
    done = CliRunner().invoke(app, list(asked))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_ours_and_the_peers_answer_on_one_market_and_their_answers_are_checked():
    there = "numpy,scipy,sqlite-fts5,postgres"
    told = bench("retrieve", "--items", "3000", "--queries", "8", "--peers", there, "--seconds", "0.3", "--json")
    found = {one["engine"]: one for one in told["engines"]}
    assert list(found) == ["ours", *there.split(",")]
    assert told["missing"] == {}
    assert all(found[name]["agreement"] == 1.0 for name in ("ours", "numpy", "scipy", "postgres"))
    assert found["sqlite-fts5"]["agreement"] < 1.0, "BM25 is another order: the check can tell"
    assert "approximate" in found["sqlite-fts5"]["answers"]
    assert 0 < found["postgres"]["cpu_p50"] < 1000, "the server's own time counts"
    assert all(one["ratio"] == pytest.approx(one["p50"] / found["ours"]["p50"]) for one in found.values())


def test_a_peer_that_is_not_installed_is_said_and_no_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "backend.commands.peers.terms", raising=False)
    told = bench("retrieve", "--items", "500", "--queries", "2", "--peers", "tantivy", "--seconds", "0.1", "--json")
    assert [one["engine"] for one in told["engines"]] == ["ours"]
    assert "tantivy" in told["missing"]


def test_a_peer_that_nobody_knows_is_refused_with_the_names_of_those_there_are():
    done = CliRunner().invoke(app, ["retrieve", "--peers", "oracle"])
    assert done.exit_code == 2
    assert "oracle" in done.output
    assert "tantivy" in done.output
    assert len(PEERS) == 8


@pytest.mark.slow
def test_two_processes_share_an_index_and_see_every_change():
    told = bench("sharing", "--items", "2000")
    assert told["unseen"] == 0
    assert 0 < told["opened_mb"] < 30
    assert 0 < told["forked_mb"] < 30 < told["private_mb"], "a fork shares what is loaded and compiled"
    assert told["bytes_per_item"] < 260  # few rows carry the same room for a directory


def test_a_batch_of_explanations_is_checked_and_beats_one_by_one():
    told = bench("explain", "--items", "300", "--people", "2")
    assert told["whole_market"] > 10 * told["per_pair"] > 0
    assert told["page_after_scan"] > 0


def test_pages_of_a_large_market_are_those_of_scoring_every_pair_in_full():
    told = bench("rank", "--items", "5000", "--people", "2", "--compare", "20", "--rounds", "1")
    assert told["equal"] == told["compared"] == 20
    assert {timing["stage"] for timing in told["timings"]} >= {"look and order", "levers and their ranks"}


@pytest.mark.slow
def test_a_whole_request_is_timed_stage_by_stage_with_a_receipt_for_each():
    told = bench("request", "--items", "60", "--people", "5", "--requests", "3", "--json")
    matches = ["first page", "second page", "what has letters in it", "first page after a change"]
    people = ["people for an opportunity", "the same, second page", "one person and every edit"]
    assert [one["what"] for one in told["requests"]] == [*matches, *people]
    assert all(0 < one["p50"] <= one["p95"] <= one["p99"] for one in told["requests"])
    assert told["requests"][3]["statements"] > told["requests"][0]["statements"], "what changed is fetched"
    assert sum(told["shares"].values()) == pytest.approx(1, abs=0.2)
    assert min(told["shares"].values()) > 0, "each stage is still called by the name that is timed"


def test_readyz_says_which_twin_serves(client):
    assert client.get("/readyz").json()["kernels"] == "numba"
    blocked = "import sys; sys.modules['numba'] = None; from backend.matches.kernels import KERNELS; print(KERNELS)"
    done = subprocess.run([sys.executable, "-c", blocked], capture_output=True, text=True, check=True)
    assert done.stdout == "numpy\n"


def test_everybody_at_once_beats_a_sparse_product_and_people_are_found_for_an_opportunity():
    told = bench("batch", "--items", "22000", "--people", "300")
    assert told["over_filtered_first"] > 2 < told["over_whole_product"]
    assert told["ours_core"] > 0 < told["ours_machine"]
    found = bench("people", "--people", "2000", "--queries", "5")
    assert 0 < found["p50_cpu_ms"] <= found["p99_cpu_ms"] < 1000
