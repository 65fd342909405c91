"""A ranking as bytes that can be checked later: canonical JSON, its SHA-256, and a replay to the same bytes.

A receipt is self-contained. It holds the person, what was asked, the whole configuration, every item shown or passed
over on the way, and the excerpt of the taxonomy they touch. What was counted over all items (hidden, questions, totals)
is carried along, addressed by the digest of the snapshot; give that snapshot to `replay` and it is counted again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, cast

from matching.codec import canonical, from_plain, written
from matching.config import Config, of_config
from matching.crowd.ranking import PeopleRanking, rank_people
from matching.errors import BadInput, BrokenReceipt
from matching.market.prices import Prices
from matching.rank import Asked, Ranking, rank
from matching.retrieve.filters import Filters
from matching.retrieve.snapshot import Snapshot
from matching.taxonomy.graph import FULL
from matching.types import Item, Seeker

FORMAT = "matching-receipt/1"
COUNTED = ("eligible", "filtered", "hidden", "questions", "snapshot", "total")  # over all items, not only those shown
_ALWAYS = {"asked", "config", "eligible", "hidden", "questions", "taxonomy", "total"}
_NEEDED = {
    "items": _ALWAYS | {"filtered", "items", "seeker", "snapshot"},
    "people": _ALWAYS | {"item", "people"},
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """The bytes, their SHA-256, and the hash of the configuration that made them."""

    content: bytes
    sha256: str
    config: str


@dataclass(frozen=True, slots=True, eq=False)
class Excerpt:
    """The part of a taxonomy that one ranking touched, under the digest of the whole."""

    digest: str
    near: Mapping[str, Mapping[str, int]]
    weights: Mapping[str, int]
    wider: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        numbers = (*self.weights.values(), *(n for others in self.near.values() for n in others.values()))
        if not all(0 < number <= FULL for number in numbers):
            raise BrokenReceipt("receipt.taxonomy")

    def expand(self, concept: str) -> Mapping[str, int]:
        """As the whole taxonomy, for the concepts of this ranking."""
        return self.near.get(concept, {concept: FULL})

    def weight(self, concept: str) -> int:
        """As the whole taxonomy."""
        return self.weights.get(concept, FULL)

    def above(self, concept: str) -> frozenset[str]:
        """As the whole taxonomy, for the concepts of this ranking."""
        return self.wider.get(concept, frozenset({concept}))


def receipt(ranking: Ranking | PeopleRanking) -> Receipt:
    """The receipt of a ranking; equal rankings give equal bytes, in every process and on every machine."""
    body = _items_body(ranking) if isinstance(ranking, Ranking) else _people_body(ranking)
    content = canonical(body)
    return Receipt(content, hashlib.sha256(content).hexdigest(), ranking.scene.config.digest)


def replay(content: bytes, snapshot: Snapshot | None = None) -> bytes:
    """Ranks again from nothing but a receipt and returns the bytes of the new receipt; equal bytes prove the old one.

    With the snapshot of that moment the counts over all items are made again too. Raises BrokenReceipt when the bytes
    are no receipt of this format, or the snapshot is another one.
    """
    body = _parse(content)
    try:
        return _replay_people(body) if body["about"] == "people" else _replay_items(body, snapshot)
    except BrokenReceipt:
        raise
    except BadInput as trouble:
        raise BrokenReceipt("receipt.inconsistent", because=trouble.code) from trouble


def verify(content: bytes, sha256: str, snapshot: Snapshot | None = None) -> bool:
    """Whether the bytes are those that were signed for, and replay to themselves."""
    return hashlib.sha256(content).hexdigest() == sha256 and replay(content, snapshot) == content


def _items_body(ranking: Ranking) -> dict[str, Any]:
    return {
        **_common(ranking, "items", [ranking.seeker], ranking.items),
        "seeker": ranking.seeker,
        "items": ranking.items,
        "snapshot": ranking.snapshot_digest,
        "total": ranking.total,
        "filtered": ranking.filtered,
        "eligible": ranking.eligible,
        "hidden": ranking.hidden,
        "questions": ranking.questions,
        "passed_over": ranking.passed_over,
        "matches": ranking.matches,
        **({"prices": dict(ranking.prices)} if ranking.prices else {}),
    }


def _people_body(ranking: PeopleRanking) -> dict[str, Any]:
    return {
        **_common(ranking, "people", ranking.people, [ranking.item]),
        "item": ranking.item,
        "people": ranking.people,
        "total": ranking.total,
        "eligible": ranking.eligible,
        "hidden": ranking.hidden,
        "questions": ranking.questions,
        "matches": ranking.matches,
    }


def _common(
    ranking: Ranking | PeopleRanking, about: str, seekers: Iterable[Seeker], items: Iterable[Item]
) -> dict[str, Any]:
    scene = ranking.scene
    return {
        "format": FORMAT,
        "about": about,
        "asked": ranking.asked,
        "config": of_config(written, scene.config),
        "config_hash": scene.config.digest,
        "taxonomy": _excerpt(seekers, items, ranking),
    }


def _excerpt(seekers: Iterable[Seeker], items: Iterable[Item], ranking: Ranking | PeopleRanking) -> Excerpt:
    """What the taxonomy says about these concepts and no others; what any taxonomy would say is left out."""
    graph = ranking.scene.graph
    things: tuple[Seeker | Item | Filters, ...] = (*seekers, *items, ranking.asked.filters)
    known = frozenset(concept for thing in things for concept in _strings(thing))
    near = {c: (others, known.intersection(others)) for c in known if len(others := graph.expand(c)) > 1}
    wider = {c: above & known for c in known if len(above := graph.above(c)) > 1}
    return Excerpt(
        digest=graph.digest,
        near={c: {one: others[one] for one in met} for c, (others, met) in near.items() if len(met) > 1},
        weights={c: weight for c in known if (weight := graph.weight(c)) != FULL},
        wider={c: others for c, others in wider.items() if len(others) > 1},
    )


def _strings(thing: Seeker | Item | Filters) -> set[str]:
    """Every string in it, for any may be a concept: more than enough does no harm, less would."""
    found: set[str] = set()
    ahead: list[Any] = [thing]
    while ahead:
        value = ahead.pop()
        kind = type(value)
        if kind is str:
            found.add(value)
        elif kind is tuple:
            ahead.extend(value)
        else:
            ahead.extend(_inside(cast("Any", kind))(value))
    return found


def _nothing(_: object) -> tuple[object, ...]:
    return ()


@cache
def _inside(kind: type[Any]) -> Callable[[Any], Iterable[object]]:
    """How to come from a value of this type to what may be or hold strings."""
    if issubclass(kind, str):
        return lambda value: (str(value),)
    if issubclass(kind, Mapping):
        return lambda value: value.values()
    if issubclass(kind, list | tuple):
        return lambda value: value
    if not is_dataclass(kind):
        return _nothing
    names = tuple(one.name for one in fields(kind))
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _replay_items(body: Mapping[str, Any], snapshot: Snapshot | None) -> bytes:
    asked, config, graph = _asked(body)
    seeker, items = from_plain(Seeker, body["seeker"]), from_plain(tuple[Item, ...], body["items"])
    if snapshot is not None and snapshot.digest != body["snapshot"]:
        raise BrokenReceipt("receipt.other-snapshot", expected=str(body["snapshot"]), given=snapshot.digest)
    prices = Prices(from_plain(Mapping[str, int], body.get("prices", {})))  # type: ignore[type-abstract]
    again = rank(
        seeker,
        snapshot or Snapshot.build(items, graph, config).priced(prices),
        now=asked.now,
        day_seed=asked.day_seed,
        market=asked.market,
        filters=asked.filters,
        top=asked.top,
        policy=asked.policy,
    )
    carried = {} if snapshot else {key: body[key] for key in COUNTED}
    return canonical(_items_body(again) | carried)


def _replay_people(body: Mapping[str, Any]) -> bytes:
    asked, config, graph = _asked(body)
    item, people = from_plain(Item, body["item"]), from_plain(tuple[Seeker, ...], body["people"])
    again = rank_people(item, people, graph, config, now=asked.now, day_seed=asked.day_seed, top=asked.top)
    return canonical(_people_body(again) | {key: body[key] for key in COUNTED if key in body})


def _asked(body: Mapping[str, Any]) -> tuple[Asked, Config, Excerpt]:
    return (
        from_plain(Asked, body["asked"]),
        from_plain(Config, body["config"]),
        from_plain(Excerpt, body["taxonomy"]),
    )


def _parse(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError as trouble:
        raise BrokenReceipt("receipt.not-json") from trouble
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise BrokenReceipt("receipt.unknown-format", expected=FORMAT)
    needed = _NEEDED.get(str(body.get("about")))
    if needed is None:
        raise BrokenReceipt("receipt.unknown-format", expected=FORMAT)
    missing = needed - body.keys()
    if missing:
        raise BrokenReceipt("receipt.incomplete", missing=tuple(sorted(missing)))
    return cast("dict[str, Any]", body)
