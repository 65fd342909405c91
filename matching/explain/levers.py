"""The one action that raises a pair most: what trying each in full would find, without computing everything anew."""

import math
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from matching.explain.actions import Action, Step, done, others, steps
from matching.explain.contributions import Valued, pair, sides_after, total
from matching.explain.counterfactuals import TRIED
from matching.market.prices import priced
from matching.scene import Scene
from matching.scoring import mutual
from matching.scoring.demand import WHOLE, claim_credit, demands, met
from matching.types import Item, Seeker, SkillClaim


class Best(NamedTuple):
    """An action, the mutual score it leads to (0..100), and the claim it makes where that is all it changes."""

    action: Action
    score: float
    claim: SkillClaim | None


def best_action(seeker: Seeker, item: Item, scene: Scene, taken: int = 0) -> Best | None:
    """The most helpful of the actions that `counterfactuals` would try; None where none raises the score.

    A skill that is learnt or proven only ever adds credit, so its effect is worked out from the credits there are.
    `taken` hundredths of a point come off the score it leads to, for competition.
    """
    _, forward, backward = pair(seeker, item, scene)
    now, found = total(forward) * total(backward), list[tuple[int, Action | Step]]()
    sides_ = _Moving.of(forward), _Moving.of(backward)
    skilled = list(steps(seeker, item, scene, TRIED))
    for step in skilled:
        if _is_claim_alone(step, seeker):
            worth = _worth(step.new, item, seeker, scene)
            found.append((math.prod(side.at(worth) for side in sides_), step))
        else:
            found.append((math.prod(sides_after(seeker, done(seeker, step).after, item, scene)), step))
    for action in islice(others(seeker, item, scene), TRIED - len(skilled)):
        found.append((math.prod(sides_after(seeker, action.after, item, scene)), action))
    product = max((product for product, _ in found), default=0)
    if product <= now:
        return None
    best = min((deed for worth, deed in found if worth == product), key=lambda deed: (deed.code, str(deed.facts)))
    score = mutual.score(priced(product, taken), 1)
    if isinstance(best, Action):
        return Best(best, score, None)
    return Best(done(seeker, best), score, best.new if _is_claim_alone(best, seeker) else None)


def _is_claim_alone(step: Step, seeker: Seeker) -> bool:
    """Whether the claim it makes is all that changes, for somebody who has made others."""
    return bool(seeker.skills) and (step.old is not None or step.new.concept not in seeker.denied)


class _Worth(NamedTuple):
    """What the factors that look at demands are worth."""

    skills: int
    practice: int


class _Moving(NamedTuple):
    """One side, told apart: what stays whatever is claimed, and what the factors that look at demands weigh."""

    stays: int
    skills: int
    practice: int

    @classmethod
    def of(cls, side: Sequence[Valued]) -> "_Moving":
        """The side, with its own values."""
        weights = {one.weight.factor: one.weight.weight for one in side}
        stays = sum(one.weight.weight * one.value for one in side if one.weight.factor not in _Worth._fields)
        return cls(stays, *(weights.get(name, 0) for name in _Worth._fields))

    def at(self, worth: _Worth) -> int:
        """The side with other values of these."""
        return self.stays + self.skills * worth.skills + self.practice * worth.practice


def _worth(claim: SkillClaim, item: Item, seeker: Seeker, scene: Scene) -> _Worth:
    """With one claim more."""
    asked, near, belief = demands(item, seeker, scene), scene.graph.expand(claim.concept), scene.belief(claim)
    missing = asked.missing
    for r, weight, (credit, _, _) in zip(item.requirements, asked.weights, asked.credits, strict=True):
        similarity = near.get(r.concept)
        if similarity:
            missing -= weight * max(0, claim_credit(similarity, min(claim.level, r.level), r.level, belief) - credit)
    return _Worth(met(missing, scene.config.half_missing), (asked.weight * WHOLE - missing) // asked.weight)
