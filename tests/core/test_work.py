"""The worker: each chore once per interval over all workers, and none stops the others."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend.core import work


@pytest.fixture
def tasks(monkeypatch):
    monkeypatch.setattr(work, "TASKS", {})


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
