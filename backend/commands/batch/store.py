"""Answers as Parquet: a file a portion, each shown by one rename, so that a killed run is taken up where it was."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from backend.commands.batch.digest import digest_of, hexed
from matching.errors import BadInput
from matching.retrieve.index.together import NOBODY, Together

PLAN, PARTIAL = "plan.json", ".partial"
WRITE = "copy ({select}) to '{path}' (format parquet, compression zstd, kv_metadata {{digest: '{digest}'}})"
NUMBERS = "select person, rank, opportunity, score from told"
NAMED = """
    select whom.id as person, rank, what.id as opportunity, score from told
    join whom on whom.number = told.person join what on what.number = told.opportunity order by told.person, rank
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is computed. Answers to another plan are never mixed with these."""

    source: str
    index: str
    opportunities: int
    people: int
    top: int
    portion: int
    score: str
    ties: int

    @property
    def portions(self) -> int:
        """How many."""
        return -(-self.people // self.portion)

    def span(self, portion: int) -> tuple[int, int]:
        """From which person up to which."""
        return portion * self.portion, min(self.people, (portion + 1) * self.portion)

    def size(self, portion: int) -> int:
        """How many people."""
        low, high = self.span(portion)
        return high - low


class Store(Protocol):
    """Where answers are kept, and which are there already."""

    @property
    def plan(self) -> Plan:
        """What is computed."""

    def done(self) -> dict[int, int]:
        """Portion → digest, of those that are there already."""

    def keep(self, portion: int, people: Sequence[str], things: Sequence[str] | None, found: Together) -> int:
        """Writes the answers of a portion and shows them; their digest. May be called by several threads at once."""


class Folder:
    """A folder: `plan.json` and `part-00000.parquet` … with person, rank from 1, opportunity and score."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        """Raises BadInput("batch.other-plan") where the folder holds something else, ImportError without DuckDB."""
        import duckdb  # noqa: PLC0415  an extra: whoever matches nobody at once needs none

        self._duckdb = duckdb
        self.folder, self.plan = folder, plan
        folder.mkdir(parents=True, exist_ok=True)
        written = json.loads((folder / PLAN).read_text()) if (folder / PLAN).exists() else None
        if written is None and any(folder.iterdir()):
            raise BadInput("batch.not-empty", folder=str(folder))
        if written is not None and written != asdict(plan):
            wrong = tuple(name for name, value in asdict(plan).items() if written.get(name) != value)
            raise BadInput("batch.other-plan", folder=str(folder), differs=wrong)
        if written is None:
            _shown(folder / PLAN, json.dumps(asdict(plan), indent=2).encode())

    def done(self) -> dict[int, int]:
        """Portion → digest, of those that are there already."""
        found = {}
        with self._duckdb.connect() as held:
            for portion in range(self.plan.portions):
                path = self._path(portion)
                if path.exists():
                    told = held.execute("select value from parquet_kv_metadata(?)", [str(path)]).fetchone()
                    found[portion] = int(told[0].decode(), 16) if told else 0
        return found

    def keep(self, portion: int, people: Sequence[str], things: Sequence[str] | None, found: Together) -> int:
        """Writes the answers of a portion and shows them; their digest."""
        digest = digest_of(people, things, found)
        path = self._path(portion)
        aside = path.with_suffix(PARTIAL)
        owners, ranks = np.nonzero(found.numbers != NOBODY)
        told = {
            "person": owners + self.plan.span(portion)[0],
            "rank": (ranks + 1).astype(np.int16),
            "opportunity": found.numbers[owners, ranks],
            "score": found.scores[owners, ranks],
        }
        with self._duckdb.connect(config={"threads": 1}) as held:
            held.register("told", told)
            if things is not None:
                numbers = np.arange(len(people)) + self.plan.span(portion)[0]
                held.register("whom", {"number": numbers, "id": np.array(people, dtype=object)})
                held.register("what", {"number": np.arange(len(things)), "id": np.array(things, dtype=object)})
            select = NUMBERS if things is None else NAMED
            held.execute(WRITE.format(select=select, path=str(aside).replace("'", "''"), digest=hexed(digest)))
        _synced(aside)
        aside.replace(path)
        return digest

    def files(self) -> Iterator[Path]:
        """All that are there."""
        yield from sorted(self.folder.glob("part-*.parquet"))

    def _path(self, portion: int) -> Path:
        return self.folder / f"part-{portion:05d}.parquet"


def _shown(path: Path, content: bytes) -> None:
    aside = path.with_suffix(PARTIAL)
    aside.write_bytes(content)
    _synced(aside)
    aside.replace(path)


def _synced(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())
