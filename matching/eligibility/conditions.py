"""Conditions of calls, which are data: one rule per topic. A bonus condition is judged but never hides."""

from collections.abc import Callable
from datetime import date

import numpy as np

from matching.eligibility.rule import FAIL, PASS, UNKNOWN, Outcomes, Rule, everywhere, outcomes, verdict
from matching.errors import Fact
from matching.retrieve.lens import Lens
from matching.scene import Scene
from matching.types import Applicant, Condition, Item, Outcome, Place, Seeker, Topic, Verdict


def judge_condition(condition: Condition, seeker: Seeker, scene: Scene) -> tuple[Outcome, Fact]:
    """Whether one condition is met, and the fact it was held against; unknown where that fact is not known."""
    has = _FACTS[condition.topic](seeker, scene)
    if has is None or has == ():
        return Outcome.UNKNOWN, None
    is_met = _meets_number(condition, has) if isinstance(has, int) else _meets_words(condition, has, scene)
    return (Outcome.PASS if is_met else Outcome.FAIL), has


def _meets_number(condition: Condition, has: int) -> bool:
    low, high = condition.at_least, condition.at_most
    return (low is None or has >= low) and (high is None or has <= high)


def _meets_words(condition: Condition, has: tuple[str, ...], scene: Scene) -> bool:
    """A narrower concept will do; a word the taxonomy does not know stands for itself."""
    return any(wider in condition.one_of for word in has for wider in scene.graph.above(word))


def _applicant(seeker: Seeker) -> Applicant:
    return seeker.applicant or Applicant()


def _place(seeker: Seeker) -> Place | None:
    return _applicant(seeker).place or seeker.place


def _regions(seeker: Seeker, scene: Scene) -> tuple[str, ...] | None:
    place = _place(seeker)
    if place is None:
        return None
    return (*place.regions, *([place.municipality] if place.municipality else []))


def _company_months(seeker: Seeker, scene: Scene) -> int | None:
    founded = _applicant(seeker).founded_on
    return None if founded is None else max(0, _months(founded, scene.today))


def _months(since: date, today: date) -> int:
    """Whole months gone by."""
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)


def _low_density(seeker: Seeker, scene: Scene) -> int | None:
    place = _place(seeker)
    return None if place is None or place.is_low_density is None else int(place.is_low_density)


def _word(of: Callable[[Applicant], str | None]) -> Callable[[Seeker, Scene], tuple[str, ...] | None]:
    def read(seeker: Seeker, scene: Scene) -> tuple[str, ...] | None:
        word = of(_applicant(seeker))
        return None if word is None else (word,)

    return read


_FACTS: dict[Topic, Callable[[Seeker, Scene], int | tuple[str, ...] | None]] = {
    Topic.REGION: _regions,
    Topic.ORGANISATION_KIND: _word(lambda applicant: applicant.kind),
    Topic.LEGAL_FORM: _word(lambda applicant: applicant.legal_form),
    Topic.COMPANY_MONTHS: _company_months,
    Topic.HEADCOUNT: lambda seeker, _: _applicant(seeker).headcount,
    Topic.SECTOR: lambda seeker, _: _applicant(seeker).sectors,
    Topic.CO_FINANCING: lambda seeker, _: _applicant(seeker).co_financing_percent,
    Topic.EDUCATION: lambda seeker, _: seeker.education_level,
    Topic.LOW_DENSITY: _low_density,
}
_NUMBER = {Outcome.FAIL: FAIL, Outcome.UNKNOWN: UNKNOWN, Outcome.PASS: PASS}
_WHAT = {Outcome.FAIL: "not-met", Outcome.UNKNOWN: "what-is-yours", Outcome.PASS: "met"}


def _rule(topic: Topic) -> Rule:
    name = f"condition-{topic.value.replace('_', '-')}"

    def judge(seeker: Seeker, item: Item, scene: Scene) -> Verdict | None:
        binding = [condition for condition in item.conditions if condition.topic is topic and not condition.is_bonus]
        if not binding:
            return None
        judged = [(*judge_condition(condition, seeker, scene), condition) for condition in binding]
        worst, has, condition = min(judged, key=lambda line: _NUMBER[line[0]])
        return verdict(
            name,
            worst,
            _WHAT[worst],
            has=has,
            one_of=condition.one_of,
            at_least=condition.at_least,
            at_most=condition.at_most,
        )

    def scan(lens: Lens) -> Outcomes:
        asked = lens.shelf.conditions
        known = [_binding(condition, topic, lens) for condition in lens.shelf.known_conditions]
        if all(number == PASS for number in known):
            return everywhere(lens)
        number = np.array(known, dtype=np.int64)[asked["condition"]]
        return outcomes(asked.total(number == FAIL) > 0, asked.total(number == UNKNOWN) > 0)

    return Rule(name, judge, scan)


def _binding(condition: Condition, topic: Topic, lens: Lens) -> int:
    """A condition's outcome as a number; one on another topic, or a bonus, stops nobody here."""
    if condition.topic is not topic or condition.is_bonus:
        return PASS
    return _NUMBER[judge_condition(condition, lens.seeker, lens.scene)[0]]


CONDITIONS = tuple(_rule(topic) for topic in Topic)
