"""The command line as a whole: every command is there, and asking what there is costs next to nothing."""

import subprocess
import sys

import pytest

from backend.__main__ import COMMANDS, load


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_of_a_command_what_it_says_of_itself(name):
    command = load(name)

    assert command.name in (name, "")  # a group is named where it is put
    assert command.help.partition("\n")[0] == COMMANDS[name][1]


def test_help_loads_none_of_the_application():
    script = "import sys; from backend.__main__ import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert not {"fastapi", "sqlalchemy", "numpy", "backend.app"} & set(done.stdout.split())
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.slow
def test_a_slip_of_the_finger_is_met_with_what_was_meant(viveiro):
    done = viveiro("migrat")

    assert done.returncode == 2
    assert "Did you mean 'migrate'" in done.stderr
