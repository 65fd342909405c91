"""The worked example of docs/allocation.md, done again."""

import contextlib
import io
import re
from pathlib import Path

import matching

PAGE = (Path(matching.__file__).parents[1] / "docs" / "allocation.md").read_text()


def test_the_example_prints_what_the_page_says():
    code, said = re.findall(r"```(?:python)?\n(.*?)```", PAGE, re.DOTALL)[:2]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "allocation.md", "exec"), {})
    assert printed.getvalue() == said


def test_the_draws_of_the_page_are_those_that_a_shell_makes():
    from hashlib import sha256

    told = re.findall(r"(\w+)\s+([0-9a-f]{4})…", PAGE)
    assert [name for name, _ in told] == ["rui", "ivo", "eva", "zoe", "ana"]
    for name, start in told:
        assert sha256(f"{'5eed' * 16}\ndemo\n{name}".encode()).hexdigest().startswith(start)
