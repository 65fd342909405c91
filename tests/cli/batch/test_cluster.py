"""`viveiro match-all --scheduler`: a scheduler and two workers that share nothing; one is lost, and nothing with it."""

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from distributed import Client
from typer.testing import CliRunner

from backend.commands.batching import app
from backend.commands.benching import app as bench
from tests.cli.batch.calls import ITEMS, MARKET, match_all, read

BIN = Path(sys.executable).parent
LOCAL = ("--host", "127.0.0.1", "--no-dashboard")
PORTIONS = 60


@contextmanager
def started(*command):
    with subprocess.Popen([str(BIN / "dask"), *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        try:
            yield one
        finally:
            one.kill()


@pytest.fixture
def cluster(tmp_path):
    """The scheduler's address, and two workers with one thread each, in folders of their own."""
    told, stopped = tmp_path / "scheduler.json", ExitStack()
    with stopped:
        stopped.enter_context(started("scheduler", *LOCAL, "--port", "0", "--scheduler-file", str(told)))
        alone = ("--no-nanny", "--nthreads", "1", "--scheduler-file", str(told))
        folders = [tmp_path / name for name in ("one", "other")]
        workers = [
            stopped.enter_context(started("worker", *LOCAL, *alone, "--local-directory", str(folder)))
            for folder in folders
        ]
        until(lambda: told.exists() and told.read_text().endswith("}"))
        address = json.loads(told.read_text())["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(len(workers), timeout=60)
        yield address, workers[0]


def until(holds):
    patience = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < patience
        time.sleep(0.005)


@pytest.mark.slow
def test_a_worker_that_is_killed_takes_no_answer_with_it(cluster, tmp_path):
    address, victim = cluster
    out, there = tmp_path / "out", []
    measured = CliRunner().invoke(bench, ["cluster", address, "--items", str(ITEMS), "--portion", "20"])
    assert measured.exit_code == 0, measured.output
    assert all(value > 0 for name, value in json.loads(measured.stdout).items() if name.endswith(("_ms", "_mb")))

    # Frozen, it keeps the portions it was given: however fast the other is, the run is in its middle when it dies.
    victim.send_signal(signal.SIGSTOP)

    def kill():
        until(lambda: any(out.glob("part-*.parquet")))
        victim.kill()
        there.append(len(list(out.glob("part-*.parquet"))))

    killer = threading.Thread(target=kill)
    killer.start()
    far = match_all(out, "--portion", "20", "--scheduler", address)
    killer.join()
    here = match_all(tmp_path / "here")
    assert far["portions"] == PORTIONS > there[0] > 0
    assert victim.wait() == -9
    assert far["digest"] == here["digest"]
    assert read(out) == read(tmp_path / "here")


def test_where_no_scheduler_is_one_is_told(tmp_path):
    done = CliRunner().invoke(app, [str(tmp_path / "out"), *MARKET, "--scheduler", "127.0.0.1"])
    assert done.exit_code == 2
    assert "does not answer" in " ".join(done.output.split())
