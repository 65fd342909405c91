"""What a person could do about a match, what it would change, and where to begin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from backend.matches.feeding.thing import Thing
from backend.matches.schemas.told import FieldTarget, Lever, Target, ThingTarget
from backend.matches.telling.facts import plain
from backend.matches.telling.hidden import target_of
from matching import Counterfactual, Snapshot
from matching.config import Policy
from matching.explain.actions import Action
from matching.explain.contributions import pair, total
from matching.explain.levers import Best, best_action
from matching.market.prices import priced
from matching.rank import Asked, look_again, rank_of, reach_of
from matching.retrieve.again import Deed
from matching.retrieve.view import View
from matching.scene import Scene
from matching.types import Item, Match, Seeker, SkillClaim, Topic

FIELDS = {
    "answer.dates": "available_from",
    "answer.education": "education_level",
    "answer.hours": "hours_min",
    "answer.languages": "languages",
    "answer.place": "municipality_id",
    "consider.on-site": "remote",
    "consider.remote": "remote",
    "learn.language": "languages",
    "learn.level": "skills",
    "learn.skill": "skills",
    "prove.skill": "skills",
    "widen.area": "travel_km",
    "widen.dates": "available_from",
    "widen.hours": "hours_min",
}
"""Where in the profile a deed is written down."""

TEACHERS = 3


class Placed(NamedTuple):
    """A match, its item, and the rank at which it stands; none where it is hidden."""

    match: Match
    item: Item
    rank: int | None


@dataclass
class Bench:
    """Finds the best deed for each of several things, and what every deed would change."""

    seeker: Seeker
    snapshot: Snapshot
    things: Mapping[str, Thing]
    asked: Asked
    views: tuple[View, ...]
    venture_id: UUID | None = None

    @cached_property
    def scene(self) -> Scene:
        """What everything is judged by: that of the views, which keeps what is worked out."""
        return self.views[0].scene

    @cached_property
    def policy(self) -> Policy:
        """How what is asked is ordered."""
        return self.snapshot.config.policy(self.asked.policy)

    def best(self, places: Sequence[Placed]) -> list[Lever | None]:
        """The deed that raises each match most, with the exact rank it would give; None where nothing does."""
        found = [self._best(one.item) for one in places]
        deeds = {_key(best): Deed(best.action.after, best.claim) for best in found if best is not None}
        reach = reach_of(self.policy, min((self._key(one.item) for one in places), default=0))
        then = dict(zip(deeds, look_again(self.views, tuple(deeds.values()), reach), strict=True))
        return [
            None if best is None else self._lever(one, best, rank_of(one.item, then[_key(best)], self.policy))
            for one, best in zip(places, found, strict=True)
        ]

    def _best(self, item: Item) -> Best | None:
        return best_action(self.seeker, item, self.scene, self._taken(item))

    def _taken(self, item: Item) -> int:
        return self.snapshot.prices.of(item.id, self.policy.competition).taken

    def _key(self, item: Item) -> int:
        """What orders it now: a claim lowers it for nobody."""
        _, forward, backward = pair(self.seeker, item, self.scene)
        return priced(total(forward) * total(backward), self._taken(item))

    def _lever(self, one: Placed, best: Best, rank: int | None) -> Lever:
        action = best.action
        return Lever(
            code=action.code,
            facts=plain(action.facts),
            points=best.score - one.match.score,
            score=best.score,
            rank_from=one.rank,
            rank_to=rank,
            targets=self.targets(action, one.item),
        )

    def told(self, found: Iterable[Counterfactual], item: Item) -> list[Lever]:
        """Deeds that the library has worked out already."""
        return [
            Lever(
                code=one.code,
                facts=plain(one.facts),
                points=one.delta,
                score=one.score_after,
                rank_from=one.rank_before,
                rank_to=one.rank_after,
                targets=self.targets(one, item),
            )
            for one in found
        ]

    def targets(self, deed: Action | Counterfactual, item: Item) -> list[Target]:
        """Who teaches it and has places; else where in the profile it is said."""
        teachers = self._teachers(deed, item)
        if teachers:
            return list(teachers)
        if deed.code == "answer.condition":
            target = target_of(Topic(str(deed.facts["topic"])), self.venture_id)
            return [target] if target else []
        return [FieldTarget(field=FIELDS[deed.code])]

    def _teachers(self, deed: Action | Counterfactual, item: Item) -> list[ThingTarget]:
        if not deed.code.startswith("learn."):
            return []
        known = self.snapshot.teachers(str(deed.facts["concept"]))
        found = [self.things[id_] for id_ in known if id_ != item.id and id_ in self.things][:TEACHERS]
        return [
            ThingTarget(
                market=thing.item.market, thing_id=UUID(thing.id), title=thing.title, places=thing.item.capacity
            )
            for thing in found
        ]


def _key(best: Best) -> Seeker | SkillClaim:
    """Those who would do the same are looked at once. Of one person, a claim says who they would be."""
    return best.claim or best.action.after
