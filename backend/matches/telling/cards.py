"""A match and its thing as a card."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.matches.feeding.thing import Thing
from backend.matches.schemas.cards import MatchCard
from backend.matches.schemas.told import Lever, Move
from backend.matches.telling.arithmetic import competition_of
from backend.matches.telling.bars import bar_of
from backend.matches.telling.facts import Evidence, plain
from backend.matches.telling.whys import lack_of, whys_of
from backend.territories.distance import travel_minutes
from backend.territories.schemas import TravelRead
from matching.distance import hundred_metres
from matching.types import Match, Seeker
from matching.types import Move as Moved


@dataclass(frozen=True, slots=True)
class Asker:
    """The person a card is for: the seeker, how dense their town is, the words of their evidence, what they saved."""

    seeker: Seeker
    town: int | None = None
    evidence: Evidence = field(default_factory=dict)
    saved: Collection[tuple[str, UUID]] = ()


def thing_of(thing: Thing) -> dict[str, Any]:
    """The fields that every card of this thing has."""
    item = thing.item
    return {
        "market": item.market,
        "thing_id": UUID(item.id),
        "kind": item.kind,
        "title": thing.title,
        "summary": thing.summary,
        "lang": thing.lang,
        "by": thing.by,
        "organisation": thing.organisation,
        "municipality": thing.municipality,
        "remote_share": item.remote_share,
        "pay": thing.pay,
        "pay_basis": thing.pay_basis,
        "price": thing.price,
        "grant": thing.grant,
        "deadline_at": thing.deadline_at,
        "zone": thing.zone,
        "starts_on": thing.starts_on,
        "reply_by_days": thing.reply_by_days,
        "reply_record": thing.replies,
        "places": item.capacity,
    }


def card_of(
    match: Match,
    thing: Thing,
    asker: Asker,
    *,
    rank: int,
    is_tied: bool,
    lever: Lever | None,
    moves: Sequence[Moved] = (),
) -> MatchCard:
    """The whole card."""
    bar = bar_of(match)
    km, travel = way_to(asker.seeker, asker.town, thing)
    return MatchCard(
        **thing_of(thing),
        rank=rank,
        is_tied=is_tied,
        distance_km=km,
        travel=travel,
        score=match.score,
        forward=match.forward.score,
        backward=match.backward.score,
        low=match.low,
        high=match.high,
        base=bar.base,
        segments=bar.segments,
        competition=competition_of(match),
        missing=bar.missing,
        why=whys_of(match, asker.evidence),
        lacks=lack_of(match, asker.evidence),
        lever=lever,
        moves=[
            Move(code=move.code, facts=plain(move.facts), rank_from=move.before, rank_to=move.after) for move in moves
        ],
        is_saved=(match.market.value, UUID(match.item_id)) in asker.saved,
    )


def way_to(seeker: Seeker, town: int | None, thing: Thing) -> tuple[float | None, TravelRead | None]:
    """Kilometres as the library measures them, and about how long that takes by road."""
    there = thing.item.place
    if seeker.place is None or there is None:
        return None, None
    km = hundred_metres(seeker.place, there) / 10
    minutes = travel_minutes(km, town or thing.town, thing.town)
    return km, TravelRead(minutes=minutes.minutes, is_estimate=True)
