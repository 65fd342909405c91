"""What an employer could change, and what comes of it: exactly, over everybody who may be seen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from matching.config import DEFAULT, Config
from matching.crowd.order import Order
from matching.crowd.ranking import everybody
from matching.errors import Facts, UnknownId
from matching.explain.contributions import sides
from matching.scene import Scene
from matching.scoring import mutual
from matching.taxonomy.graph import Taxonomy
from matching.types import Importance, Item, Money, MoneyRange, Period, Requirement, Seeker

BEST = 20  # people whose mean score is told


@dataclass(frozen=True, slots=True)
class ItemCounterfactual:
    """One change of a posting: how many people it would reach, and the mean score of the best of them."""

    code: str
    facts: Facts
    reach_before: int
    reach_after: int
    mean_before: float
    mean_after: float
    after: Item
    score_before: float | None = None
    score_after: float | None = None
    rank_before: int | None = None
    rank_after: int | None = None


def item_counterfactuals(
    item: Item,
    people: Iterable[Seeker],
    graph: Taxonomy,
    config: Config = DEFAULT,
    *,
    now: datetime,
    day_seed: str,
    person_id: str | None = None,
    best: int = BEST,
) -> tuple[ItemCounterfactual, ...]:
    """What the employer could do: drop what is only nice, state a level, not months, publish pay, allow remote work.

    Listed as they stand in the posting, helpful or not, for "costs you nobody" is an answer too. With `person_id`, also
    what becomes of that person's score and rank. Raises UnknownId when nobody has that id.
    """
    scene = Scene(graph, config, now)
    order = Order.of(item, [everybody(people, graph)], scene, day_seed)
    return edits_of(order, scene, person_id=person_id, best=best)


def edits_of(
    order: Order, scene: Scene, *, person_id: str | None = None, best: int = BEST
) -> tuple[ItemCounterfactual, ...]:
    """What `item_counterfactuals` gives, from an order that is there already."""
    person = None if person_id is None else order.seeker(person_id)
    if person_id is not None and person is None:
        raise UnknownId("person.unknown", id=person_id)
    before = _reached(order, scene, person, best)
    return tuple(
        _item_counterfactual(code, facts, before, _reached(order.again(after), scene, person, best), after)
        for code, facts, after in _edits(order.item, order)
    )


@dataclass(frozen=True, slots=True)
class _Reached:
    """Whom a posting reaches."""

    count: int
    mean: float
    score: float | None
    rank: int | None


def _reached(order: Order, scene: Scene, person: Seeker | None, best: int) -> _Reached:
    scores = [one.score for one in order.best(best)]
    mean = sum(scores) / len(scores) if scores else 0.0
    if person is None:
        return _Reached(order.eligible, mean, None, None)
    forward, backward = sides(person, order.item, scene)
    return _Reached(order.eligible, mean, mutual.score(forward, backward), order.rank_of(person.id))


def _item_counterfactual(code: str, facts: Facts, before: _Reached, then: _Reached, after: Item) -> ItemCounterfactual:
    return ItemCounterfactual(
        code=code,
        facts=facts,
        reach_before=before.count,
        reach_after=then.count,
        mean_before=before.mean,
        mean_after=then.mean,
        after=after,
        score_before=before.score,
        score_after=then.score,
        rank_before=before.rank,
        rank_after=then.rank,
    )


def _edits(item: Item, order: Order) -> Iterator[tuple[str, Facts, Item]]:
    for requirement in item.requirements:
        if requirement.importance is Importance.NICE and not requirement.is_essential:
            yield "drop.nice", {"concept": requirement.concept}, _without(item, requirement)
    if item.experience_months:
        yield "state.level", {"months": item.experience_months}, replace(item, experience_months=None)
    if item.pay is None and (usual := _usual_floor(order)) is not None:
        pay = MoneyRange(usual.cents, usual.cents, usual.currency, usual.period)
        yield "publish.pay", {"cents": usual.cents, "currency": usual.currency}, replace(item, pay=pay)
    if (item.remote_share or 0) < 100:
        yield "allow.remote", {"from": item.remote_share}, replace(item, remote_share=100)


def _without(item: Item, dropped: Requirement) -> Item:
    return replace(item, requirements=tuple(r for r in item.requirements if r is not dropped))


def _usual_floor(order: Order) -> Money | None:
    """The middle of what these people ask for at least, by the month in euros; None where nobody says."""
    found = [np.zeros(0, dtype=np.int64)]
    for part in order.parts:
        rows, floors = part.reading.people.census.floors.get("EUR/month", (found[0], found[0]))
        found.append(floors[np.isin(rows, part.reading.rows)])
    floors = np.sort(np.concatenate(found))
    return Money(int(floors[len(floors) // 2]), "EUR", Period.MONTH) if len(floors) else None
