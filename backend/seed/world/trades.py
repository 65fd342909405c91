"""Trades: what people in this region do, read from `trades/*.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "trades"
_BAR = re.compile(r"\s+\|\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said in both languages."""

    pt: str
    en: str

    def in_(self, lang: str) -> str:
        """Portuguese or English."""
        return self.pt if lang == "pt" else self.en


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work, with marked verbs and drawable numbers, and the concepts it shows."""

    words: Said
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Degree:
    """A course of study."""

    eqf: int
    title: Said
    field: str


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade with everything needed to tell of it."""

    key: str
    occupation: str
    masculine: str
    feminine: str
    neutral: str
    english: str
    area: Said
    sectors: tuple[str, ...]
    pay: tuple[int, int]
    degrees: tuple[Degree, ...]
    tasks: tuple[Task, ...]
    things: tuple[Said, ...]
    dreams: tuple[Said, ...]

    def name(self, lang: str, gender: str = "") -> str:
        """What one calls the person: `editora de vídeo`; neutral without a gender."""
        if lang != "pt":
            return self.english
        return {"m": self.masculine, "f": self.feminine}.get(gender, self.neutral)


def rows(text: str) -> list[list[str]]:
    """The lines of a block, split at its bars."""
    return [_BAR.split(line.strip()) for line in text.strip().splitlines()]


def _concept(key: str) -> str:
    return key if "/" in key else f"skill/{key}"


def _trade(raw: dict[str, Any]) -> Trade:
    masculine, feminine, neutral, english = raw["names"]
    return Trade(
        key=raw["key"],
        occupation=raw["occupation"],
        masculine=masculine,
        feminine=feminine,
        neutral=neutral,
        english=english,
        area=Said(*raw["area"]),
        sectors=tuple(raw["sectors"]),
        pay=(raw["pay"][0], raw["pay"][1]),
        degrees=tuple(Degree(int(eqf), Said(pt, en), field) for eqf, pt, en, field in rows(raw["degrees"])),
        tasks=tuple(
            Task(Said(pt, en), tuple(_concept(key) for key in uses.split(", "))) for pt, en, uses in rows(raw["tasks"])
        ),
        things=tuple(Said(pt, en) for pt, en in rows(raw["things"])),
        dreams=tuple(Said(pt, en) for pt, en in rows(raw["dreams"])),
    )


@cache
def trades() -> dict[str, Trade]:
    """All trades by key."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))]
    found = [_trade(raw) for told in tables for raw in told["trade"]]
    return {trade.key: trade for trade in found}


@cache
def trades_of(sector: str) -> tuple[Trade, ...]:
    """The trades for which a sector is typical."""
    return tuple(trade for trade in trades().values() if sector in trade.sectors)
