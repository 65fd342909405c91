"""Starts the child process, waits a little, and turns its answer or its death into text or a problem."""

import json
import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import NoReturn

from backend.core.problems import Unavailable
from backend.profiles.problems import CvBroken, CvExcessive, CvLocked, CvScanned

WAIT = 8.0  # seconds; the child's own limit on processor time is shorter
CHILD = "backend.profiles.reading.pdf.child"
QUEUE = 15.0  # seconds one waits for a free child
_ROOM = BoundedSemaphore(3)  # children at a time: each may take half a gigabyte


@dataclass(frozen=True, slots=True)
class Seen:
    """The text a person can see, and how many characters there are that nobody can."""

    text: str
    left_out: int


def read_pdf(content: bytes) -> Seen:
    """Raises `CvLocked`, `CvScanned`, `CvExcessive` or `CvBroken`; `Unavailable` when too many wait already."""
    if not _ROOM.acquire(timeout=QUEUE):
        raise Unavailable
    try:
        answer = _ask(content)
    finally:
        _ROOM.release()
    if problem := answer.get("problem"):
        _refuse(str(problem), str(answer["reason"]))
    text = str(answer["text"])
    left_out = int(str(answer["left_out"]))
    if not any(letter.isalnum() for letter in text):
        raise CvScanned(left_out=left_out)
    return Seen(text, left_out)


def _ask(content: bytes) -> dict[str, object]:
    """Output goes to a file, whose size the child itself is held to by the system; `-I` shuts out the environment."""
    command = [sys.executable, "-I", "-m", CHILD]
    with TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603  our own module, no shell
                command, input=content, stdout=answer, stderr=subprocess.DEVNULL, timeout=WAIT, check=False, env={}
            )
        except subprocess.TimeoutExpired:
            raise CvExcessive("slow") from None
        if done.returncode < 0:  # the system ended it: out of processor time
            raise CvExcessive("slow")
        if done.returncode > 0:
            raise CvBroken(format="pdf")
        answer.seek(0)
        given: dict[str, object] = json.load(answer)
        return given


def _refuse(problem: str, reason: str) -> NoReturn:
    if problem == "locked":
        raise CvLocked
    if problem == "broken":
        raise CvBroken(format="pdf")
    raise CvExcessive(reason)
