"""Can the person do what is asked? Counts what is missing: no demand ever raises it, no claim ever lowers it."""

from itertools import repeat

from matching.errors import Fact
from matching.factors.factor import Share, Told
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.scoring.demand import WHOLE, Credit, demands, met, met_over
from matching.scoring.shapes import Numbers
from matching.types import Evidence, Item, Reason, Requirement, Seeker, SkillClaim

STRONG = 600  # from this credit on a demand is called covered


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """1000 where nothing is missing; asking nothing is missing nothing."""
    return met(demands(item, seeker, scene).missing, scene.config.half_missing)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    asked = lens.shelf.requirements
    return over(lens.scene, asked.total(asked["weight"]), asked.total(asked["weight"] * lens.demand_credits))


def over(scene: Scene, weight: Numbers, earned: Numbers) -> Numbers:
    """The same from the weight of all demands, and Σ weight × credit."""
    return met_over(weight * WHOLE - earned, scene.config.half_missing)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """One line per demand: what covers it, with its evidence, or that it is missing."""
    if not item.requirements:
        return Told((Reason("skills.nothing-asked", {}),))
    asked = demands(item, seeker, scene)
    shares = tuple(map(_share, item.requirements, asked.weights, asked.credits, repeat(seeker)))
    counts: dict[str, Fact] = {
        "asked": len(shares),
        "covered": sum(share.code == "skills.covered" for share in shares),
        "missing": sum(share.code in {"skills.missing", "skills.denied"} for share in shares),
    }
    code = "skills.coverage" if seeker.skills else "skills.none-claimed"
    return Told((Reason(code, counts),), shares, is_guess=not seeker.skills)


def _share(requirement: Requirement, weight: int, found: Credit, seeker: Seeker) -> Share:
    facts: dict[str, Fact] = {
        "concept": requirement.concept,
        "importance": requirement.importance.value,
        "asked_level": requirement.level,
        "credit": found.credit,
        "weight": weight,
    }
    if found.via is not None:
        facts |= _via(found.via, found.similarity)
    return Share(_code(found, requirement, seeker), weight * found.credit, weight * (WHOLE - found.credit), facts)


def _code(found: Credit, requirement: Requirement, seeker: Seeker) -> str:
    if found.via is None:
        return "skills.denied" if requirement.concept in seeker.denied else "skills.missing"
    if found.credit >= STRONG:
        return "skills.covered"
    return "skills.partly" if found.via.concept == requirement.concept else "skills.related"


def _via(claim: SkillClaim, similarity: int) -> dict[str, Fact]:
    return {
        "via": claim.concept,
        "level": claim.level,
        "similarity": similarity,
        "evidence": tuple(_evidence(evidence) for evidence in claim.evidence),
    }


def _evidence(evidence: Evidence) -> dict[str, Fact]:
    return {"id": evidence.id, "kind": evidence.kind, "start": evidence.start, "end": evidence.end}
