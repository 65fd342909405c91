"""After `viveiro warm` no first request waits for a compiler."""

import subprocess
import sys

SCRIPT = """
from matching.compiled import compiled, cold

@compiled
def forgotten(values):
    values[0] = 1  # kept nowhere, as it stands in no file

from backend.commands.warming import warm
warm()
print("cold:", *cold())
"""


def test_every_inner_loop_is_compiled_and_one_that_nobody_calls_is_told():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert "__main__.forgotten is compiled when it is first needed." in done.stderr
    assert done.stdout.splitlines()[-1] == "cold: __main__.forgotten"
