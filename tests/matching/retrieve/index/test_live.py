"""A change is seen by every process at its next query, whole or not at all, whatever is merged or killed meanwhile."""

import json
import subprocess
import sys
import time
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import BadInput
from matching.evaluate.market import Market
from matching.retrieve.index.added import Full
from matching.retrieve.index.folder import CURRENT, PARTIAL, write
from matching.retrieve.index.index import Index, search_plainly
from matching.retrieve.index.live import Live
from matching.retrieve.index.merging import merge, merge_beside
from matching.retrieve.index.query import for_person
from matching.retrieve.index.rows import joined, taken
from tests.matching.retrieve.index.drawn import draw, query_of, rows_of

SEEDS = st.integers(0, 2**32 - 1)
ANYTHING = for_person({7: 255})


def told(found):
    return list(zip(found.numbers.tolist(), found.scores.tolist(), strict=True))


def drawn(random, numbers, is_people=False):
    """Rows with these numbers, all open."""
    sides = [draw(random, number, is_person=is_people, ties=False) for number in numbers]
    return rows_of([one.__class__(**{**one.__dict__, "is_open": True}) for one in sides], is_people=is_people)


@contextmanager
def reading(root, *how):
    """A reader in another process; `told` of what it saw once this is left."""
    run = [sys.executable, "-m", "tests.matching.retrieve.index.reader", str(root), *how]
    with subprocess.Popen(run, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout.readline() == "here\n"
        said = {}
        try:
            yield said
        finally:
            (root / "stop").touch()
            out, _ = reader.communicate(timeout=60)
        said |= json.loads(out)


@settings(max_examples=6)
@given(SEEDS, st.booleans())
def test_after_any_changes_it_finds_what_a_new_index_of_the_same_rows_finds(tmp_path_factory, seed, is_people):
    random = np.random.default_rng(seed)
    root = tmp_path_factory.mktemp("live")
    live = Live.make(root, drawn(random, range(40), is_people), room=64)
    model = {number: taken(live.shown.index.rows, [live.shown.index.row_of(number)]) for number in range(40)}
    for _ in range(25):
        does, number = random.integers(0, 8), int(random.integers(0, 60))
        if does < 4:
            model[number] = drawn(random, [number], is_people)
            live.add(model[number])
        elif does < 7:
            live.close([number])
            model.pop(number, None)
        else:
            merge(root)
    whole = model.popitem()[1]
    for rows in model.values():
        whole = joined(whole, rows)
    query = query_of(draw(random, 0, is_person=not is_people, ties=False), is_person=not is_people)
    wanted = told(Index.build(whole).search(query, 70))
    shown = live.shown
    assert told(Live(root).search(query, 70)) == wanted
    assert told(live.search(query, 70)) == wanted
    assert told(search_plainly((shown.index, shown.added), query, 70)) == wanted


@pytest.mark.parametrize("how", [(), ("copy",)])
def test_another_process_sees_what_was_added_changed_and_closed(tmp_path, how):
    random = np.random.default_rng(1)
    live = Live.make(tmp_path, drawn(random, range(5)))
    with reading(tmp_path, *how) as saw:
        live.add(drawn(random, [70, 71]))
        live.add(drawn(random, [70, 2]))
        live.close([0, 71])
    wanted = [1, 2, 3, 4, 70]
    assert (saw["last"] == wanted) is (not how), "a reader with a copy of its own must not see it: the control"


@pytest.mark.parametrize("is_careful", [True, False])
def test_a_row_that_changes_is_never_missed_and_never_met_twice(tmp_path, is_careful):
    random = np.random.default_rng(2)
    live = Live.make(tmp_path, drawn(random, range(3)), room=4000)
    with reading(tmp_path) as saw:
        for turn in range(1000 if is_careful else 200):
            changed = drawn(random, [turn % 3])
            if not is_careful:  # the negative control: closing first leaves a moment with nothing
                live.close([turn % 3])
                time.sleep(0.001)
            live.add(changed)
    assert saw["seen"]["3"] > 0
    assert (set(saw["seen"]) == {"3"}) is is_careful


def test_a_merge_pauses_nobody_and_loses_nothing_that_comes_meanwhile(tmp_path):
    market = Market(6)
    rows = market.items(26_000).rows()
    live = Live.make(tmp_path, taken(rows, np.arange(25_000)))
    live.close(range(100))
    live.add(taken(rows, np.arange(25_000, 25_500)))
    queries, turns = list(market.queries(market.people(10))), 0
    with merge_beside(tmp_path) as merging:
        while merging.poll() is None and turns < 500:
            live.add(taken(rows, [25_500 + turns]))
            live.add(taken(rows, [200 + turns]))
            live.close([10_000 + turns, 25_000 + turns])
            live.search(queries[turns % 10], 20)
            turns += 1
        assert merging.wait(60) == 0
    assert turns > 5
    assert live.shown.name == "0000000002"
    assert live.shown.added.count < 2 * turns + 1
    kept = np.setdiff1d(np.arange(25_500 + turns), [*range(100), *range(10_000, 10_000 + turns)])
    kept = np.setdiff1d(kept, np.arange(25_000, 25_000 + turns))
    whole = Index.build(taken(rows, kept))
    for query in queries:
        assert told(live.search(query, 50)) == told(whole.search(query, 50))
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_dir()) == ["0000000002"]


