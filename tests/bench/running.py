"""Steps of `make bench`: each a process of its own with an end in time; what goes wrong in one is said, and no more."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bench.rows import Row

PATIENCE = 20  # seconds to put servers and folders away, once told to stop


@dataclass(frozen=True, slots=True)
class Step:
    """A command that prints JSON, a document or one a line; how its facts become rows; its seconds at most."""

    title: str
    command: Sequence[str]
    rows: Callable[[Any], Iterable[Row]]
    most: float


@dataclass(frozen=True, slots=True)
class Done:
    """What a step told before it ended, how it went wrong (None: it did not), how long it took, and the load then."""

    rows: list[Row]
    wrong: str | None
    seconds: float
    load: float


def run(step: Step) -> Done:
    """Runs a step. Its errors and its progress go where ours go."""
    began, load = time.monotonic(), os.getloadavg()[0]
    process = subprocess.Popen(step.command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        told, _ = process.communicate(timeout=step.most)
        wrong = f"ended with {process.returncode}" if process.returncode else None
    except subprocess.TimeoutExpired:
        told, wrong = _stopped(process), f"took longer than {step.most:.0f} s and was stopped"
    except BaseException:
        _stopped(process)
        raise
    rows, mistake = _read(step, told)
    return Done(rows, wrong or mistake, time.monotonic() - began, load)


def _stopped(process: subprocess.Popen[str]) -> str:
    """What it had told. A gentle word first, which lets it stop what it started; then the end of all of it."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        return process.communicate(timeout=PATIENCE)[0]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.communicate()[0]


def _read(step: Step, told: str) -> tuple[list[Row], str | None]:
    rows: list[Row] = []
    try:
        for facts in _documents(told):
            rows += step.rows(facts)
    except (ValueError, LookupError, TypeError) as error:
        return rows, f"told something else than was expected: {type(error).__name__} {error}"
    return rows, None if rows else "told nothing"


def _documents(told: str) -> Iterable[Any]:
    """One after the other; what a process that was stopped left unfinished is an error at the end."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(told) and told[at:].strip():
        at += len(told[at:]) - len(told[at:].lstrip())
        facts, at = decoder.raw_decode(told, at)
        yield facts
