"""`make bench`: a step that fails, hangs or tells nonsense is said; the others are in the table all the same."""

import sys
from io import StringIO

from rich.console import Console

from tests.bench import rows
from tests.bench.__main__ import bench
from tests.bench.running import Step

FAST = '{"what": "a search", "ours": 2, "unit": "ms", "bound": "≤", "mark": 3}'
SLOW = '{"what": "a merge", "ours": 4, "unit": "s", "bound": "≤", "mark": 3}'
BESIDE = (
    '{"what": "a look", "ours": 1, "unit": "ms", "peer": "grep", "theirs": 40, "ratio": 40, "bound": "≥", "mark": 9}'
)


def step(title, code, most=20):
    return Step(title, (sys.executable, "-c", code), rows.told_row, most)


def test_a_step_that_fails_is_said_and_the_others_go_on_to_one_table():
    said = Console(width=190, record=True, file=StringIO())
    hung = f"import time; print('''{SLOW}''', flush=True); time.sleep(60)"
    planned = [
        step("quick", f"print('''{FAST}''')"),
        step("broken", "raise SystemExit(3)"),
        step("hung", hung, most=1),
        step("babbling", "print('well, it was fast')"),
        step("last", f"print('''{BESIDE}''')"),
    ]
    assert bench(planned, said) == 3
    told = said.export_text()
    assert "Failed: broken: ended with 3" in told
    assert "Failed: hung: took longer than 1 s and was stopped" in told
    assert "Failed: babbling: told something else" in told
    assert "2 of 3 marks reached" in told, "what the hung step had told before it hung is in the table, as not reached"
    assert [line.split()[-2] for line in told.splitlines() if line.strip("│ ").startswith("a ")] == ["yes", "no", "yes"]


def test_nothing_is_wrong_where_every_step_ends_well():
    assert bench([step("quick", f"print('''{FAST}''')")], Console(quiet=True)) == 0
