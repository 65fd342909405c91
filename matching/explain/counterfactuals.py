"""What would raise it, exactly: each promise is the true score and rank once the deed is done, on this snapshot."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from matching.config import DEFAULT, Config
from matching.errors import Facts, UnknownId
from matching.explain.actions import Action, actions
from matching.explain.contributions import sides
from matching.market.prices import priced
from matching.rank import EVERYTHING, Asked, crowd_order, look, look_again, rank_of
from matching.retrieve.filters import Filters
from matching.retrieve.snapshot import Snapshot
from matching.scene import Scene
from matching.scoring import mutual
from matching.scoring.money import of_money
from matching.taxonomy.graph import Taxonomy
from matching.types import Importance, Item, Money, MoneyRange, Period, Requirement, Seeker

MOST = 6  # promises a page can carry
TRIED = 12  # actions worth a scan of the whole snapshot: the skills with most to gain come first


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """One action and what it would change. A rank is None where the item is hidden. `taught_by`: where to learn it."""

    code: str
    facts: Facts
    score_before: float
    score_after: float
    rank_before: int | None
    rank_after: int | None
    after: Seeker
    taught_by: tuple[str, ...] = ()

    @property
    def delta(self) -> float:
        """Points gained."""
        return self.score_after - self.score_before


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


def counterfactuals(
    seeker: Seeker,
    snapshot: Snapshot,
    item_id: str,
    *,
    now: datetime,
    day_seed: str,
    filters: Filters = EVERYTHING,
    policy: str = "fit",
    most: int = MOST,
) -> tuple[Counterfactual, ...]:
    """What the person could do about this item, most helpful first; only what raises the score or brings it to light.

    Ranks are those `rank` would give in the item's market with the same filters and policy. Raises UnknownId.
    """
    item = snapshot.item(item_id)
    scene = Scene(snapshot.graph, snapshot.config, now)
    asked = Asked(now, day_seed, item.market, filters, 1, policy)
    taken = snapshot.prices.of(item.id, snapshot.config.policy(policy).competition).taken
    score = _score(seeker, item, scene, taken)
    views, rules = look(seeker, snapshot, asked), snapshot.config.policy(policy)
    rank = rank_of(item, views, rules)
    found = []
    for action in actions(seeker, item, scene)[:TRIED]:
        score_after = _score(action.after, item, scene, taken)
        rank_after = rank_of(item, look_again(views, action.after, None), rules)
        if score_after > score or (rank is None and rank_after is not None):
            taught = _taught_by(action, snapshot, item)
            found.append(
                Counterfactual(action.code, action.facts, score, score_after, rank, rank_after, action.after, taught)
            )
    return tuple(sorted(found, key=lambda one: (one.rank_after is None, -one.delta, one.code, str(one.facts)))[:most])


def item_counterfactuals(
    item: Item,
    people: Iterable[Seeker],
    graph: Taxonomy,
    config: Config = DEFAULT,
    *,
    now: datetime,
    day_seed: str,
    person_id: str | None = None,
    best: int = 20,
) -> tuple[ItemCounterfactual, ...]:
    """What the employer could do: drop what is only nice, state a level, not months, publish pay, allow remote work.

    Listed as they stand in the posting, helpful or not, for "costs you nobody" is an answer too. With `person_id`, also
    what becomes of that person's score and rank. Raises UnknownId when nobody has that id.
    """
    crowd = tuple(people)
    scene = Scene(graph, config, now)
    person = next((one for one in crowd if one.id == person_id), None)
    if person_id is not None and person is None:
        raise UnknownId("person.unknown", id=person_id)
    before = _Reach.of(item, crowd, scene, day_seed, person, best)
    return tuple(
        _item_counterfactual(code, facts, before, _Reach.of(after, crowd, scene, day_seed, person, best), after)
        for code, facts, after in _edits(item, crowd)
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """Whom a posting reaches."""

    count: int
    mean: float
    score: float | None
    rank: int | None

    @classmethod
    def of(
        cls, item: Item, crowd: Sequence[Seeker], scene: Scene, day_seed: str, person: Seeker | None, best: int
    ) -> "_Reach":
        ordered = crowd_order(item, crowd, scene, day_seed)
        scores = [_score(one, item, scene) for one in ordered[:best]]
        mean = sum(scores) / len(scores) if scores else 0.0
        if person is None:
            return cls(len(ordered), mean, None, None)
        ids = [one.id for one in ordered]
        rank = ids.index(person.id) + 1 if person.id in ids else None
        return cls(len(ordered), mean, _score(person, item, scene), rank)


def _item_counterfactual(code: str, facts: Facts, before: _Reach, then: _Reach, after: Item) -> ItemCounterfactual:
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


def _edits(item: Item, crowd: Sequence[Seeker]) -> Iterator[tuple[str, Facts, Item]]:
    for requirement in item.requirements:
        if requirement.importance is Importance.NICE and not requirement.is_essential:
            yield "drop.nice", {"concept": requirement.concept}, _without(item, requirement)
    if item.experience_months:
        yield "state.level", {"months": item.experience_months}, replace(item, experience_months=None)
    if item.pay is None and (usual := _usual_floor(crowd)) is not None:
        pay = MoneyRange(usual.cents, usual.cents, usual.currency, usual.period)
        yield "publish.pay", {"cents": usual.cents, "currency": usual.currency}, replace(item, pay=pay)
    if (item.remote_share or 0) < 100:
        yield "allow.remote", {"from": item.remote_share}, replace(item, remote_share=100)


def _without(item: Item, dropped: Requirement) -> Item:
    return replace(item, requirements=tuple(r for r in item.requirements if r is not dropped))


def _usual_floor(crowd: Sequence[Seeker]) -> Money | None:
    """The middle of what these people ask for at least, by the month in euros; None where nobody says."""
    floors = sorted(
        of_money(person.pay_floor).low for person in crowd if person.pay_floor and _in_euros(person.pay_floor)
    )
    return Money(floors[len(floors) // 2], "EUR", Period.MONTH) if floors else None


def _in_euros(money: Money) -> bool:
    return of_money(money).unit == "EUR/month"


def _score(seeker: Seeker, item: Item, scene: Scene, taken: int = 0) -> float:
    return mutual.score(priced(math.prod(sides(seeker, item, scene)), taken), 1)


def _taught_by(action: Action, snapshot: Snapshot, item: Item) -> tuple[str, ...]:
    if not action.code.startswith("learn."):
        return ()
    taught = snapshot.teachers(str(action.facts["concept"]))
    return tuple(teacher for teacher in taught if teacher != item.id)[:3]
