"""What a person could do about a match, what it would change, and where to begin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from backend.matches.feeding.thing import Thing
from backend.matches.schemas.told import FieldTarget, Lever, Target, ThingTarget
from backend.matches.telling.facts import plain
from backend.matches.telling.hidden import target_of
from matching import Counterfactual, Snapshot
from matching.config import Policy
from matching.explain.actions import Action
from matching.explain.levers import Best, best_action
from matching.rank import Asked, look_again, rank_of
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


@dataclass
class Bench:
    """Finds the best deed for each of several things. People who would do the same are looked at once."""

    seeker: Seeker
    snapshot: Snapshot
    things: Mapping[str, Thing]
    asked: Asked
    views: tuple[View, ...]
    venture_id: UUID | None = None
    _seen: dict[Seeker | SkillClaim, tuple[View, ...]] = field(default_factory=dict)

    @cached_property
    def scene(self) -> Scene:
        """What everything is judged by: that of the views, which keeps what is worked out."""
        return self.views[0].scene

    @cached_property
    def policy(self) -> Policy:
        """How what is asked is ordered."""
        return self.snapshot.config.policy(self.asked.policy)

    def best(self, match: Match, item: Item, rank: int | None) -> Lever | None:
        """The deed that raises this match most, with the exact rank it would give; None where nothing does."""
        taken = self.snapshot.prices.of(item.id, self.policy.competition).taken
        found = best_action(self.seeker, item, self.scene, taken)
        if found is None:
            return None
        action = found.action
        return Lever(
            code=action.code,
            facts=plain(action.facts),
            points=found.score - match.score,
            score=found.score,
            rank_from=rank,
            rank_to=self._rank(found, item),
            targets=self.targets(action, item),
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

    def _rank(self, found: Best, item: Item) -> int | None:
        deed = found.claim or found.action.after  # of one person, a claim says who they would be
        if deed not in self._seen:
            self._seen[deed] = look_again(self.views, found.action.after, found.claim)
        return rank_of(item, self._seen[deed], self.policy)
