"""The worker: each chore once per interval over all workers, and none stops the others."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.core import work

TOLD = """
from backend import app
from backend.core.events import AT_ONCE, LISTENERS
from backend.core.personal import PARTS
from backend.core.work import TASKS

heard = [name for registry in (AT_ONCE, LISTENERS) for names in registry.values() for name in names]
print(*TASKS, *heard, *(f"{teller.__module__}.{teller.__name__}" for teller in PARTS.values()))
"""


@pytest.fixture
def tasks(monkeypatch):
    monkeypatch.setattr(work, "TASKS", {})


def registered(*decorators: str) -> Iterator[str]:
    """The functions that the back end registers with these, wherever they stand, by their full names."""
    root = Path(work.__file__).parents[2]
    for path in sorted((root / "backend").rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            asked = [one.func for one in getattr(node, "decorator_list", []) if isinstance(one, ast.Call)]
            if any(isinstance(one, ast.Name) and one.id in decorators for one in asked):
                yield f"{'.'.join(path.relative_to(root).with_suffix('').parts)}.{node.name}"


def without_module(name: str) -> str:
    """Listeners are known by their room, whatever module of it they stand in: so deliveries find them after a split."""
    return re.sub(r"\.listeners\.\w+\.(?=\w+$)", ".listeners.", name)


def test_the_server_knows_every_chore_every_listener_and_what_everybody_keeps():
    """In a process of its own: here some other test has imported what the server perhaps has not."""
    known = subprocess.run([sys.executable, "-c", TOLD], check=True, capture_output=True, text=True).stdout.split()
    assert {"backend.core.work.sweep", "backend.organisations.listeners.leave_for_good"} <= set(known)
    wanted = registered("every", "every_apart", "on", "at_once", "keeps")
    assert sorted({without_module(name) for name in wanted} - {without_module(name) for name in known}) == []


def test_a_chore_runs_once_however_many_workers_ask(app, tasks):
    done = []
    work.every(minutes=5)(lambda _db: done.append(1))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: work.run_due_tasks(app.state.engine), range(12)))

    assert done == [1]


def test_a_broken_chore_stops_nobody(app, tasks):
    done = []
    work.TASKS["a.broken"] = work._Task(work.timedelta(minutes=5), lambda _db: 1 / 0)
    work.TASKS["b.fine"] = work._Task(work.timedelta(minutes=5), lambda _db: done.append(1))

    assert work.run_due_tasks(app.state.engine) == 1
    assert done == [1]


def test_the_worker_outlives_what_nobody_foresaw(app, config, monkeypatch):
    looked, stop = [], Event()

    def stumble(*_):
        looked.append(1)
        if len(looked) > 1:
            stop.set()
        raise PoolTimeout("nobody foresaw this")

    monkeypatch.setattr(work.events, "deliver", stumble)
    monkeypatch.setattr(work, "PAUSE", 0.01)
    work.work(app.state.engine, config, stop)
    assert len(looked) == 2


def test_the_worker_stops_when_told(app, config):
    stop = Event()
    thread = Thread(target=work.work, args=(app.state.engine, config, stop))
    thread.start()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
