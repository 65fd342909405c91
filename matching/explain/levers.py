"""The one action that raises a pair most: what trying each in full would find, without computing everything anew."""

from collections.abc import Sequence
from typing import NamedTuple

from matching.explain.actions import Action, actions
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
    now, found = total(forward) * total(backward), []
    for action in actions(seeker, item, scene)[:TRIED]:
        claim = _claimed(action, seeker)
        if claim is None:
            then = sides(action.after, item, scene)
        else:
            worth = _worth(claim, demands, scene)
            then = _shifted(forward, worth), _shifted(backward, worth)
        if then[0] * then[1] > now:
            found.append((then[0] * then[1], Best(action, mutual.score(priced(then[0] * then[1], taken), 1), claim)))
    if not found:
        return None
    return min(found, key=lambda one: (-one[0], one[1].action.code, str(one[1].action.facts)))[1]


def _claimed(action: Action, seeker: Seeker) -> SkillClaim | None:
    """The claim an action adds or betters, where that is all it changes."""
    if action.after.skills is seeker.skills or not seeker.skills or action.after.denied != seeker.denied:
        return None
    known = {id(claim) for claim in seeker.skills}
    return next(claim for claim in action.after.skills if id(claim) not in known)


def _worth(claim: SkillClaim, demands: Demands, scene: Scene) -> dict[str, int]:
    """What the factors that look at demands are worth with one more claim."""
    near, belief = scene.graph.expand(claim.concept), scene.belief(claim)
    earned = [
        max(credit, claim_credit(near.get(r.concept, 0), min(claim.level, r.level), r.level, belief))
        for r, credit in zip(demands.item.requirements, demands.earned, strict=True)
    ]
    missing = shortfall(demands.weights, earned)
    whole = sum(demands.weights)
    return {
        "skills": met(missing, scene.config.half_missing),
        "practice": (whole * WHOLE - missing) // whole,
    }


def _shifted(side: Sequence[Valued], worth: dict[str, int]) -> int:
    return sum(one.weight.weight * worth.get(one.weight.factor, one.value) for one in side)
