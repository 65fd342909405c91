"""Shapes of lives, read from `lives.toml`, and the facts that a life is told with."""

from dataclasses import dataclass
from functools import cache

from backend.seed.world.phrases import table
from backend.seed.world.trades import Said, Trade, trades


@dataclass(frozen=True, slots=True)
class Life:
    """One shape: what somebody does, did before and wants, how old they may be and where they live."""

    key: str
    trade: Trade
    story: Said
    youngest: int
    oldest: int
    place: str = "any"
    before: Trade | None = None
    wants: Trade | None = None
    gender: str = ""
    is_student: bool = False
    is_from_abroad: bool = False


@cache
def lives() -> tuple[Life, ...]:
    """All shapes, in the order of the file."""
    known = trades()
    return tuple(
        Life(
            key=raw["key"],
            trade=known[raw["trade"]],
            story=Said(raw["pt"], raw["en"]),
            youngest=raw["ages"][0],
            oldest=raw["ages"][1],
            place=raw.get("place", "any"),
            before=known[raw["before"]] if "before" in raw else None,
            wants=known[raw["wants"]] if "wants" in raw else None,
            gender=raw.get("gender", ""),
            is_student=raw.get("student", False),
            is_from_abroad=raw.get("abroad", False),
        )
        for raw in table("lives")["life"]
    )
