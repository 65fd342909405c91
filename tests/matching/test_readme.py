"""The worked example of the README, done again: what it prints, and each line of what can be done on paper."""

import contextlib
import io
import math
import re
from pathlib import Path

import pytest

import matching

README = (Path(matching.__file__).parent / "README.md").read_text()
CODE, SAID, PAPER = re.findall(r"```(?:python)?\n(.*?)```", README, re.DOTALL)[:3]
LINES = [re.fullmatch(r"(\S+(?: \S+)*?)  +(.+?) = ([\d.]+)(?:  .*)?", line) for line in PAPER.strip().split("\n")]
ROW = re.compile(r"\| (forward|backward) \| (\w+) \| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \|")


def run():
    """What the code of the page prints, and what it leaves behind."""
    printed, left = io.StringIO(), {}
    with contextlib.redirect_stdout(printed):
        exec(compile(CODE, "README.md", "exec"), left)
    return printed.getvalue(), left


def test_the_example_prints_what_the_page_says():
    assert run()[0] == SAID


def test_every_line_on_paper_is_right():
    assert len(LINES) == 15
    assert all(LINES)
    for line in LINES:
        name, sum_, result = line.groups()
        python = sum_.replace("·", "*").replace("−", "-").replace("√(", "math.sqrt(")
        python = re.sub(r"√(\d+)", r"math.sqrt(\1)", python)
        decimals = len(result.partition(".")[2])
        assert f"{eval(python, {'math': math}):.{decimals}f}" == result, name


def test_the_library_says_the_very_numbers_on_paper():
    match = run()[1]["first"]
    table = [(side, factor, *map(float, numbers)) for side, factor, *numbers in ROW.findall(README)]
    assert table == [
        (c.side.value, c.factor, c.value * 1000, c.prior * 1000, c.weight * 1000, round(c.points, 2))
        for c in match.contributions
    ]
    paper = {line[1]: float(line[3]) for line in LINES}
    values = {c.factor: c.value * 1000 for c in match.contributions}
    shares = {part.facts["concept"]: part.facts for c in match.contributions for part in c.parts}
    assert (paper["Blender"], paper["editing"]) == (shares["blender"]["credit"], shares["editing"]["credit"])
    assert (paper["skills"], paper["practice"]) == (values["skills"], values["practice"])
    assert (paper["U"], paper["V"]) == (match.forward.score * 10_000, match.backward.score * 10_000)
    assert (paper["U0"], paper["V0"]) == (match.forward.base * 10_000, match.backward.base * 10_000)
    assert (paper["score"], paper["base"]) == (round(match.score, 4), round(match.base, 4))
    assert match.base + math.fsum(c.points for c in match.contributions) == pytest.approx(match.score, abs=1e-9)
