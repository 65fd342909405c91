"""Demands that are legal or truly indispensable: education, languages, skills. Silence is a question, never a no."""

import numpy as np

from matching.eligibility.rule import FAIL, PASS, UNKNOWN, Outcomes, Rule, outcome_of, outcomes, verdict
from matching.errors import Fact
from matching.factors.language import level_of
from matching.retrieve.lens import Lens
from matching.retrieve.ragged import Ragged
from matching.retrieve.shelf import NOT_SAID
from matching.scene import Scene
from matching.scoring.shapes import Numbers
from matching.types import CEFR, Item, Outcome, Seeker, Verdict


def _judge_education(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    if item.education is None or not item.education.is_essential:
        return None
    asked, has = item.education.level, seeker.education_level
    if has is None:
        return verdict("education", Outcome.UNKNOWN, "what-is-yours", asked=asked)
    is_met = has >= asked
    return verdict(
        "education", Outcome.PASS if is_met else Outcome.FAIL, "met" if is_met else "below", asked=asked, level=has
    )


def _scan_education(lens: Lens) -> Outcomes:
    is_asked, has = lens.shelf.is_education_essential, lens.seeker.education_level
    if has is None:
        return np.where(is_asked, UNKNOWN, PASS).astype(np.int8)
    return outcomes(is_asked & (has < lens.shelf.education_level))


EDUCATION = Rule("education", _judge_education, _scan_education)


def _judge_languages(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    asked = [requirement for requirement in item.languages if requirement.is_essential]
    lines: list[tuple[int, dict[str, Fact]]] = [
        (
            _state(level_of(seeker, r.concept) + 1, CEFR.index(r.level) + 1, r.concept in seeker.denied),
            {"concept": r.concept, "asked": r.level},
        )
        for r in asked
    ]
    return _worst("languages", lines)


def _scan_languages(lens: Lens) -> Outcomes:
    asked = lens.shelf.languages
    has = lens.language_levels[asked["concept"]] - NOT_SAID  # 0 for none, as for skills
    return _scan_demands(lens, asked, has, asked["level"] + 1)


LANGUAGES = Rule("languages", _judge_languages, _scan_languages)


def _judge_skills(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
    lines = []
    for requirement in item.requirements:
        if not requirement.is_essential:
            continue
        has = max(
            (claim.level for claim in seeker.skills if requirement.concept in scene.graph.above(claim.concept)),
            default=0,
        )
        facts: dict[str, Fact] = {"concept": requirement.concept, "asked": requirement.level, "level": has or None}
        lines.append((_state(has, requirement.level, requirement.concept in seeker.denied), facts))
    return _worst("skills", lines)


def _scan_skills(lens: Lens) -> Outcomes:
    return scan_skills(lens, lens.shelf.requirements)


def scan_skills(lens: Lens, asked: Ragged) -> Outcomes:
    """What the rule says of some of the shelf's lists of requirements."""
    return _scan_demands(lens, asked, lens.skill_levels[asked["concept"]], asked["level"])


SKILLS = Rule("skills", _judge_skills, _scan_skills)


def _state(has: int, asked: int, is_denied: bool) -> int:
    if has >= asked:
        return PASS
    return FAIL if has or is_denied else UNKNOWN


def _worst(rule: str, lines: list[tuple[int, dict[str, Fact]]]) -> Verdict | None:
    """Any failed demand fails, else any open one asks; the verdict names all that decided it."""
    if not lines:
        return None
    worst = min(state for state, _ in lines)
    what = {FAIL: "not-met", UNKNOWN: "do-you-have", PASS: "met"}[worst]
    return verdict(rule, outcome_of(worst), what, demands=tuple(facts for state, facts in lines if state == worst))


def _scan_demands(lens: Lens, asked: Ragged, has: Numbers, level: Numbers) -> Outcomes:
    if not len(has):
        return np.full(len(asked.starts) - 1, PASS, dtype=np.int8)
    is_short = (has < level) & (asked["is_essential"] > 0)
    is_no = is_short & ((has > 0) | (lens.denied[asked["concept"]] > 0))
    return outcomes(asked.total(is_no) > 0, asked.total(is_short) > 0)
