"""Reads the tables of phrases, and fills their slots."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from backend.seed.world import grammar
from backend.seed.world.chance import Chance
from backend.seed.world.trades import Said, rows

_SLOT = re.compile(r"\{([A-Za-z_0-9]+)\}")


@cache
def table(name: str) -> dict[str, Any]:
    """A file of phrases."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


@cache
def said(block: str) -> tuple[Said, ...]:
    """Lines `Portuguese | English`."""
    return tuple(Said(pt, en) for pt, en in rows(block))


def words(block: str) -> list[str]:
    """Words between bars."""
    return block.split("|")


def fill(text: str, slots: dict[str, str]) -> str:
    """Puts words into `{slots}`; a slot that begins with a capital begins its word with one."""

    def word(found: re.Match[str]) -> str:
        name = found[1]
        return slots[name] if name in slots else grammar.capital(slots[name.lower()])

    return _SLOT.sub(word, text)


def tell(block: str, lang: str, slots: dict[str, str], chance: Chance) -> str:
    """One of the lines of a block for which there are words, in this language, its first letter big."""
    return tell_some(block, lang, slots, chance, 1)[0]


def tell_some(block: str, lang: str, slots: dict[str, str], chance: Chance, n: int) -> list[str]:
    """Up to n different lines of a block."""
    lines = [line.in_(lang) for line in said(block)]
    known = [line for line in lines if all(slot in slots or slot.lower() in slots for slot in _SLOT.findall(line))]
    return [grammar.capital(fill(line, slots)) for line in chance.some(known, n)]
