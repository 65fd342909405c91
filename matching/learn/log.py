"""From what was shown to what can be learned from: a receipt already holds every place and every value."""

import json
from collections.abc import Mapping
from typing import Any

from matching.config import WHOLE
from matching.errors import BrokenReceipt
from matching.learn.feedback import PROPENSITY, Event, Reaction, examined
from matching.types import Market, Side


def events_of(
    content: bytes, page: str, reactions: Mapping[str, Reaction], market: Market, first: int = 1
) -> list[Event]:
    """The events of one showing of a receipt: everything of this market that was on it, in its places from `first` on.

    What an exploration slot drew counts by the chance it had. `page` names the showing; `reactions` say what was done
    with which id, of a thing in a ranking for a person and of a person in a ranking for a thing; the rest was seen at
    most. Who chose decides which values count: the person's forward side, or the thing's backward one. Who weighs
    things in a way of their own was ranked by that, and says nothing about what the market weighs: no events. Raises
    BrokenReceipt when the bytes are none.
    """
    try:
        body = json.loads(content)
        side, name = {"items": (Side.FORWARD, "item_id"), "people": (Side.BACKWARD, "person_id")}[body["about"]]
        if body.get("seeker", {}).get("weights"):
            return []
        return [
            Event(
                page=page,
                item=match[name],
                position=match["rank"] + first - 1,
                propensity=examined(match["rank"] + first - 1, _chance(match)),
                values=tuple(
                    round(part["value"] * WHOLE) for part in match["contributions"] if part["side"] == side.value
                ),
                reaction=reactions.get(match[name], Reaction.SEEN),
            )
            for match in body["matches"]
            if match["market"] == market.value
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise BrokenReceipt("receipt.malformed", expected="Ranking") from trouble


def _chance(match: Mapping[str, Any]) -> int:
    """How likely it was put there, in millionths."""
    drawn = (move for move in match.get("moves", ()) if move["code"] == "rerank.explored")
    return next((int(move["facts"]["propensity"]) for move in drawn), PROPENSITY)
