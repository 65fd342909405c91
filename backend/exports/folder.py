"""A folder of JSON Lines with a manifest, written whole or not at all."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel
from sqlalchemy.orm import Session

from backend.core.model import now
from backend.core.site import get_site
from backend.exports.nouns import NOUNS, Line, events
from backend.taxonomy.queries import attribution

MANIFEST = "manifest.json"

Progress: TypeAlias = Callable[[str, int, int], None]  # step, done, in all


class FolderTakenError(Exception):
    """There is something in the folder already."""


class FileWritten(BaseModel):
    """One file: its name, and how to see that it arrived whole."""

    name: str
    records: int
    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What was exported, from where, when; whom to thank for the words."""

    site: str
    is_demo: bool
    made_at: datetime
    attribution: str | None
    files: list[FileWritten]


def export_to(db: Session, folder: Path, *, with_events: bool, progress: Progress) -> Manifest:
    """Write all nouns; raises `FolderTakenError` and `OSError`. What fails half-way leaves no trace.

    Everything is written beside the folder first and moved there in one step.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTakenError
    nouns = NOUNS | ({"events": events} if with_events else {})
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        files = []
        for done, (name, lines) in enumerate(nouns.items(), 1):
            files.append(_write(beside / f"{name}.jsonl", lines(db)))
            progress("files", done, len(nouns))
        site, thanks = get_site(db), attribution(db).attribution
        manifest = Manifest(site=site.name, is_demo=site.is_demo, made_at=now(), attribution=thanks, files=files)
        (beside / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", "utf-8")
        beside.chmod(0o755)  # mkdtemp makes it private; open data are not
        beside.replace(folder)  # an empty folder gives way
    except BaseException:
        shutil.rmtree(beside)
        raise
    return manifest


def _write(path: Path, lines: Iterable[Line]) -> FileWritten:
    """One line a record, keys in order: the same data give the same bytes."""
    digest, records, size = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for line in lines:
            text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
            file.write(text)
            digest.update(text)
            records, size = records + 1, size + len(text)
    return FileWritten(name=path.name, records=records, bytes=size, sha256=digest.hexdigest())
