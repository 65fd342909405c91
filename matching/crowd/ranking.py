"""The other question: who fits this item. The order is that of the scores; people are never capped or moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from matching.config import DEFAULT, Config
from matching.crowd.order import Order, Part, Placed
from matching.crowd.people import People
from matching.eligibility import RULES
from matching.explain.contributions import explain as explain_pair
from matching.rank import EVERYTHING, Asked, Hidden, Question, at_least_one
from matching.retrieve.snapshot import check_item
from matching.scene import Scene
from matching.taxonomy.graph import Taxonomy
from matching.types import Item, Match, Seeker


@dataclass(frozen=True, slots=True)
class PeopleRanking:
    """People for an item, best first. People are never capped or moved: the order is that of the scores."""

    item: Item
    asked: Asked
    matches: tuple[Match, ...]
    hidden: tuple[Hidden, ...]
    questions: tuple[Question, ...]
    total: int
    eligible: int
    scene: Scene = field(repr=False, compare=False)
    people: tuple[Seeker, ...] = field(repr=False)


def rank_people(
    item: Item,
    people: Iterable[Seeker],
    graph: Taxonomy,
    config: Config = DEFAULT,
    *,
    now: datetime,
    day_seed: str,
    top: int = 20,
) -> PeopleRanking:
    """The best `top` people for an item, by the score the item has for them. Give only those who agreed to be seen.

    Exact: equal to judging and scoring each alone and sorting by U·V, then by a hash of id and `day_seed`, then by id.
    Raises BadInput where somebody is given twice, or for an item that asks for absurdly much.
    """
    scene = Scene(graph, config, now)
    check_item(item, config)
    order = Order.of(item, [everybody(people, graph)], scene, day_seed)
    return ranked_people(order, order.best(at_least_one(top)), scene, top)


def ranked_people(order: Order, those: Iterable[Placed], scene: Scene, top: int) -> PeopleRanking:
    """What `rank_people` gives of some people, with what is counted of everybody in their order."""
    best = tuple(one.seeker for one in sorted(those, key=lambda one: one.order))
    matches = tuple(explain_pair(person, order.item, scene, rank) for rank, person in enumerate(best, start=1))
    return PeopleRanking(
        item=order.item,
        asked=Asked(scene.now, order.day_seed, order.item.market, EVERYTHING, top, "plain"),
        matches=matches,
        hidden=hidden_people(order),
        questions=_questions(matches),
        total=order.total,
        eligible=order.eligible,
        scene=scene,
        people=best,
    )


def everybody(people: Iterable[Seeker], graph: Taxonomy) -> Part:
    """All of these, marked; raises BadInput where one is there twice."""
    them = People(people, graph)
    return them, np.ones(len(them), dtype=np.bool_)


def hidden_people(order: Order) -> tuple[Hidden, ...]:
    """Counts only: what a person's own limits are is theirs."""
    return tuple(Hidden(rule, count, only) for rule, (count, only) in order.hidden().items())


def _questions(matches: Sequence[Match]) -> tuple[Question, ...]:
    return tuple(
        Question(rule.name, count)
        for rule in RULES
        if (count := sum(any(q.rule == rule.name for q in match.questions) for match in matches))
    )
