"""What a person could do about a pair: learn, prove, answer, widen. Never who they are, never asking for less."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from matching.distance import hundred_metres
from matching.eligibility.conditions import judge_condition
from matching.errors import Fact, Facts
from matching.factors.language import level_of
from matching.scene import Scene
from matching.scoring.demand import WHOLE, demands
from matching.types import (
    CEFR,
    Applicant,
    Condition,
    Evidence,
    Hours,
    Item,
    LanguageClaim,
    LanguageRequirement,
    Outcome,
    Remote,
    Requirement,
    Seeker,
    SkillClaim,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Action:
    """A deed: its code, its facts, and the person as they would be afterwards."""

    code: str
    facts: Facts
    after: Seeker


class Step(NamedTuple):
    """A skill learnt, lifted or proven: the claim as it would be then, and the one it takes the place of."""

    code: str
    facts: Facts
    new: SkillClaim
    old: SkillClaim | None


def actions(seeker: Seeker, item: Item, scene: Scene) -> tuple[Action, ...]:
    """Every action that could bear on this pair; whether it helps is for the arithmetic to say.

    Answers (`answer.…`) suppose the best answer: what they promise is "up to".
    """
    return (*(done(seeker, step) for step in steps(seeker, item, scene)), *others(seeker, item, scene))


def others(seeker: Seeker, item: Item, scene: Scene) -> Iterator[Action]:
    """The actions that are not about skills."""
    yield from _languages(seeker, item)
    yield from _answers(seeker, item)
    yield from _conditions(seeker, item, scene)
    yield from _widen_area(seeker, item, scene)
    yield from _widen_hours(seeker, item)
    yield from _move_dates(seeker, item)
    yield from _consider(seeker)


def steps(seeker: Seeker, item: Item, scene: Scene, most: int | None = None) -> Iterator[Step]:
    """A step for each demand that loses anything, the greatest loss first."""
    held = scene.once(_held, seeker.skills)
    return (_step(requirement, held.get(requirement.concept)) for requirement in lost(item, seeker, scene)[:most])


def lost(item: Item, seeker: Seeker, scene: Scene) -> list[Requirement]:
    """The demands that lose anything, the greatest loss first."""
    asked = demands(item, seeker, scene)
    losing = [
        (weight * (one.credit - WHOLE), requirement.concept, place)
        for place, (weight, one, requirement) in enumerate(
            zip(asked.weights, asked.credits, item.requirements, strict=True)
        )
        if one.credit < WHOLE
    ]
    return [item.requirements[place] for _, _, place in sorted(losing)]


def learn(seeker: Seeker, requirement: Requirement) -> Action:
    """Learn what is required, or learn it to its level; prove it where the level is there already."""
    return done(seeker, _step(requirement, _held(None, seeker.skills).get(requirement.concept)))


def done(seeker: Seeker, step: Step) -> Action:
    """The step as a deed, with the person as they would be afterwards."""
    if step.old is not None:
        return Action(step.code, step.facts, _with_claim(seeker, step.old, step.new))
    denied = tuple(other for other in seeker.denied if other != step.new.concept)
    return Action(step.code, step.facts, replace(seeker, skills=(*seeker.skills, step.new), denied=denied))


def _held(_: Scene | None, claims: tuple[SkillClaim, ...]) -> dict[str, SkillClaim]:
    """Concept → the first of the claims on the highest level."""
    held: dict[str, SkillClaim] = {}
    for claim in claims:
        known = held.get(claim.concept)
        if known is None or claim.level > known.level:
            held[claim.concept] = claim
    return held


def _step(requirement: Requirement, own: SkillClaim | None) -> Step:
    concept, asked = requirement.concept, requirement.level
    facts: dict[str, Fact] = {"concept": concept, "level": asked, "importance": requirement.importance.value}
    if own is None:
        return Step("learn.skill", facts, SkillClaim(concept, asked, (Evidence("action", "certificate"),)), None)
    if own.level < asked:
        return Step(
            "learn.level", {**facts, "from": own.level}, SkillClaim(concept, asked, own.evidence, own.confidence), own
        )
    proven = SkillClaim(concept, own.level, (*own.evidence, Evidence("action", "reference")))
    return Step("prove.skill", facts, proven, own)


def _with_claim(seeker: Seeker, old: SkillClaim, new: SkillClaim) -> Seeker:
    return replace(seeker, skills=tuple(new if claim is old else claim for claim in seeker.skills))


def _languages(seeker: Seeker, item: Item) -> Iterator[Action]:
    if not seeker.languages:
        wanted = tuple(LanguageClaim(r.concept, r.level) for r in item.languages)
        wanted = wanted or tuple(LanguageClaim(concept, "B2") for concept in item.speaks[:1])
        if wanted:
            facts: Facts = {"languages": tuple(claim.concept for claim in wanted)}
            yield Action("answer.languages", facts, replace(seeker, languages=wanted))
        return
    for requirement in item.languages:
        if level_of(seeker, requirement.concept) < CEFR.index(requirement.level):
            yield _language(seeker, requirement)


def _language(seeker: Seeker, requirement: LanguageRequirement) -> Action:
    claim = LanguageClaim(requirement.concept, requirement.level)
    denied = tuple(other for other in seeker.denied if other != requirement.concept)
    after = replace(seeker, languages=(*seeker.languages, claim), denied=denied)
    return Action("learn.language", {"concept": claim.concept, "level": claim.level}, after)


def _answers(seeker: Seeker, item: Item) -> Iterator[Action]:
    if seeker.education_level is None and item.education is not None:
        level = item.education.level
        yield Action("answer.education", {"level": level}, replace(seeker, education_level=level))
    if seeker.hours is None and item.hours is not None:
        facts: Facts = {"hours": (item.hours.low, item.hours.high)}
        yield Action("answer.hours", facts, replace(seeker, hours=item.hours))
    if seeker.available_from is None and item.starts_on is not None and _is_free(seeker, item.starts_on):
        facts = {"available_from": item.starts_on.isoformat()}
        yield Action("answer.dates", facts, replace(seeker, available_from=item.starts_on))
    if seeker.place is None and item.place is not None and item.remote_share != 100:
        facts = {"municipality": item.place.municipality}
        yield Action("answer.place", facts, replace(seeker, place=item.place))


def _is_free(seeker: Seeker, day: date) -> bool:
    return seeker.available_until is None or day <= seeker.available_until


def _conditions(seeker: Seeker, item: Item, scene: Scene) -> Iterator[Action]:
    for condition in item.conditions:
        if judge_condition(condition, seeker, scene)[0] is not Outcome.UNKNOWN:
            continue
        after = _answered(seeker, condition, scene)
        if after is not None:
            yield Action("answer.condition", {"topic": condition.topic.value}, after)


def _answered(seeker: Seeker, condition: Condition, scene: Scene) -> Seeker | None:
    """The person once they gave the answer that meets the condition; None where only moving house would."""
    if condition.topic is Topic.EDUCATION:
        return replace(seeker, education_level=condition.at_least or condition.at_most)
    own, number = seeker.applicant or Applicant(), condition.at_least or condition.at_most or 0
    word = condition.one_of[0] if condition.one_of else None
    answers = {
        Topic.ORGANISATION_KIND: lambda: replace(own, kind=word),
        Topic.LEGAL_FORM: lambda: replace(own, legal_form=word),
        Topic.SECTOR: lambda: replace(own, sectors=condition.one_of[:1]),
        Topic.HEADCOUNT: lambda: replace(own, headcount=number),
        Topic.CO_FINANCING: lambda: replace(own, co_financing_percent=number),
        Topic.COMPANY_MONTHS: lambda: replace(own, founded_on=_months_before(scene.today, condition.at_least or 0)),
    }
    answer = answers.get(condition.topic)
    return None if answer is None else replace(seeker, applicant=answer())


def _months_before(day: date, months: int) -> date:
    """The first of the month that lies that many whole months back."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _widen_area(seeker: Seeker, item: Item, scene: Scene) -> Iterator[Action]:
    limit = seeker.travel_limit_km
    if limit is None or seeker.place is None or item.place is None or item.remote_share == 100:
        return
    away = hundred_metres(seeker.place, item.place)
    step = next((step for step in scene.config.travel_steps_km if step > limit and away <= step * 10), None)
    if step is not None:
        facts: Facts = {"from_km": limit, "to_km": step, "km": away / 10}
        yield Action("widen.area", facts, replace(seeker, travel_limit_km=step))