def test_a_merge_that_is_killed_leaves_the_old_snapshot_and_the_next_one_succeeds(tmp_path):
    market = Market(7)
    rows = market.items(30_000).rows()
    live = Live.make(tmp_path, taken(rows, np.arange(29_000)))
    live.add(taken(rows, np.arange(29_000, 30_000)))
    query = next(market.queries(market.people(1)))
    before = told(live.search(query, 50))
    partial = tmp_path / f"0000000002{PARTIAL}"
    with merge_beside(tmp_path) as merging:
        while not partial.exists():
            assert merging.poll() is None, "it was through before it could be killed"
            time.sleep(0.0005)
        merging.kill()
    assert partial.exists()
    assert (tmp_path / CURRENT).read_text() == "0000000001"
    assert told(Live(tmp_path).search(query, 50)) == before
    live.close([])
    assert merge(tmp_path) == "0000000002"
    assert not partial.exists()
    assert told(live.search(query, 50)) == before
    assert live.shown.added.count == 0


def test_a_snapshot_that_is_not_shown_yet_is_not_seen(tmp_path):
    random = np.random.default_rng(3)
    live = Live.make(tmp_path, drawn(random, range(5)))
    write(tmp_path, "0000000002", Index.build(drawn(random, range(9))))
    assert len(live.search(ANYTHING, 50).numbers) == len(Live(tmp_path).search(ANYTHING, 50).numbers) == 5


def test_what_does_not_fit_is_refused_and_nothing_of_it_is_shown(tmp_path):
    random = np.random.default_rng(4)
    live = Live.make(tmp_path, drawn(random, range(5)), room=3)
    assert not live.is_due
    live.add(drawn(random, [10, 11]))
    assert live.is_due
    with pytest.raises(Full):
        live.add(drawn(random, [12, 13]))
    live.close([0, 1, 2])
    with pytest.raises(Full):
        live.close([3])
    assert len(live.search(ANYTHING, 50).numbers) == 4
    merge(tmp_path)
    live.add(drawn(random, [12, 13]))
    assert sorted(live.search(ANYTHING, 50).numbers.tolist()) == [3, 4, 10, 11, 12, 13]


def test_where_no_index_was_made_there_is_none(tmp_path):
    with pytest.raises(BadInput, match=r"index\.none"):
        Live(tmp_path)
    Live.make(tmp_path, drawn(np.random.default_rng(5), [1]))
    about = next(tmp_path.glob("*/about.json"))
    about.write_text(about.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(BadInput, match=r"index\.format"):
        Live(tmp_path)
