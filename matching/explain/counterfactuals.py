"""What would raise it, exactly: each promise is the true score and rank once the deed is done, on this snapshot."""

import math
from dataclasses import dataclass
from datetime import datetime

from matching.errors import Facts
from matching.explain.actions import Action, actions
from matching.explain.contributions import sides
from matching.market.prices import priced
from matching.rank import EVERYTHING, Asked, look, look_again, rank_of
from matching.retrieve.again import Deed
from matching.retrieve.filters import Filters
from matching.retrieve.snapshot import Snapshot
from matching.scene import Scene
from matching.scoring import mutual
from matching.types import Item, Seeker

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
    found, tried = [], actions(seeker, item, scene)[:TRIED]
    for action, then in zip(tried, look_again(views, [Deed(action.after) for action in tried]), strict=True):
        score_after = _score(action.after, item, scene, taken)
        rank_after = rank_of(item, then, rules)
        if score_after > score or (rank is None and rank_after is not None):
            taught = _taught_by(action, snapshot, item)
            found.append(
                Counterfactual(action.code, action.facts, score, score_after, rank, rank_after, action.after, taught)
            )
    return tuple(sorted(found, key=lambda one: (one.rank_after is None, -one.delta, one.code, str(one.facts)))[:most])


def _score(seeker: Seeker, item: Item, scene: Scene, taken: int = 0) -> float:
    return mutual.score(priced(math.prod(sides(seeker, item, scene)), taken), 1)


def _taught_by(action: Action, snapshot: Snapshot, item: Item) -> tuple[str, ...]:
    if not action.code.startswith("learn."):
        return ()
    taught = snapshot.teachers(str(action.facts["concept"]))
    return tuple(teacher for teacher in taught if teacher != item.id)[:3]
