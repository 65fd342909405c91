"""What was measured before a person decides, as it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.matches.learning.log import Log
from matching.evaluate.crowding import Interval
from matching.learn.gate import Standing
from matching.learn.standing import Compared
from matching.types import Market


@dataclass(frozen=True, slots=True)
class Looked:
    """Whom the audit looked at: how many of how many listed people, and whether a file of groups was given."""

    people: int
    listed: int
    seed: int
    has_groups: bool


def evidence_of(market: Market, since: date, log: Log, told: Compared, looked: Looked) -> dict[str, Any]:
    """Plain data; nothing about anybody."""
    return {
        "market": market.value,
        "since": since.isoformat(),
        "pages": log.pages,
        "people": log.people,
        "reacted": log.reacted,
        "reactors": log.reactors,
        "learned_from": len(log.train),
        "held_out": len(log.test),
        "judged_pages": told.pages,
        "champion": _standing(told.champion, told.ndcg[0]),
        "challenger": _standing(told.challenger, told.ndcg[1]),
        "gain": _interval(told.gain),
        "audit": {
            "people": looked.people,
            "listed": looked.listed,
            "seed": looked.seed,
            "has_groups": looked.has_groups,
        },
    }


def _standing(one: Standing, ndcg: Interval) -> dict[str, Any]:
    return {
        "ndcg": _interval(ndcg),
        "calibration_error": one.calibration_error,
        "outcomes": one.outcomes,
        "impact_ratios": dict(one.impact_ratios),
    }


def _interval(one: Interval) -> dict[str, float]:
    return {"mean": one.mean, "low": one.low, "high": one.high}
