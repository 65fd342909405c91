"""Do they understand each other? Every language that is required, and any one of those that are spoken."""

import numpy as np

from matching.factors.factor import Share, Told, told
from matching.retrieve.lens import Lens
from matching.retrieve.shelf import NOT_SAID
from matching.scene import Scene
from matching.scoring.demand import WHOLE, language_weight, met, met_over
from matching.scoring.shapes import Numbers
from matching.types import CEFR, Item, LanguageRequirement, Reason, Seeker

COMFORTABLE = CEFR.index("B2")  # the level a conversation with a mentor wants


def value(seeker: Seeker, item: Item, scene: Scene) -> int | None:
    """1000 where no language is named; None where one is and the person named none."""
    if not item.languages and not item.speaks:
        return WHOLE
    if not seeker.languages:
        return None
    missing = sum(language_weight(r, scene) * (WHOLE - _credit(r, seeker, scene)) for r in item.languages)
    shared = max((_shared(concept, seeker, scene) for concept in item.speaks), default=WHOLE)
    return min(met(missing, scene.config.half_missing), shared)


def scan(lens: Lens) -> Numbers:
    """The same for every row of a shelf."""
    asked, speaks = lens.shelf.languages, lens.shelf.speaks
    is_silent = (asked.lengths == 0) & (speaks.lengths == 0)
    if not lens.seeker.languages:
        return np.where(is_silent, WHOLE, NOT_SAID)
    missing = asked.total(asked["weight"] * (WHOLE - _credits(lens, asked["concept"], asked["level"])))
    shared = speaks.most(_credits(lens, speaks["concept"], np.int64(COMFORTABLE)), WHOLE)
    return np.minimum(met_over(missing, lens.scene.config.half_missing), shared)


def tell(seeker: Seeker, item: Item, scene: Scene) -> Told:
    """One line per required language; else the one they share."""
    if not item.languages and not item.speaks:
        return told("language.nothing-asked")
    if not seeker.languages:
        wanted = tuple(r.concept for r in item.languages) or item.speaks
        return told("language.unknown", wanted=wanted)
    if item.languages and not item.speaks:
        shares = tuple(_share(requirement, seeker, scene) for requirement in item.languages)
        reason = Reason("language.asked", {"asked": len(shares), "met": sum(not share.lost for share in shares)})
        return Told((reason,), shares)
    return _tell_shared(seeker, item, scene)


def level_of(seeker: Seeker, concept: str) -> int:
    """The index of the CEFR level of a language; -1 where it was not claimed."""
    return max((CEFR.index(claim.level) for claim in seeker.languages if claim.concept == concept), default=NOT_SAID)


def _tell_shared(seeker: Seeker, item: Item, scene: Scene) -> Told:
    best = max(item.speaks, key=lambda concept: _shared(concept, seeker, scene))
    level = level_of(seeker, best)
    if level == NOT_SAID:
        return told("language.none-shared", spoken=item.speaks)
    return told("language.shared", language=best, level=CEFR[level])


def _share(requirement: LanguageRequirement, seeker: Seeker, scene: Scene) -> Share:
    weight = language_weight(requirement, scene)
    level = level_of(seeker, requirement.concept)
    credit = _credit(requirement, seeker, scene)
    code = "language.missing" if level == NOT_SAID else "language.met" if credit == WHOLE else "language.below"
    facts = {
        "concept": requirement.concept,
        "asked": requirement.level,
        "level": None if level == NOT_SAID else CEFR[level],
        "importance": requirement.importance.value,
    }
    return Share(code, weight * credit, weight * (WHOLE - credit), {**facts})


def _credit(requirement: LanguageRequirement, seeker: Seeker, scene: Scene) -> int:
    level = level_of(seeker, requirement.concept)
    return 0 if level == NOT_SAID else scene.config.shapes.language_gap.at(CEFR.index(requirement.level) - level)


def _shared(concept: str, seeker: Seeker, scene: Scene) -> int:
    level = level_of(seeker, concept)
    return 0 if level == NOT_SAID else scene.config.shapes.language_gap.at(COMFORTABLE - level)


def _credits(lens: Lens, concepts: Numbers, asked: Numbers | np.int64) -> Numbers:
    level = lens.language_levels[concepts]
    return np.where(level == NOT_SAID, 0, lens.scene.config.shapes.language_gap.over(asked - level))
