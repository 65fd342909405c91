"""The one action that raises a pair most: what trying each in full would find, without computing everything anew."""

import math
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from matching.explain.actions import Action, Step, done, others, steps
from matching.explain.contributions import Valued, sides, total, values
from matching.explain.counterfactuals import TRIED
from matching.market.prices import priced
from matching.scene import Scene
from matching.scoring import mutual
from matching.scoring.demand import WHOLE, best_credit, claim_credit, demand_weight, met, shortfall
from matching.scoring.personal import scheme_of
from matching.types import Item, Seeker, SkillClaim


class Best(NamedTuple):
    """An action, the mutual score it leads to (0..100), and the claim it makes where that is all it changes."""

    action: Action
    score: float
    claim: SkillClaim | None


class Demands(NamedTuple):
    """What an item asks for, what each demand weighs, and how far the person meets it (0..1000)."""

    item: Item
    weights: tuple[int, ...]
    earned: tuple[int, ...]


def best_action(seeker: Seeker, item: Item, scene: Scene, taken: int = 0) -> Best | None:
    """The most helpful of the actions that `counterfactuals` would try; None where none raises the score.

    A skill that is learnt or proven only ever adds credit, so its effect is worked out from the credits there are.
    `taken` hundredths of a point come off the score it leads to, for competition.
    """
    scheme = scheme_of(scene.config, item.market, seeker)
    forward, backward = (values(seeker, item, side, scene) for side in (scheme.forward, scheme.backward))
    demands = Demands(
        item,
        tuple(demand_weight(requirement, scene) for requirement in item.requirements),
        tuple(best_credit(requirement, seeker, scene).credit for requirement in item.requirements),
    )
    now, found = total(forward) * total(backward), list[tuple[int, Action | Step]]()
    skilled = list(islice(steps(seeker, item, scene), TRIED))
    for step in skilled:
        if _is_claim_alone(step, seeker):
            worth = _worth(step.new, demands, scene)
            found.append((_shifted(forward, worth) * _shifted(backward, worth), step))
        else:
            found.append((math.prod(sides(done(seeker, step).after, item, scene)), step))
    for action in islice(others(seeker, item, scene), TRIED - len(skilled)):
        found.append((math.prod(sides(action.after, item, scene)), action))
    if max((product for product, _ in found), default=0) <= now:
        return None
    product, best = min(found, key=lambda one: (-one[0], one[1].code, str(one[1].facts)))
    score = mutual.score(priced(product, taken), 1)
    if isinstance(best, Action):
        return Best(best, score, None)
    return Best(done(seeker, best), score, best.new if _is_claim_alone(best, seeker) else None)


def _is_claim_alone(step: Step, seeker: Seeker) -> bool:
    """Whether the claim it makes is all that changes, for somebody who has made others."""
    return bool(seeker.skills) and (step.old is not None or step.new.concept not in seeker.denied)


def _worth(claim: SkillClaim, demands: Demands, scene: Scene) -> dict[str, int]:
    """What the factors that look at demands are worth with one more claim."""
    near, belief = scene.graph.expand(claim.concept), scene.belief(claim)
    missing = shortfall(demands.weights, demands.earned)
    for r, weight, credit in zip(demands.item.requirements, demands.weights, demands.earned, strict=True):
        similarity = near.get(r.concept)
        if similarity:
            missing -= weight * max(0, claim_credit(similarity, min(claim.level, r.level), r.level, belief) - credit)
    whole = sum(demands.weights)
    return {
        "skills": met(missing, scene.config.half_missing),
        "practice": (whole * WHOLE - missing) // whole,
    }


def _shifted(side: Sequence[Valued], worth: dict[str, int]) -> int:
    return sum(one.weight.weight * worth.get(one.weight.factor, one.value) for one in side)
