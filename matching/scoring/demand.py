"""What is asked for and how far it is met: credits per demand, shortfall per item."""

from typing import NamedTuple, TypeVar

from matching.scene import Near, Scene
from matching.scoring.shapes import Numbers
from matching.taxonomy.graph import FULL
from matching.types import Importance, Item, LanguageRequirement, Requirement, Seeker, SkillClaim

WHOLE = 1000

Number = TypeVar("Number", int, Numbers)


class Credit(NamedTuple):
    """How far one demand is met, 0..1000, and the claim that meets it best."""

    credit: int
    via: SkillClaim | None
    similarity: int


class Demands(NamedTuple):
    """All that one thing asks for: what each demand weighs, how it is met, and Σ weight × credit."""

    weights: tuple[int, ...]
    credits: tuple[Credit, ...]
    weight: int
    earned: int

    @property
    def missing(self) -> int:
        """The weight that is missing, in thousandths: it only grows with more demands and only shrinks with claims."""
        return self.weight * WHOLE - self.earned


def importance_weight(importance: Importance, scene: Scene) -> int:
    """Must 3, should 2, nice 1, unless configured otherwise."""
    return scene.importance[importance]


def demand_weight(requirement: Requirement, scene: Scene) -> int:
    """Importance × information content."""
    return importance_weight(requirement.importance, scene) * scene.graph.weight(requirement.concept)


def language_weight(requirement: LanguageRequirement, scene: Scene) -> int:
    """Importance × 255: every language tells as much as the most telling skill."""
    return importance_weight(requirement.importance, scene) * FULL


def claim_credit(similarity: Number, reached: Number | int, asked: Number | int, belief: Number | int) -> Number:
    """Similarity × level ratio × evidence confidence, in thousandths, rounded down; of one concept or of many.

    `reached` is the level held, but no more than what is asked.
    """
    credit: Number = WHOLE * similarity * reached * belief // (FULL * asked * 10_000)
    return credit


def silent_credit(concept: str, denied: tuple[str, ...], scene: Scene) -> int:
    """The credit for a skill the person has not claimed: a little, for people forget; nothing once they said no."""
    return 0 if concept in denied else scene.config.silence


def best_credit(requirement: Requirement, seeker: Seeker, scene: Scene) -> Credit:
    """The credit of the claim that serves this demand best; the first of equals."""
    return _best(requirement, scene.near(seeker.skills), seeker.denied, scene)


def demands(item: Item, seeker: Seeker, scene: Scene) -> Demands:
    """What the item asks for before this person: two factors, every line and every deed speak of it."""
    return scene.once(_demands, item.requirements, seeker.skills, seeker.denied)


def _demands(
    scene: Scene, asked: tuple[Requirement, ...], skills: tuple[SkillClaim, ...], denied: tuple[str, ...]
) -> Demands:
    near = scene.near(skills)
    weights = tuple(demand_weight(requirement, scene) for requirement in asked)
    credits_ = tuple(_best(requirement, near, denied, scene) for requirement in asked)
    earned = sum(weight * one.credit for weight, one in zip(weights, credits_, strict=True))
    return Demands(weights, credits_, sum(weights), earned)


def _best(requirement: Requirement, near: dict[str, list[Near]], denied: tuple[str, ...], scene: Scene) -> Credit:
    concept, asked = requirement.concept, requirement.level
    best = Credit(silent_credit(concept, denied, scene), None, 0)
    for claim, similarity, belief in near.get(concept, ()):
        credit = claim_credit(similarity, min(claim.level, asked), asked, belief)
        if credit > best.credit:
            best = Credit(credit, claim, similarity)
    return best


def met(missing: int, half: int) -> int:
    """1000 where nothing is missing, 500 where `half` is, towards 0 for ever more."""
    return WHOLE * WHOLE * half // (WHOLE * half + missing)


def met_over(missing: Numbers, half: int) -> Numbers:
    """`met` for many."""
    values: Numbers = (WHOLE * WHOLE * half) // (WHOLE * half + missing)
    return values