def _widen_hours(seeker: Seeker, item: Item) -> Iterator[Action]:
    has, wants = seeker.hours, item.hours
    if has is None or wants is None or (has.high >= wants.low and has.low <= wants.high):
        return
    wider = Hours(min(has.low, wants.high), max(has.high, wants.low))
    facts: Facts = {"from": (has.low, has.high), "to": (wider.low, wider.high)}
    yield Action("widen.hours", facts, replace(seeker, hours=wider))


def _move_dates(seeker: Seeker, item: Item) -> Iterator[Action]:
    begins, leaves = seeker.available_from, seeker.available_until
    if begins is not None and item.starts_on is not None and item.starts_on < begins:
        facts: Facts = {"available_from": item.starts_on.isoformat()}
        yield Action("widen.dates", facts, replace(seeker, available_from=item.starts_on))
    if leaves is not None and item.ends_on is not None and leaves < item.ends_on:
        facts = {"available_until": item.ends_on.isoformat()}
        yield Action("widen.dates", facts, replace(seeker, available_until=item.ends_on))


def _consider(seeker: Seeker) -> Iterator[Action]:
    if seeker.remote is Remote.AVOID:
        yield Action("consider.remote", {}, replace(seeker, remote=Remote.OPEN))
    if seeker.remote is Remote.ONLY:
        yield Action("consider.on-site", {}, replace(seeker, remote=Remote.PREFER))
