"""The worked example of the README, done again."""

import contextlib
import io
import re
from pathlib import Path

import matching

README = (Path(matching.__file__).parent / "README.md").read_text()


def test_the_example_prints_what_the_page_says():
    code, said = re.findall(r"```(?:python)?\n(.*?)```", README, re.DOTALL)[:2]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue() == said
